import { KernelClock } from '../adapters/boot-times/kernel-clock.ts';
import { SystemdManager } from '../adapters/boot-times/systemd-manager.ts';
import { HistoryFile } from '../adapters/history/history-file.ts';
import type { Journal } from '../ports/journal.ts';
import { recordBoot } from '../use-cases/record-boot.ts';

const ANSWER_MS = 20_000;
/** A job that takes longer (a disk check, an update) is no part of what the person waits for. */
const STARTUP_MS = 900_000;

/** quick-restartd --record-boot: what quick-restart-boot.service runs. */
export async function recordHistory({ journal, busAddress }: { readonly journal: Journal; readonly busAddress: string }): Promise<void> {
  const manager = new SystemdManager(busAddress, { answerMs: ANSWER_MS, startupMs: STARTUP_MS });
  const stop = new AbortController();
  process.on('SIGTERM', () => stop.abort()); // the machine goes down: what is known is recorded now
  return recordBoot({ store: new HistoryFile(), clock: new KernelClock(), manager, journal }, stop.signal);
}
