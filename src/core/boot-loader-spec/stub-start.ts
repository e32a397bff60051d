import type { EntryProblem } from '../boot-entry/boot-entry.ts';
import type { ConfigFiles } from '../config-files.ts';
import { said } from '../said.ts';
import { say } from '../sentence.ts';
import { readAddOns } from './add-ons.ts';
import { stubCommandLine, type ImageProfile } from './unified-kernel-image.ts';

/** What starts the stub of a unified kernel image, and where. */
export interface StubStart {
  /** The image on the system. */
  readonly image: string;
  readonly profile: ImageProfile;
  /** Options that the boot loader hands over; null where it hands over none. */
  readonly options: string | null;
  readonly bootMount: string;
  readonly secureBoot: boolean;
}

/** What the kernel in a unified kernel image gets from its stub. */
export interface StubOutcome {
  readonly commandLine: string;
  readonly problems: readonly EntryProblem[];
}

/**
 * The command line that the stub of systemd passes on: the options of the entry, or the image's own where there are none or
 * Secure Boot forbids to replace them, then those of add-ons. Problems: what the stub would also hand over and kexec(8)
 * cannot. Not known here, and not added: command lines from SMBIOS. Source: systemd-stub(7).
 */
export function stubOutcome(files: ConfigFiles, start: StubStart): StubOutcome {
  const { profile, image } = start;
  const own = profile.commandLine;
  const options = start.options === null ? '' : stubCommandLine(start.options);
  const replaced = options !== '' && !(start.secureBoot && own !== null);
  const addOns = readAddOns(files, start.bootMount, image, profile.uname);
  const words = [replaced ? options : (own?.text ?? ''), ...addOns.commandLines].filter((text) => text !== '');
  const problems: EntryProblem[] = [...addOns.problems];
  if (!replaced && own?.valid === false) problems.push({ kind: 'encoding', ...said(say('The command line in the image is not valid UTF-8.')) });
  if (profile.deviceTrees) problems.push({ kind: 'devicetree', ...said(say('The image brings its own device tree, which a quick restart cannot pass on.')) });
  if (profile.ownParts.length > 0) {
    problems.push({ kind: 'evaluation', ...said(say('The profile has its own {parts}, which a quick restart cannot choose.', { parts: profile.ownParts.join(', ') })) });
  }
  return { commandLine: words.join(' '), problems };
}
