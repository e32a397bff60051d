import type { RestartReasonKind } from './restart-reason.ts';
import type { Names } from './restart-statement.ts';

/** The usual sentence of a kind. */
export function reasonMessage(kind: RestartReasonKind, packages: Names): string {
  const who = listOfNames(packages);
  switch (kind) {
    case 'modules-gone':
      return 'The modules of the running kernel were removed; new devices may not work until a restart.';
    case 'kernel-superseded':
      return 'A newer kernel than the running one is installed.';
    case 'kernel-updated':
      return who === '' ? 'The kernel on disk is not the one that runs.' : `The kernel was updated: ${who}.`;
    case 'boot-chain':
      return who === '' ? 'Firmware, microcode or the boot loader was updated.' : `Firmware or boot loader were updated: ${who}.`;
    case 'libraries':
      return who === '' ? 'Running services still use what was updated.' : `What running services use was updated: ${who}.`;
    case 'requested':
      return who === '' ? 'An update asked for a restart and did not say which.' : `Updates of these packages take a restart: ${who}.`;
  }
}

const MOST_NAMES = 4;

/**
 * Names for a sentence, the first few of them.
 *
 * @example listOfNames({ names: ['a', 'b', 'c', 'd', 'e'], inAll: 16 }) // 'a, b, c, d and 12 more'
 */
export function listOfNames({ names, inAll }: Names): string {
  const shown = names.slice(0, MOST_NAMES);
  const more = inAll - shown.length;
  return more > 0 && shown.length > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}
