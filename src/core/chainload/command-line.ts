import type { Slot, SlotName } from './config.ts';

/** Stands on the command line of a kernel that was chain loaded: where it stands, nothing is chain loaded again. */
const MARKER = 'quick_restart.chained=';
/** A way out for the provider's console: with it, nothing is chain loaded. */
const SWITCH = 'quick_restart.chain=';
/** What a quick restart adds where this system chain loads at each boot: the kernel that was asked for shall stay. */
export const STAY_WORD = `${SWITCH}no`;

/** Which slot this boot came from; null where it was not chain loaded. The word counts wherever it stands; of two the last. */
export function chainedSlot(commandLine: string): SlotName | null {
  const word = words(commandLine).findLast((one) => one === `${MARKER}a` || one === `${MARKER}b`);
  return word === undefined ? null : word === `${MARKER}a` ? 'a' : 'b';
}

/** `quick_restart.chain=no` stands on the command line. */
export function isSwitchedOff(commandLine: string): boolean {
  return words(commandLine).includes(STAY_WORD);
}

/**
 * The command line that a slot is started with: the running one without what belongs to the running boot, where the slot reuses it; the
 * slot's own words; then `panic=30`, unless a word says what a panic does, so that it ends in the firmware and is counted; then the
 * marker. These two stand before a `--`, behind which words are init's and not the kernel's.
 *
 * @example slotCommandLine('a', slot, 'BOOT_IMAGE=/vmlinuz root=/dev/vda1 ro') // 'root=/dev/vda1 ro panic=30 quick_restart.chained=a'
 */
export function slotCommandLine(name: SlotName, { append, reuse }: Pick<Slot, 'append' | 'reuse'>, running: string): string {
  const all = [...(reuse ? reusedWords(running) : []), ...words(append)];
  const end = all.indexOf('--');
  const at = end === -1 ? all.length : end;
  const added = [...(all.slice(0, at).some((word) => word.startsWith('panic=')) ? [] : ['panic=30']), `${MARKER}${name}`];
  return [...all.slice(0, at), ...added, ...all.slice(at)].join(' ');
}

const NOT_REUSED = [MARKER, SWITCH, 'BOOT_IMAGE=', 'initrd='] as const;

function reusedWords(running: string): readonly string[] {
  return words(running).filter((word) => !NOT_REUSED.some((start) => word.startsWith(start)));
}

/** As a shell splits it: quotes keep nothing together, and a blank is a blank. */
function words(line: string): readonly string[] {
  return line.split(/[ \t\n]+/).filter((word) => word !== '');
}
