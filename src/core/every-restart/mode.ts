/** Every-restart mode: `once` and `skip` are about the next restart only, and end by themselves; `skip` is `on` with an ordinary restart next. */
export type EveryRestart = 'off' | 'on' | 'once' | 'skip';

/** Every word of EveryRestart, for checking words that come from outside. */
export const EVERY_RESTART_MODES: readonly EveryRestart[] = ['off', 'on', 'once', 'skip'];

/** How the mode is kept: what lasts, and what the next restart was asked to be, which ends with the boot or after NEXT_HOLDS_SECONDS. */
export interface KeptMode {
  readonly lasting: boolean;
  readonly next: 'quick' | 'ordinary' | null;
}

/** For so long `once` and `skip` wait for their restart: time to close what is open; counted by the kernel's clock of this boot, whatever the time of day does. */
export const NEXT_HOLDS_SECONDS = 15 * 60;

/** The mode that these amount to. */
export function modeOf({ lasting, next }: KeptMode): EveryRestart {
  if (lasting) return next === 'ordinary' ? 'skip' : 'on';
  return next === 'quick' ? 'once' : 'off';
}

/**
 * What is kept after `wanted` was asked for. `lasts`: it changes what every later restart is, and not only the next one.
 *
 * @example changeMode({ lasting: true, next: null }, 'skip') // { kept: { lasting: true, next: 'ordinary' }, lasts: false }
 */
export function changeMode({ lasting }: KeptMode, wanted: EveryRestart): { readonly kept: KeptMode; readonly lasts: boolean } {
  switch (wanted) {
    case 'on':
      return { kept: { lasting: true, next: null }, lasts: !lasting };
    case 'off':
      return { kept: { lasting: false, next: null }, lasts: lasting };
    case 'once':
      return { kept: { lasting, next: lasting ? null : 'quick' }, lasts: false };
    case 'skip':
      return { kept: { lasting, next: lasting ? 'ordinary' : null }, lasts: false };
  }
}

/** Reads a mode from outside; null for any other word. */
export function parseMode(text: string): EveryRestart | null {
  return EVERY_RESTART_MODES.find((one) => one === text) ?? null;
}
