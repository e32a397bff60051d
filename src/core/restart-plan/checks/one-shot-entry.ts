import type { BootEntry } from '../../boot-entry/boot-entry.ts';
import { say, type Detail, type Sentence, type SentenceValue } from '../../sentence.ts';
import type { AdviceFacts, BootOption } from '../advice-facts.ts';
import type { CheckOutcome } from '../check.ts';
import { outcome } from '../outcome.ts';
import { ORDINARY } from './advice-hints.ts';

/** What a choice for the next start only is held against. */
export interface NextStart {
  /** The entry that the boot loader starts next, one-shot choices followed; null where that is not known. */
  readonly bootLoaderEntry: BootEntry | null;
  /** The entry of this plan. */
  readonly entry: BootEntry | null;
  /** The person named the entry of this plan, knowing their own mind. */
  readonly chosen: boolean;
}

/**
 * Something was chosen for the next start only: another boot option (BootNext; UEFI specification 2.10, 3.1.1), the boot loader's
 * menu (LoaderConfigTimeoutOneShot) or an entry of it (LoaderEntryOneShot; systemd, The Boot Loader Interface; GRUB's next_entry, GRUB
 * manual, Invoking grub-reboot). A quick restart passes it over and does not use it up.
 */
export function checkOneShotEntry(facts: AdviceFacts, next: NextStart): CheckOutcome {
  return ofFirmware(facts, next) ?? ofBootLoader(facts, next) ?? unknown(facts) ?? outcome('one-shot-entry', 'ok', say('Nothing else was chosen for the next start only.'));
}

function ofFirmware({ firmware }: AdviceFacts, { chosen }: NextStart): CheckOutcome | null {
  if (firmware.kind !== 'read') return null;
  const { bootNext, bootCurrent, loaderMenuAsked } = firmware;
  // fwupd's program is told by firmware-update; the option that this system was started from comes to the same.
  if (bootNext !== null && !bootNext.firmwareUpdater && bootNext.number !== bootCurrent) {
    const name = nameOf(bootNext);
    if (!chosen) return passedOver(say('The firmware was asked to start {name} next time.', { name }));
    return leftInPlace(say('The firmware was asked to start {name} next time; the entry that you named comes first.', { name }));
  }
  if (!loaderMenuAsked) return null;
  if (!chosen) return passedOver(say('The boot loader’s menu was asked for at the next start.'));
  return leftInPlace(say('The boot loader’s menu was asked for at the next start; the entry that you named comes first.'));
}

function ofBootLoader(facts: AdviceFacts, { bootLoaderEntry, entry, chosen }: NextStart): CheckOutcome | null {
  const name = oneShotOf(facts);
  if (name === null) return null;
  const title = bootLoaderEntry === null ? shortened(name) : bootLoaderEntry.title;
  if (bootLoaderEntry === null || bootLoaderEntry.id !== entry?.id || entry.kernel === null) {
    if (!chosen) return passedOver(say('“{title}” was chosen for the next start only.', { title }));
    return leftInPlace(say('“{title}” was chosen for the next start only; the entry that you named comes first.', { title }));
  }
  return outcome(
    'one-shot-entry',
    'warning',
    say('“{title}” was chosen for one start only; a quick restart starts it and leaves the choice in place for the start after that.', { title }),
    say('To use it up, restart the ordinary way: quick-restart now --full.'),
  );
}

/** What the boot loader in use was told; a leftover of another boot loader is none. */
function oneShotOf({ firmware, nextEntry }: AdviceFacts): string | null {
  if (firmware.kind === 'read' && firmware.loaderOneShot !== null) return firmware.loaderOneShot;
  return isSystemdBoot({ firmware }) ? null : (nextEntry ?? null);
}

function unknown(facts: AdviceFacts): CheckOutcome | null {
  const { firmware, nextEntry } = facts;
  const odd = firmware.kind === 'read' ? firmware.odd.filter((name) => /^(?:BootNext|BootCurrent|LoaderEntryOneShot|LoaderConfigTimeoutOneShot)$/.test(name)) : [];
  let why: Detail | null = null;
  if (firmware.kind === 'unreadable') why = firmware.detail;
  else if (odd.length > 0) why = say('{names} cannot be read', { names: odd.join(', ') });
  else if (nextEntry === undefined && !isSystemdBoot(facts)) why = say('GRUB’s environment block cannot be read');
  if (why === null) return null;
  return outcome('one-shot-entry', 'unknown', say('Whether something else was chosen for the next start only could not be found out: {why}.', { why }), say('If you chose something, restart the ordinary way.'));
}

function passedOver(message: Sentence): CheckOutcome {
  return outcome('one-shot-entry', 'refusal', message, ORDINARY);
}

function leftInPlace(message: Sentence): CheckOutcome {
  return outcome('one-shot-entry', 'warning', message, say('The choice stays in place for the next ordinary restart.'));
}

function isSystemdBoot({ firmware }: Pick<AdviceFacts, 'firmware'>): boolean {
  return firmware.kind === 'read' && (firmware.loader ?? '').startsWith('systemd-boot');
}

function nameOf({ number, description }: BootOption): SentenceValue {
  if (description === null || description === '') return `Boot${number.toString(16).toUpperCase().padStart(4, '0')}`;
  return say('“{name}”', { name: shortened(description) });
}

const LONGEST_NAME = 80;

function shortened(name: string): string {
  return name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME)}…` : name;
}
