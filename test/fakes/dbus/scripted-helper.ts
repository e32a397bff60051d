// The helper with a scripted engine, as a process of its own: node scripted-helper.ts IDLE_MS.
import { StderrJournal } from '../../../src/adapters/journal/stderr-journal.ts';
import { runHelper } from '../../../src/helper/run-helper.ts';
import { scriptedEngine } from './scripted-engine.ts';

const stop = new AbortController();
process.on('SIGTERM', () => stop.abort());
const code = await runHelper({
  engine: scriptedEngine((event) => process.stdout.write(`event: ${event.replace(/[^ -~]/g, '?')}\n`)),
  journal: new StderrJournal({ prefixed: true }),
  busAddress: process.env['DBUS_SYSTEM_BUS_ADDRESS'] ?? '',
  idleMs: Number(process.argv[2]),
  stop: stop.signal,
});
process.exit(code);
