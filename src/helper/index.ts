import { thisSystem } from '../adapters/this-system.ts';
import { StderrJournal } from '../adapters/journal/stderr-journal.ts';
import { RUNTIME_NOTES, RuntimeNoteFile } from '../adapters/restart-sources/runtime-note-file.ts';
import { SYSTEM_BUS_ADDRESS } from '../adapters/dbus/transport/bus-address.ts';
import type { Journal } from '../ports/journal.ts';
import { createEngine } from '../use-cases/create-engine.ts';
import type { Engine } from '../use-cases/engine.ts';
import { runHelper } from './run-helper.ts';

/** Set by the bundler from package.json. */
declare const __VERSION__: string | undefined;

const IDLE_MS = 30_000;

/**
 * quick-restartd: serves org.quickrestart1; with --clean-up it only unloads what a helper that was killed may have left, with
 * --record-boot it only records how long restarts take, with --record-came-up that this boot is a good one, with --prepare-restart it prepares
 * what every-restart mode asks for, and with --refresh it makes the helper look again.
 */
async function main(args: readonly string[]): Promise<number> {
  const stop = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => stop.abort());
  const parts: Parts = {
    journal: new StderrJournal({ prefixed: process.env['JOURNAL_STREAM'] !== undefined }),
    busAddress: process.env['DBUS_SYSTEM_BUS_ADDRESS'] ?? SYSTEM_BUS_ADDRESS,
    stop: stop.signal,
  };
  const [mode, ...others] = args;
  if (mode === undefined) return serve(parts);
  const run = others.length === 0 ? MODES.get(mode) : undefined;
  if (run !== undefined) return run(parts);
  parts.journal.error(`quick-restartd is started by D-Bus and takes no arguments but ${[...MODES.keys()].join(', ')}.`);
  return 2;
}

interface Parts {
  readonly journal: Journal;
  readonly busAddress: string;
  readonly stop: AbortSignal;
}

/** What fails in those that exit with 0 is told in the journal: a statistic, or a look that found nothing, makes no system degraded. */
const MODES: ReadonlyMap<string, (parts: Parts) => Promise<number>> = new Map([
  ['--clean-up', cleanUp],
  ['--refresh', refreshOnce],
  ['--prepare-restart', prepareRestart],
  ['--record-boot', (parts: Parts) => record('--record-boot', parts)],
  ['--record-came-up', (parts: Parts) => record('--record-came-up', parts)],
]);

function engineOf({ journal, busAddress }: Parts): Engine {
  const version = typeof __VERSION__ === 'string' ? __VERSION__ : 'unreleased';
  return createEngine(thisSystem({ version, root: '/', journal, busAddress }));
}

function serve(parts: Parts): Promise<number> {
  const notes = { told: new RuntimeNoteFile(RUNTIME_NOTES.told), packageKit: new RuntimeNoteFile(RUNTIME_NOTES.packageKit) };
  return runHelper({ ...parts, engine: engineOf(parts), idleMs: IDLE_MS, notes });
}

async function cleanUp(parts: Parts): Promise<number> {
  const recovered = await engineOf(parts).recover();
  if (!recovered.ok) parts.journal.error(recovered.error.message);
  return recovered.ok ? 0 : 1;
}

async function prepareRestart(parts: Parts): Promise<number> {
  await engineOf(parts).prepareNextRestart();
  return 0;
}

async function refreshOnce(parts: Parts): Promise<number> {
  const { refreshThisSystem } = await import('./refresh-this-system.ts');
  await refreshThisSystem(parts);
  return 0;
}

async function record(mode: '--record-boot' | '--record-came-up', { journal, busAddress }: Parts): Promise<number> {
  const { recordHistory } = await import('./record-history.ts');
  await recordHistory(mode, { journal, busAddress });
  return 0;
}

void main(process.argv.slice(2)).then((code) => process.exit(code));
