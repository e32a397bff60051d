import { KernelClock } from '../adapters/boot-times/kernel-clock.ts';
import { SystemdManager } from '../adapters/boot-times/systemd-manager.ts';
import { HistoryFile } from '../adapters/history/history-file.ts';
import { PersistentStore } from '../adapters/crash-logs/persistent-store.ts';
import { KernelsFile } from '../adapters/kernels/kernels-file.ts';
import { thisSystem } from '../adapters/this-system.ts';
import type { Journal } from '../ports/journal.ts';
import { recordBoot } from '../use-cases/record-boot.ts';
import { recordCameUp } from '../use-cases/trial/record-came-up.ts';
import { readRunningStart } from '../use-cases/trial/running-start.ts';

const ANSWER_MS = 20_000;
/** A job that takes longer (a disk check, an update) is no part of what the person waits for. */
const STARTUP_MS = 900_000;

/** quick-restartd --record-boot and --record-came-up: what the units of these names run. */
export async function recordHistory(mode: '--record-boot' | '--record-came-up', { journal, busAddress }: { readonly journal: Journal; readonly busAddress: string }): Promise<void> {
  const ports = { kernels: new KernelsFile(), crashes: new PersistentStore(), store: new HistoryFile(), clock: new KernelClock(), manager: new SystemdManager(busAddress, { answerMs: ANSWER_MS, startupMs: STARTUP_MS }), journal };
  if (mode === '--record-came-up') return recordCameUp({ ...ports, runningStart: () => readRunningStart(thisSystem({ version: '', root: '/', journal, busAddress })) });
  const stop = new AbortController();
  process.on('SIGTERM', () => stop.abort()); // the machine goes down: what is known is recorded now
  await recordBoot(ports, stop.signal);
  if (foundFailure(ports)) await wakeHelper(busAddress, journal);
}

function foundFailure({ kernels, clock }: { readonly kernels: KernelsFile; readonly clock: KernelClock }): boolean {
  const read = kernels.read();
  const { bootId } = clock.read();
  return read.ok && bootId !== null && (read.value?.failed.some((one) => one.noticedIn === bootId) ?? false);
}

/** The helper tells its clients what it finds changed when it is asked; somebody may have asked before this boot was judged. */
async function wakeHelper(busAddress: string, journal: Journal): Promise<void> {
  const [{ BusConnection }, { HelperClient }] = await Promise.all([import('../adapters/dbus/transport/bus-connection.ts'), import('../adapters/dbus/helper-client.ts')]);
  const opened = await BusConnection.open(busAddress);
  const asked = opened.ok ? await new HelperClient(opened.value).state() : opened;
  if (!asked.ok) journal.warning(`The helper was not told that the last quick restart failed: ${asked.error.message}`);
  if (opened.ok) await opened.value.close();
}
