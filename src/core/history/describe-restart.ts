import type { BootNote } from './boot-note.ts';
import type { KeptHistory } from './kept-history.ts';
import type { RestartKind, RestartRecord } from './restart-record.ts';
import { finishedMonotonicSeconds, reportedFirmware, restartTimes, softRebootTimes } from './restart-times.ts';
import { stopId, type StopNote } from './stop-note.ts';

/** What the boot before left behind. */
export interface Left {
  /** null where there is none; `damaged` where it cannot be read. */
  readonly stop: StopNote | null | 'damaged';
  /** CLOCK_BOOTTIME of the boot before when its services had stopped, see parseStoppedMark; null where unknown. */
  readonly stoppedBootSeconds: number | null;
  /** Services had stopped in order, whatever else is known: the mark is there. */
  readonly stoppedInOrder: boolean;
  /** A kernel was loaded for kexec then; null where that was not noted. */
  readonly loadedAtEnd: boolean | null;
}

/**
 * The history with this boot in it, or null where this boot is in it already. The restart that led here is the last record; there is
 * none where nothing is known of a boot before (the first recorded one).
 *
 * How the kind is found: the kernel says whether another kernel started it, and the note of the boot before says what was asked for.
 * The kernel's word counts first: a kexec that failed ends in the firmware, and a reboot can end in kexec. Firmware variables say
 * nothing: after kexec they still hold the last boot's.
 */
export function addBoot(kept: KeptHistory, boot: BootNote, left: Left): KeptHistory | null {
  const stop = stopBefore(kept, boot, left);
  if (kept.boot?.id === boot.id && stop?.bootId !== boot.id) return null;
  const record = kept.boot === null && stop === null ? null : describe(kept, boot, left, stop);
  return {
    boot: { id: boot.id, kernelRelease: boot.kernelRelease },
    lastStop: stop === null ? kept.lastStop : stopId(stop),
    firmwareBootSeconds: reportedFirmware(boot.times)?.sum ?? measuredFirmware(record) ?? kept.firmwareBootSeconds,
    records: record === null ? kept.records : [...kept.records, record],
  };
}

/** The note of the stop that led here: not one that was recorded already, and of this very boot only where it was a soft reboot. */
function stopBefore(kept: KeptHistory, boot: BootNote, { stop }: Left): StopNote | null {
  if (stop === null || stop === 'damaged' || stopId(stop) === kept.lastStop) return null;
  return stop.bootId === boot.id && stop.shutdown !== 'soft-reboot' ? null : stop;
}

function describe(kept: KeptHistory, boot: BootNote, left: Left, stop: StopNote | null): RestartRecord {
  const finished = finishedMonotonicSeconds(boot);
  const common = {
    finishedAtMs: 0 + Math.round(boot.now.wallMs - (boot.now.monotonicSeconds - finished) * 1000), // 0 + -0 is 0, which JSON keeps
    fromRelease: stop?.kernelRelease ?? kept.boot?.kernelRelease ?? null,
    toRelease: boot.kernelRelease,
  };
  if (stop?.bootId === boot.id) return { kind: 'soft-reboot', ...common, ...softRebootTimes(boot, stop, left.stoppedBootSeconds), cameUp: boot.cameUp };
  const kind = kindOf(boot, left, stop);
  const throughFirmware = kind !== 'quick' || boot.throughKexec === false;
  const times = restartTimes(boot, { kind, throughFirmware, stop, stoppedBootSeconds: left.stoppedBootSeconds });
  const cameUp = boot.cameUp && !(kind === 'quick' && throughFirmware);
  return { kind, ...common, ...times, cameUp, ...(throughFirmware ? {} : skippedOf(kept, boot)) };
}

function skippedOf(kept: KeptHistory, boot: BootNote): Pick<RestartRecord, 'skippedSeconds'> {
  const skippedSeconds = reportedFirmware(boot.times)?.sum ?? kept.firmwareBootSeconds;
  return skippedSeconds === null ? {} : { skippedSeconds };
}

function kindOf(boot: BootNote, left: Left, stop: StopNote | null): RestartKind {
  if (boot.throughKexec === true) return 'quick';
  // A mark beside a note that does not count is as old as the note.
  if (stop === null) return left.stop === 'damaged' || (left.stop === null && left.stoppedInOrder) ? 'unknown' : 'power-cycle';
  switch (stop.shutdown) {
    case 'kexec':
      return 'quick'; // and a failed one, where the kernel says that the firmware started it
    case 'reboot':
      return 'ordinary';
    case 'poweroff':
      return 'power-cycle';
    case 'soft-reboot':
    case 'none':
    case 'unknown':
      return 'unknown';
  }
}

/** What the clocks measured of firmware and boot loader, where systemd does not report it. */
function measuredFirmware(record: RestartRecord | null): number | null {
  return record?.kind === 'ordinary' && record.cameUp ? record.firmwareSeconds : null;
}
