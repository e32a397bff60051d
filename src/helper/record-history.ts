import { KernelClock } from '../adapters/boot-times/kernel-clock.ts';
import { SystemdManager } from '../adapters/boot-times/systemd-manager.ts';
import { HistoryFile } from '../adapters/history/history-file.ts';
import type { Journal } from '../ports/journal.ts';
import { recordBoot } from '../use-cases/record-boot.ts';
import { recordStop } from '../use-cases/record-stop.ts';

/** Of an answer while the machine goes down, where others wait. */
const ANSWER_AT_STOP_MS = 2000;
const ANSWER_MS = 20_000;
/** A job that takes longer (a disk check, an update) is no part of what the person waits for. */
const STARTUP_MS = 900_000;

/** quick-restartd --record-boot and --record-stop: what quick-restart-boot.service and quick-restart-stop.service run. */
export async function recordHistory(mode: '--record-boot' | '--record-stop', { journal, busAddress }: { readonly journal: Journal; readonly busAddress: string }): Promise<void> {
  const answerMs = mode === '--record-stop' ? ANSWER_AT_STOP_MS : ANSWER_MS;
  const ports = { store: new HistoryFile(), clock: new KernelClock(), manager: new SystemdManager(busAddress, { answerMs, startupMs: STARTUP_MS }), journal };
  if (mode === '--record-stop') return recordStop(ports);
  const stop = new AbortController();
  process.on('SIGTERM', () => stop.abort()); // the machine goes down: what is known is recorded now
  return recordBoot(ports, stop.signal);
}
