import type { ConfigFiles, FileError } from '../config-files.ts';
import { readPortableExecutable, type Section } from '../kernel/portable-executable.ts';
import { walkFile, type RandomAccess, type Walker } from '../kernel/random-access.ts';
import { err, ok, type Result } from '../result.ts';
import { decodeUtf8, type DecodedText } from './utf8.ts';

/** Why a file is no EFI program that can be read. */
export type EfiProgramError = FileError | { readonly kind: 'not-a-program'; readonly path: string; readonly detail: string };

/** The sections of an EFI program in their order, and the text of those that hold text. */
export interface EfiProgram {
  /** `uname -m` of the machines that it runs on; null where that is not known. */
  readonly architecture: string | null;
  readonly sections: readonly EfiSection[];
}

/** A section of an EFI program. */
export interface EfiSection {
  readonly name: string;
  /** The first 64 KiB up to the first NUL; null for a section that is not known to hold text. */
  readonly text: DecodedText | null;
}

/** Longer texts are none: a kernel takes a command line of a few KiB. */
export const MAX_SECTION_TEXT_BYTES = 64 * 1024;

const TEXTS: ReadonlySet<string> = new Set(['.osrel', '.cmdline', '.uname', '.profile']);

/** systemd-boot looks at 256 profiles; each has a few sections. */
const MAX_SECTIONS = 8192;

/**
 * Reads the section table of an EFI program, and its texts. Errors: every FileError; `not-a-program` for anything else
 * and for one that is cut off.
 */
export function readEfiProgram(files: ConfigFiles, path: string): Result<EfiProgram, EfiProgramError> {
  const opened = openForReading(files, path);
  if (!opened.ok) return opened;
  return walkFile<Result<EfiProgram, EfiProgramError>>(
    opened.value,
    (walker) => programOf(walker, path),
    (detail) => err({ kind: 'unreadable', path, detail }),
  );
}

/** The file for reading at any offset. Errors: every FileError. */
export function openForReading(files: ConfigFiles, path: string): Result<RandomAccess, FileError> {
  const status = files.stat(path);
  if (!status.ok) return status;
  if (status.value.kind !== 'file') return err({ kind: 'not-a-file', path, detail: 'not a regular file' });
  const first = files.readRange(path, 0, 1);
  if (!first.ok) return first;
  return ok({
    sizeBytes: status.value.sizeBytes,
    read(offset, lengthBytes) {
      const bytes = files.readRange(path, offset, lengthBytes);
      return bytes.ok ? bytes.value : null;
    },
  });
}

function programOf(walker: Walker, path: string): Result<EfiProgram, EfiProgramError> {
  const program = readPortableExecutable(walker);
  if (program === null) return err({ kind: 'not-a-program', path, detail: 'it is not an EFI program' });
  if (program.sections.length > MAX_SECTIONS) return err({ kind: 'not-a-program', path, detail: `it has more than ${MAX_SECTIONS} sections` });
  if (walker.sizeBytes < program.neededBytes) {
    return err({ kind: 'not-a-program', path, detail: `it is cut off: ${walker.sizeBytes} of ${program.neededBytes} bytes are there` });
  }
  const sections = program.sections.map((section) => ({ name: section.name, text: TEXTS.has(section.name) ? textOf(walker, section) : null }));
  return ok({ architecture: program.architecture, sections });
}

function textOf(walker: Walker, section: Section): DecodedText {
  const bytes = walker.bytes(section.offset, Math.min(section.sizeBytes, MAX_SECTION_TEXT_BYTES));
  const end = bytes.indexOf(0);
  return decodeUtf8(end === -1 ? bytes : bytes.subarray(0, end));
}
