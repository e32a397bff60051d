import type { RestartPlan } from '../../core/restart-plan/plan.ts';
import { withAttempt } from '../../core/trial/change-kernels.ts';
import type { Attempt } from '../../core/trial/kept-kernels.ts';
import { watchdogSeconds } from '../../core/trial/watchdog-seconds.ts';
import type { BootFiles } from '../../ports/boot-files.ts';
import type { History } from '../../ports/history.ts';
import type { BootClock } from '../../ports/history-times.ts';
import type { KexecWatchdog } from '../../ports/kernels.ts';
import { changeKernelsOrTell, type KernelPorts } from './kept-kernels.ts';
import { startOf } from './planned-start.ts';

/** What noting an attempt needs. */
export interface AttemptPorts extends KernelPorts {
  readonly files: BootFiles;
  readonly clock: BootClock;
  readonly watchdog: KexecWatchdog;
  readonly history: History;
}

/**
 * Notes that this plan is about to be loaded, so that the next boot can tell whether it came up. Done before kexec runs: what is noted
 * and never jumps is dropped then. Where it cannot be noted the load goes on; a failure would not be noticed, and nothing else is lost.
 */
export function noteAttempt(ports: AttemptPorts, plan: RestartPlan): void {
  const attempt = attemptOf(ports, plan);
  changeKernelsOrTell(ports, (kept) => (attempt === null && kept.attempt === null ? kept : withAttempt(kept, attempt)));
}

/** The attempt that loading this plan now is; null for a recovery entry, which is judged by nobody, and where its files are not there. */
export function attemptOf({ files, clock }: Pick<AttemptPorts, 'files' | 'clock'>, { entry, trial, addedWords }: RestartPlan): Attempt | null {
  const { bootId } = clock.read();
  const start = entry === null || entry.recovery ? null : startOf(files, entry);
  return entry === null || start === null || bootId === null ? null : { bootId, entryId: entry.id, start, trial, addedWords, atMs: Math.round(clock.now().wallMs), landedIn: null };
}

/** The kernel is not loaded any more: whatever comes now is not this attempt. */
export async function forgetAttempt(ports: AttemptPorts): Promise<void> {
  const { bootId } = ports.clock.read();
  // One of an earlier boot is for this boot's recorder to judge.
  changeKernelsOrTell(ports, (kept) => (kept.attempt?.bootId === bootId ? withAttempt(kept, null) : kept));
  await disarm(ports);
}

/** Has the hardware watchdog watch over a trial, where the next system is surely this one and nobody is asked for a passphrase on the way. */
export async function watchOver(ports: AttemptPorts, plan: RestartPlan): Promise<void> {
  await disarm(ports); // what an earlier load left, where somebody else unloaded it
  const isOk = (id: string): boolean => plan.checks.find((check) => check.id === id)?.result === 'ok';
  if (!plan.trial || !isOk('root-disk') || !isOk('disk-passphrase')) return;
  const kept = ports.history.read();
  const seconds = watchdogSeconds(kept.ok ? kept.value.records : []);
  const armed = await ports.watchdog.arm(seconds);
  if (!armed.ok) ports.journal.warning(`This trial goes without a watchdog: ${armed.error}.`);
  else if (armed.value) ports.journal.info(`The watchdog resets the machine where the new kernel’s systemd has not taken it over within ${seconds} s.`);
}

async function disarm({ watchdog, journal }: AttemptPorts): Promise<void> {
  const disarmed = await watchdog.disarm();
  if (!disarmed.ok) journal.error(`systemd’s KExecWatchdogSec could not be put back: ${disarmed.error}.`);
}
