import type { BootEntry } from '../../core/boot-entry/boot-entry.ts';
import { kernelByHand } from '../../core/boot-entry/by-hand.ts';

/** An entry as JSON prints it: these fields, in this order. */
export type EntryJson = BootEntry;

/** Only the fields of the contract, whatever else the object may carry. */
export function entryJson(entry: BootEntry): EntryJson {
  const { kind, file, line } = entry.source;
  return {
    id: entry.id,
    title: entry.title,
    titlePath: entry.titlePath,
    source: { kind, file, line },
    kernel: entry.kernel,
    initrds: entry.initrds,
    devicetree: entry.devicetree,
    commandLine: entry.commandLine,
    kernelRelease: entry.kernelRelease,
    architecture: entry.architecture,
    default: entry.default,
    running: entry.running,
    recovery: entry.recovery,
    restricted: entry.restricted,
    quickRestart: entry.quickRestart,
    problems: entry.problems.map((problem) => ({ kind: problem.kind, message: problem.message })),
  };
}

/** What a person calls the entry: its kernel release, or its title where that is unknown. */
export function entryName(entry: BootEntry): string {
  return entry.kernelRelease ?? clip(entry.title);
}

/** What a person calls what is loaded (as in ServiceState.loadedEntry); `known` is an entry that it may be. */
export function loadedName(loadedEntry: string, known: BootEntry | null): string {
  if (loadedEntry === LOADED_BY_OTHERS) return 'a kernel that another program loaded';
  const byHand = kernelByHand(loadedEntry);
  if (byHand !== null) return `${byHand}, loaded by hand`;
  return known?.id === loadedEntry ? entryName(known) : loadedEntry;
}

/** ServiceState.loadedEntry of a kernel that nobody of ours loaded. */
export const LOADED_BY_OTHERS = '?';

/** The title behind the submenus around it. */
export function fullTitle(entry: BootEntry): string {
  return [...entry.titlePath, entry.title].map(clip).join(' › ');
}

const LONGEST_TITLE = 200;

/** A title of any length is somebody's mistake or mischief; the JSON has it whole. */
export function clip(title: string): string {
  return title.length <= LONGEST_TITLE ? title : `${title.slice(0, LONGEST_TITLE)}…`;
}

/** What a policy means, for somebody who did not set it. */
export function policyMeaning(text: string): string {
  if (text === 'boot-loader') return 'what an ordinary restart would start';
  if (text === 'newest') return "the newest kernel of the running one's flavour";
  return text === 'chosen' ? 'you named the entry' : 'always this entry';
}
