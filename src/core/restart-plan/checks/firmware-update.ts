import { namesAndMore, say, type Detail, type Sentence, type SentenceValue } from '../../sentence.ts';
import type { AdviceFacts, FirmwareFacts, FwupdFacts } from '../advice-facts.ts';
import type { CheckOutcome } from '../check.ts';
import { outcome } from '../outcome.ts';
import { ORDINARY } from './advice-hints.ts';

/**
 * A firmware update that the next start through the firmware installs: a capsule on disk (UEFI specification 2.10, 8.5.5), fwupd's
 * program in BootNext, or a device that fwupd says is waiting (FWUPD_DEVICE_FLAG_NEEDS_REBOOT). A quick restart would leave it waiting.
 */
export function checkFirmwareUpdate({ firmware, fwupd }: AdviceFacts): CheckOutcome {
  const waiting = waitingUpdate(firmware, fwupd);
  if (waiting !== null) return outcome('firmware-update', 'refusal', waiting, ORDINARY);
  if (fwupd.kind === 'answered' && fwupd.needShutdown.length > 0) {
    return outcome('firmware-update', 'warning', say('The firmware update of {devices} ends when the machine is switched off; no restart does that.', { devices: list(fwupd.needShutdown) }), say('Switch it off and on again when it suits you.'));
  }
  const why = unknownBecause(firmware, fwupd);
  if (why !== null) return outcome('firmware-update', 'unknown', say('Whether a firmware update waits for the next start could not be found out: {why}.', { why }), say('If you have just started one, restart the ordinary way.'));
  return outcome('firmware-update', 'ok', say('No firmware update waits for the next start.'));
}

function waitingUpdate(firmware: FirmwareFacts, fwupd: FwupdFacts): Sentence | null {
  if (firmware.kind === 'read' && firmware.asksForCapsule) return say('A firmware update lies ready for the next start through the firmware.');
  if (firmware.kind === 'read' && firmware.bootNext?.firmwareUpdater === true) return say('A firmware update that fwupd has prepared waits for the next start through the firmware.');
  if (fwupd.kind === 'answered' && fwupd.needRestart.length > 0) return say('The firmware update of {devices} ends with a restart through the firmware.', { devices: list(fwupd.needRestart) });
  return null;
}

function unknownBecause(firmware: FirmwareFacts, fwupd: FwupdFacts): Detail | null {
  if (firmware.kind === 'unreadable') return firmware.detail;
  const odd = firmware.kind === 'read' ? firmware.odd.filter((name) => /^(?:BootNext|Boot[0-9A-F]{4}|OsIndications)$/.test(name)) : [];
  if (odd.length > 0) return say('{names} cannot be read', { names: odd.join(', ') });
  return fwupd.kind === 'silent' ? fwupd.detail : null;
}

const MOST = 3;

function list(names: readonly string[]): SentenceValue {
  return namesAndMore(names.slice(0, MOST), Math.max(0, names.length - MOST));
}
