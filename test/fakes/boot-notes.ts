import type { BootNote, ManagerTimes } from '../../src/core/history/boot-note.ts';
import type { Left } from '../../src/core/history/describe-restart.ts';
import type { StopNote } from '../../src/core/history/stop-note.ts';
import { NEXT_RELEASE, RUNNING_RELEASE } from './sample-plan.ts';

export const OLD_BOOT = '11111111-1111-4111-8111-111111111111';
export const NEW_BOOT = '22222222-2222-4222-8222-222222222222';

/** Time of day when the old boot's stop was noted. */
export const NOTED_MS = 1_795_262_400_000;
/** Seconds from the mark that services had stopped to the next kernel's start. */
export const GAP_SECONDS = 30;

/** A stop of the old boot, asked for 0.5 s before it was noted, 1000 s after that boot's kernel started; services stopped 4 s after the wish. */
export function stopNote(changes: Partial<StopNote> = {}): StopNote {
  return {
    bootId: OLD_BOOT, kernelRelease: RUNNING_RELEASE, shutdown: 'reboot', askedBootSeconds: 1000, notedBootSeconds: 1000.5, notedWallMs: NOTED_MS, notedRtcSeconds: NOTED_MS / 1000, ...changes,
  };
}

/** A note as the script writes it; an empty value leaves its line out, other keys are added before the end. */
export function stopNoteText(changes: Readonly<Record<string, string>> = {}): string {
  const facts = { uptime: '1000.00 990.00', boot: OLD_BOOT, shutdown: 'reboot', release: RUNNING_RELEASE, loader: '114', rtc: String(NOTED_MS / 1000), ...changes, noted: changes['noted'] ?? '1000.50 990.25' };
  return `stop 2\n${Object.entries(facts).filter(([, value]) => value !== '').map(([key, value]) => `${key} ${value}\n`).join('')}`;
}

/** What that stop left. */
export function leftBy(changes: Partial<StopNote> = {}): Left {
  return { stop: stopNote(changes), stoppedBootSeconds: 1004, stoppedInOrder: true, loadedAtEnd: null };
}

/** Nothing: the power failed. */
export const NOTHING_LEFT: Left = { stop: null, stoppedBootSeconds: null, stoppedInOrder: false, loadedAtEnd: null };

/** systemd's times of the boot that followed: up 25 s after its kernel started, 30 s after the services before had stopped. */
export function managerTimes(changes: Partial<ManagerTimes> = {}): ManagerTimes {
  const kernelMs = NOTED_MS + 3500 + GAP_SECONDS * 1000;
  return { firmwareUsec: 0, loaderUsec: 0, kernelUsec: kernelMs * 1000, userspaceMonotonicUsec: 6_000_000, finishMonotonicUsec: 25_000_000, ...changes };
}

/** The boot that followed, through the firmware. */
export function bootNote(changes: Partial<BootNote> = {}): BootNote {
  return {
    id: NEW_BOOT,
    kernelRelease: NEXT_RELEASE,
    throughKexec: false,
    times: managerTimes(),
    now: { bootSeconds: 27, monotonicSeconds: 27, wallMs: NOTED_MS + 60_500, rtcSeconds: NOTED_MS / 1000 + 60 },
    reachedMonotonicSeconds: 24,
    cameUp: true,
    ...changes,
  };
}
