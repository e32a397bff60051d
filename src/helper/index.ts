import { thisSystem } from '../adapters/this-system.ts';
import { StderrJournal } from '../adapters/journal/stderr-journal.ts';
import { SYSTEM_BUS_ADDRESS } from '../adapters/dbus/transport/bus-address.ts';
import { createEngine } from '../use-cases/create-engine.ts';
import { runHelper } from './run-helper.ts';

/** Set by the bundler from package.json. */
declare const __VERSION__: string | undefined;

const IDLE_MS = 30_000;

/**
 * quick-restartd: serves org.quickrestart1; with --clean-up it only unloads what a helper that was killed may have left, with
 * --record-boot and --record-stop it only records how long restarts take.
 */
async function main(args: readonly string[]): Promise<number> {
  const journal = new StderrJournal({ prefixed: process.env['JOURNAL_STREAM'] !== undefined });
  const version = typeof __VERSION__ === 'string' ? __VERSION__ : 'unreleased';
  const busAddress = process.env['DBUS_SYSTEM_BUS_ADDRESS'] ?? SYSTEM_BUS_ADDRESS;
  const [mode] = args;
  if (args.length === 1 && (mode === '--record-boot' || mode === '--record-stop')) {
    const { recordHistory } = await import('./record-history.ts');
    await recordHistory(mode, { journal, busAddress });
    return 0; // what could not be recorded is told in the journal; a statistic makes no system degraded
  }
  const engine = createEngine(thisSystem({ version, root: '/', journal, busAddress }));
  if (args.length === 1 && args[0] === '--clean-up') {
    const recovered = await engine.recover();
    if (!recovered.ok) journal.error(recovered.error.message);
    return recovered.ok ? 0 : 1;
  }
  if (args.length > 0) {
    journal.error('quick-restartd is started by D-Bus and takes no arguments but --clean-up, --record-boot and --record-stop.');
    return 2;
  }
  const stop = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => stop.abort());
  return runHelper({ engine, journal, busAddress, idleMs: IDLE_MS, stop: stop.signal });
}

void main(process.argv.slice(2)).then((code) => process.exit(code));
