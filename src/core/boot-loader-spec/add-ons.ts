import type { EntryProblem } from '../boot-entry/boot-entry.ts';
import type { ConfigFiles } from '../config-files.ts';
import { said } from '../said.ts';
import { say } from '../sentence.ts';
import { readBootCounter } from './boot-counting.ts';
import { readEfiProgram } from './efi-program.ts';
import { baseName } from './paths.ts';
import { imageProfiles, isUnifiedKernelImage } from './unified-kernel-image.ts';

/** What lies around a unified kernel image for its stub. */
export interface AddOns {
  /** Command lines of `*.addon.efi`, in the order in which the stub adds them. */
  readonly commandLines: readonly string[];
  readonly problems: readonly EntryProblem[];
}

/**
 * Reads what the stub adds to an image: `*.addon.efi` of `/loader/addons` and of the image's own `….efi.extra.d`, each
 * directory by name. An add-on for another kernel release counts for nothing. Problems: parts of add-ons other than command
 * lines, and credentials and extension images, which the stub packs into initrds and kexec(8) does not.
 * Source: systemd-stub(7), Companion Files.
 */
export function readAddOns(files: ConfigFiles, bootMount: string, image: string, uname: string | null): AddOns {
  const name = baseName(image);
  const extra = `${image.slice(0, -name.length)}${readBootCounter(name, '.efi').name}.extra.d`;
  const top = bootMount === '/' ? '' : bootMount;
  const found = [`${top}/loader/addons`, extra].flatMap((directory) => readDirectory(files, directory, uname));
  const companions = [
    ...named(files, extra, ['.cred', '.raw']),
    ...named(files, `${top}/loader/credentials`, ['.cred']),
    ...named(files, `${top}/loader/extensions`, ['.raw']),
  ];
  const problems = found.flatMap((one) => one.problem ?? []);
  const [first] = companions;
  if (first !== undefined) problems.push({ kind: 'evaluation', ...said(say('The image is started with companion files such as {file}, which a quick restart cannot pass on.', { file: first })) });
  return { commandLines: found.flatMap((one) => one.commandLine ?? []), problems };
}

interface AddOn {
  readonly commandLine: string | null;
  readonly problem: EntryProblem | null;
}

const ONLY_COMMAND_LINE = { commandLine: null, problem: null } as const;

function readDirectory(files: ConfigFiles, directory: string, uname: string | null): readonly AddOn[] {
  return named(files, directory, ['.addon.efi']).map((path) => readAddOn(files, path, uname));
}

function readAddOn(files: ConfigFiles, path: string, uname: string | null): AddOn {
  const program = readEfiProgram(files, path);
  if (!program.ok) return { commandLine: null, problem: { kind: 'evaluation', ...said(say('The add-on {path} cannot be read: {detail}.', { path, detail: program.error.detail })) } };
  const [profile] = imageProfiles(program.value);
  if (profile === undefined || isUnifiedKernelImage(program.value)) return ONLY_COMMAND_LINE;
  if (uname !== null && profile.uname !== null && profile.uname !== uname) return ONLY_COMMAND_LINE;
  const other = program.value.sections.find((section) => OTHER_PARTS.has(section.name));
  const problem = other === undefined ? null : ({ kind: 'evaluation', ...said(say('The add-on {path} has a section {section}, which a quick restart cannot pass on.', { path, section: other.name })) } as const);
  return { commandLine: profile.commandLine?.text ?? null, problem };
}

const OTHER_PARTS: ReadonlySet<string> = new Set(['.initrd', '.ucode', '.dtb', '.dtbauto']);

function named(files: ConfigFiles, directory: string, suffixes: readonly string[]): readonly string[] {
  const names = files.list(directory);
  if (!names.ok) return [];
  return names.value.filter((name) => suffixes.some((suffix) => name.toLowerCase().endsWith(suffix))).map((name) => `${directory}/${name}`);
}
