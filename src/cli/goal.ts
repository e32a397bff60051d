import type { Failure } from '../contracts/errors.ts';
import { err, ok, type Result } from '../core/result.ts';
import type { FirmwarePlace, NextRestart } from '../ports/next-restart.ts';
import type { Goal } from '../use-cases/leading-to.ts';
import { restartFailed } from '../use-cases/restart-failures.ts';

export const PLACE_NAMES: Readonly<Record<FirmwarePlace, string>> = { 'boot-menu': "boot loader's menu", 'firmware-setup': 'setup of the firmware' };

/** The goal of `now --boot-menu` and `now --firmware`, where logind can lead there. Errors: not-supported, with what to do instead. */
export async function goalOf(place: FirmwarePlace, nextRestart: NextRestart): Promise<Result<Goal, Failure>> {
  const choices = await nextRestart.firmwareChoices();
  if (!choices.ok) return err(restartFailed(choices.error));
  return choices.value[place] ? ok({ kind: 'place', place, nextRestart }) : err(IMPOSSIBLE[place]);
}

const IMPOSSIBLE: Readonly<Record<FirmwarePlace, Failure>> = {
  'boot-menu': {
    kind: 'not-supported',
    message: 'The boot loader cannot be asked for its menu from here: logind says so, and of the usual ones only systemd-boot under UEFI can.',
    hint: 'To start one entry once: quick-restart now ENTRY --full. For the menu itself, hold Shift (BIOS) or press Esc (UEFI) as soon as GRUB starts.',
  },
  'firmware-setup': {
    kind: 'not-supported',
    message: 'The firmware cannot be asked for its setup from here: logind says so; it takes UEFI, and a firmware that offers it.',
    hint: 'Restart with quick-restart now --full, and press the key that the first picture names: F2, Del or Esc on most machines.',
  },
};
