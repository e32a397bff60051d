import { namesAndMore, say, type Sentence, type SentenceValue } from '../sentence.ts';
import type { RestartReasonKind } from './restart-reason.ts';
import type { Names } from './restart-statement.ts';

/** The usual sentence of a kind. */
export function reasonMessage(kind: RestartReasonKind, packages: Names): Sentence {
  const names = listOfNames(packages);
  const unnamed = names === '';
  switch (kind) {
    case 'modules-gone':
      return say('The modules of the running kernel were removed; new devices may not work until a restart.');
    case 'kernel-superseded':
      return say('A newer kernel than the running one is installed.');
    case 'kernel-updated':
      return unnamed ? say('The kernel on disk is not the one that runs.') : say('The kernel was updated: {names}.', { names });
    case 'boot-chain':
      return unnamed ? say('Firmware, microcode or the boot loader was updated.') : say('Firmware or boot loader were updated: {names}.', { names });
    case 'libraries':
      return unnamed ? say('Running services still use what was updated.') : say('What running services use was updated: {names}.', { names });
    case 'requested':
      return unnamed ? say('An update asked for a restart and did not say which.') : say('Updates of these packages take a restart: {names}.', { names });
  }
}

const MOST_NAMES = 4;

/**
 * Names for a sentence, the first few of them; empty where there are none.
 *
 * @example inEnglish(listOfNames({ names: ['a', 'b', 'c', 'd', 'e'], inAll: 16 })) // 'a, b, c, d and 12 more'
 */
export function listOfNames({ names, inAll }: Names): SentenceValue {
  const shown = names.slice(0, MOST_NAMES);
  return namesAndMore(shown, shown.length === 0 ? 0 : inAll - shown.length);
}
