import { imageNames, type ImageNames } from './os-release.ts';
import { keyValues, trimBlanks } from './key-values.ts';
import type { EfiProgram, EfiSection } from './efi-program.ts';
import type { DecodedText } from './utf8.ts';

/** One profile of a unified kernel image: what its stub would start. An image without profiles is its own profile 0. */
export interface ImageProfile {
  readonly number: number;
  /** `ID=` of its section `.profile`; null where it has none. */
  readonly id: string | null;
  /** `TITLE=` of that section. */
  readonly title: string | null;
  /** null where `.osrel` is missing or names nothing: systemd-boot hides the profile. */
  readonly names: ImageNames | null;
  /** As the stub passes it on: control characters are blanks, none at the ends. null where there is no `.cmdline`. */
  readonly commandLine: DecodedText | null;
  /** `uname -r` of its kernel, where the image states it. */
  readonly uname: string | null;
  /** `.linux`, `.initrd`, … that the profile has in place of the image's own. */
  readonly ownParts: readonly string[];
  /** `.dtb`, `.dtbauto`: device trees that the stub would install. */
  readonly deviceTrees: boolean;
}

/** Whether the program carries a Linux kernel, as a unified kernel image does. Source: UAPI Group, Unified Kernel Image. */
export function isUnifiedKernelImage(program: EfiProgram): boolean {
  return program.sections.some((section) => section.name === '.linux');
}

/**
 * The profiles of a unified kernel image, in their order. Sections before the first `.profile` belong to all of them; each
 * `.profile` begins a profile, whose sections replace those of the same name. Of several the first counts.
 * Source: UAPI Group, Unified Kernel Image, Multi-Profile UKIs; systemd, src/boot/pe.c.
 */
export function imageProfiles(program: EfiProgram): readonly ImageProfile[] {
  const starts = program.sections.flatMap((section, index) => (section.name === '.profile' ? [index] : []));
  const base = program.sections.slice(0, starts[0]);
  if (starts.length === 0) return [profileOf(0, base, [])];
  return starts.slice(0, MAX_PROFILES).map((start, number) => profileOf(number, base, program.sections.slice(start, starts[number + 1])));
}

const MAX_PROFILES = 256;
const PARTS: readonly string[] = ['.linux', '.initrd', '.ucode'];

function profileOf(number: number, base: readonly EfiSection[], own: readonly EfiSection[]): ImageProfile {
  const has = (name: string): boolean => own.some((one) => one.name === name) || base.some((one) => one.name === name);
  const text = (name: string): DecodedText | null => (own.find((one) => one.name === name) ?? base.find((one) => one.name === name))?.text ?? null;
  const [names, commandLine, uname] = [text('.osrel'), text('.cmdline'), text('.uname')];
  const described = new Map(keyValues(text('.profile')?.text ?? '', '=').map(({ key, value }) => [key, value]));
  return {
    number,
    id: described.get('ID') ?? null,
    title: described.get('TITLE') ?? null,
    names: names === null ? null : imageNames(names.text),
    commandLine: commandLine === null ? null : { text: stubCommandLine(commandLine.text), valid: commandLine.valid },
    uname: uname === null ? null : uname.text.trim(),
    ownParts: PARTS.filter((part) => own.some((one) => one.name === part)),
    deviceTrees: has('.dtb') || has('.dtbauto'),
  };
}

/**
 * A command line as systemd's stub passes it on: every control character is a blank, and none are left at the ends; signs
 * outside of Unicode's first plane are lost in UCS-2. Source: systemd, src/boot/util.c, mangle_stub_cmdline().
 *
 * @example stubCommandLine('root=/dev/vda1 ro\n') // 'root=/dev/vda1 ro'
 */
export function stubCommandLine(text: string): string {
  return trimBlanks(Array.from(inUcs2(text), (sign) => (sign <= ' ' || sign === '\x7f' ? ' ' : sign)).join(''));
}

/** What of a text is left after EFI programs turned it into UCS-2. Source: systemd, src/boot/efi-string.c, xstrn8_to_16(). */
export function inUcs2(text: string): string {
  return text.replace(/[\u{10000}-\u{10ffff}]/gu, '');
}
