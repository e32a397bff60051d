import { SLOT_NAMES, type SlotName } from './config.ts';

/** How often each slot was tried since its last confirmed boot. */
export type Tries = Readonly<Record<SlotName, number>>;
export const NO_TRIES: Tries = { a: 0, b: 0 };

/** What came of it, or would: closed, as the program at boot writes it into `last` and `decide` prints it. */
export const REASONS = [
  'would-chain', // decide only: now it would be started
  'chained', // written before the load: what came of it, the next boot shows
  'marker', // this boot was chain loaded itself
  'switched-off', // quick_restart.chain=no stands on the command line
  'crash-kernel', // this boot only saves a crash dump
  'no-command-line', // /proc/cmdline cannot be read
  'bad-config',
  'disabled',
  'stayed', // somebody pressed a key
  'no-kexec', // no kexec(8), or a kernel that loads none
  'tries-used-up',
  'no-kernel', // no slot whose kernel and initrds are there
  'load-failed',
  'state-failed', // the try could not be written down, so nothing was tried
  'jump-failed',
] as const;
export type Reason = (typeof REASONS)[number];

/** What the program noted at its last decision. */
export interface LastDecision {
  /** Boot id of the boot in which it decided: the provider's. */
  readonly bootId: string;
  readonly slot: SlotName | null;
  readonly why: Reason | 'unknown';
  readonly kernel: string | null;
  /** Seconds since the epoch, by the clock of that moment. */
  readonly atSeconds: number | null;
}

/** Parses the state file `tries`: `a=N` and `b=N`, the last of each. One that is not there, or is damaged, counts as no try. */
export function parseTries(text: string): Tries {
  const lines = text.split('\n');
  const count = (slot: SlotName): number => Number(/^.=(0|[1-9]\d{0,3})$/.exec(lines.findLast((line) => line.startsWith(`${slot}=`)) ?? '')?.[1] ?? 0);
  return { a: count('a'), b: count('b') };
}

/** The text that parseTries reads. */
export function formatTries(tries: Tries): string {
  return SLOT_NAMES.map((slot) => `${slot}=${tries[slot]}\n`).join('');
}

/** Parses the state file `last`; null where it says of no boot. A word of a later version becomes `unknown`. */
export function parseLast(text: string): LastDecision | null {
  const values = new Map(text.split('\n').flatMap((line) => (line.includes('=') ? [[line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)] as const] : [])));
  const bootId = values.get('boot') ?? '';
  if (bootId === '') return null;
  const slot = SLOT_NAMES.find((one) => one === values.get('slot')) ?? null;
  const why = REASONS.find((one) => one === values.get('why')) ?? 'unknown';
  const at = values.get('at') ?? '';
  return { bootId, slot, why, kernel: values.get('kernel') || null, atSeconds: /^\d{1,12}$/.test(at) ? Number(at) : null };
}
