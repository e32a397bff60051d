// The real helper on a tree of files, with a kexec(8) that is a script:  node sample-helper.ts SETTINGS.json
// The bus starts it at the first call, as it starts quick-restartd.
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { recordPaths } from '../../../src/adapters/boot-files/recorded-files.ts';
import { ModeFiles } from '../../../src/adapters/every-restart/mode-files.ts';
import { NextRestart } from '../../../src/adapters/every-restart/next-restart-files.ts';
import { HistoryFile } from '../../../src/adapters/history/history-file.ts';
import { StderrJournal } from '../../../src/adapters/journal/stderr-journal.ts';
import { KexecTool } from '../../../src/adapters/kexec/kexec-tool.ts';
import { LoadRecordFile } from '../../../src/adapters/load-record/load-record-file.ts';
import { PolicyFiles } from '../../../src/adapters/policy-store/policy-files.ts';
import { thisSystem } from '../../../src/adapters/this-system.ts';
import type { Machine } from '../../../src/core/restart-plan/machine.ts';
import { runHelper } from '../../../src/helper/run-helper.ts';
import type { EnginePorts } from '../../../src/use-cases/engine-ports.ts';
import { createEngine } from '../../../src/use-cases/create-engine.ts';
import { adviceFacts } from '../advice-facts.ts';
import { checkFacts } from '../check-facts.ts';

/** What sample-machine.ts writes down for it. */
export interface HelperSettings {
  readonly version: string;
  readonly root: string;
  readonly scratch: string;
  readonly runningRelease: string;
  readonly commandLine: string;
  readonly idleMs: number;
  readonly busAddress: string;
}

const settings = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as HelperSettings;
const { root, scratch, busAddress } = settings;
const journal = new StderrJournal({ prefixed: false });
const kexec = new KexecTool({ tools: [join(scratch, 'kexec')], loadedFile: join(scratch, 'kexec_loaded'), workDirectory: join(scratch, 'work') });
const machine = (): Machine => ({
  kernelRelease: settings.runningRelease,
  architecture: 'x86_64',
  commandLine: settings.commandLine,
  kexec: { tool: join(scratch, 'kexec'), fileLoad: true, classicLoad: true, loadDisabled: false, loaded: kexec.isLoaded() },
  lockdown: 'none',
  busyPackageManagers: [],
  container: false,
});
const stop = new AbortController();
process.on('SIGTERM', () => stop.abort());
for (const folder of ['var/lib/quick-restart', 'run/quick-restart']) mkdirSync(join(root, folder), { recursive: true });
const ports: EnginePorts = {
  ...thisSystem({ version: settings.version, root, journal, busAddress }),
  machine: { read: machine, readCheckFacts: () => checkFacts(), readAdvice: () => Promise.resolve(adviceFacts()) },
  kexec,
  records: new LoadRecordFile(join(scratch, 'load.json')),
  history: new HistoryFile(join(root, 'var/lib/quick-restart')),
  mode: new ModeFiles(root),
  nextRestart: new NextRestart(root),
  recording: (onTouch) => {
    const files = recordPaths(ports.files, onTouch);
    return { ...ports, files, policy: new PolicyFiles(files) };
  },
};
const code = await runHelper({
  engine: createEngine(ports),
  journal,
  busAddress,
  idleMs: settings.idleMs,
  stop: stop.signal,
});
process.exit(code);
