import { reusedCommandLine } from '../kernel/command-line.ts';
import type { BootEntryDraft } from './boot-entry.ts';

const PREFIX = 'hand:';

/** A kernel that somebody names without an entry; paths on the running system. */
export interface KernelByHand {
  readonly kernel: string;
  readonly initrds: readonly string[];
  readonly commandLine: string;
}

/** That kernel as an entry: no configuration names it, so it counts as one that only lies about. Its id is `hand:` and the image's path. */
export function entryByHand({ kernel, initrds, commandLine }: KernelByHand): BootEntryDraft {
  return {
    id: `${PREFIX}${kernel}`,
    title: kernel,
    titlePath: [],
    source: { kind: 'scan', file: kernel, line: 0 },
    kernel,
    initrds,
    devicetree: null,
    commandLine,
    default: false,
    restricted: false,
    problems: [],
  };
}

/**
 * The kernel image of an entry that was made by hand, from its id; null for every other id.
 *
 * @example kernelByHand('hand:/usr/src/linux/arch/x86/boot/bzImage') // '/usr/src/linux/arch/x86/boot/bzImage'
 */
export function kernelByHand(entryId: string): string | null {
  return entryId.startsWith(`${PREFIX}/`) ? entryId.slice(PREFIX.length) : null;
}

/** The command line by hand: the running kernel's where `reuse` says so, and behind it the words that were given. */
export function commandLineByHand(running: string, { reuse, append }: { readonly reuse: boolean; readonly append: string | null }): string {
  return [reuse ? reusedCommandLine(running) : '', append ?? ''].filter((part) => part !== '').join(' ');
}
