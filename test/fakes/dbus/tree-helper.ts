// The helper with its real engine on a tree of files, as a process of its own: node tree-helper.ts ROOT IDLE_MS. Remembers in ROOT/run/quick-restart.
// Nothing is ever loaded into this machine's kernel. Says `event: parse` and `event: walk` for each reading of grub.cfg and each unpacking of an initrd.
import { join } from 'node:path';
import { restrainVariables } from '../../../src/adapters/efi-variables/restrained-variables.ts';
import { LocalBootFiles } from '../../../src/adapters/boot-files/local-boot-files.ts';
import { StderrJournal } from '../../../src/adapters/journal/stderr-journal.ts';
import { restartSources } from '../../../src/adapters/restart-sources/index.ts';
import { RUNTIME_NOTES, RuntimeNoteFile } from '../../../src/adapters/restart-sources/runtime-note-file.ts';
import { thisSystem } from '../../../src/adapters/this-system.ts';
import { runHelper } from '../../../src/helper/run-helper.ts';
import { createEngine } from '../../../src/use-cases/create-engine.ts';
import { FakeKexec, OLD_RELEASE } from '../engine-machine.ts';
import { LOAD_RECORD_FILE, LoadRecordFile } from '../../../src/adapters/load-record/load-record-file.ts';

const [root = '', idleMs = '0'] = process.argv.slice(2);
const busAddress = process.env['DBUS_SYSTEM_BUS_ADDRESS'] ?? '';
const journal = new StderrJournal({ prefixed: true });
const system = thisSystem({ version: '0.0.0-test', root, journal, busAddress });
const tell = (event: string): void => void process.stdout.write(`event: ${event}\n`);
const machine: typeof system.machine = {
  readAdvice: (line) => system.machine.readAdvice(line),
  readCheckFacts: (entry) => system.machine.readCheckFacts(entry),
  read: () => ({ ...system.machine.read(), kernelRelease: OLD_RELEASE, container: false }),
};
const files: typeof system.files = {
  ...restrainVariables(system.files),
  readText(path, maxBytes) {
    if (path === '/boot/grub/grub.cfg') tell('parse');
    return system.files.readText(path, maxBytes);
  },
};
const gzipEnd: typeof system.gzipEnd = (path, offset) => {
  tell('walk');
  return system.gzipEnd(path, offset);
};
const engine = createEngine({ ...system, kexec: new FakeKexec(), records: new LoadRecordFile(join(root, LOAD_RECORD_FILE)), files, gzipEnd, machine, restartSources: restartSources(new LocalBootFiles(root)) });
const note = (path: string): RuntimeNoteFile => new RuntimeNoteFile(join(root, path));
const stop = new AbortController();
process.on('SIGTERM', () => stop.abort());
const notes = { told: note(RUNTIME_NOTES.told), packageKit: note(RUNTIME_NOTES.packageKit) };
process.exit(await runHelper({ engine, journal, busAddress, idleMs: Number(idleMs), stop: stop.signal, notes }));
