import type { BootEntry } from '../../boot-entry/boot-entry.ts';
import { findParameter } from '../../kernel/command-line.ts';
import { say } from '../../sentence.ts';
import type { CheckOutcome } from '../check.ts';
import type { Machine } from '../machine.ts';
import { outcome } from '../outcome.ts';
import { rootScheme } from '../root-scheme.ts';

/**
 * The new kernel is told where the root file system is. `root=` may rightly be absent: the initrd finds the root partition
 * by its type (systemd-gpt-auto-generator(8)), another word says it, or the kernel has it built in. So its absence never
 * refuses. It is in order where the running kernel came up without `root=` too (this machine can), and a warning where
 * this entry alone lacks it: then somebody probably forgot it.
 */
export function checkRootArgument(entry: BootEntry, machine: Machine): CheckOutcome {
  const root = findParameter(entry.commandLine, 'root');
  if (root?.value) return named(root.value, root.word, machine);
  if (entry.initrds.length === 0) {
    return outcome('root-argument', 'warning', say('The command line names no root file system (no root=), and there is no initrd to find it.'), FIRST_TIME);
  }
  const other = OTHER_WAYS.map((name) => findParameter(entry.commandLine, name)).find((parameter) => parameter !== null);
  if (other) return outcome('root-argument', 'ok', say('The initrd finds the root file system by {word}.', { word: other.word }));
  if (!findParameter(machine.commandLine, 'root')?.value) {
    return outcome('root-argument', 'ok', say('The command line has no root=, as the running kernel’s has none: the initrd knows.'));
  }
  return outcome('root-argument', 'warning', say('The command line names no root file system (no root=); the running kernel was started with one.'), FIRST_TIME);
}

/** What a device is, root-disk looks up; what only the initrd finds cannot be looked up here. */
function named(value: string, word: string, machine: Machine): CheckOutcome {
  const known = value === findParameter(machine.commandLine, 'root')?.value ? 'device' : rootScheme(value);
  if (known === 'device') return outcome('root-argument', 'ok', say('The root file system is named: {word}.', { word }));
  if (known === 'initrd') return outcome('root-argument', 'ok', say('The root file system is named, and the initrd finds it: {word}.', { word }));
  return outcome('root-argument', 'unknown', say('What {word} names is not known here.', { word }), FIRST_TIME);
}

const FIRST_TIME = say('If this entry has never been started, start it the ordinary way first.');

/** dm-verity's roots, live media, stateless systems, and NixOS, whose init= lies in the system that its initrd knows. */
const OTHER_WAYS = ['roothash', 'usrhash', 'mount.usr', 'boot', 'netroot', 'nfsroot', 'systemd.volatile', 'init'] as const;
