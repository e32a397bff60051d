import type { EntryProblem, EntrySource } from '../boot-entry/boot-entry.ts';
import type { ConfigFiles } from '../config-files.ts';
import type { Diagnostic, DiagnosticKind } from '../diagnostic.ts';
import { said } from '../said.ts';
import { remark, say, type Sentence } from '../sentence.ts';
import { readBootCounter } from './boot-counting.ts';
import { entryStart, type EntryStart } from './entry-start.ts';
import type { FoundEntry } from './found-entry.ts';
import { listEntryFiles } from './list-entry-files.ts';
import { isForMachine, type LoaderMachine } from './loader-machine.ts';
import { systemPath, type EntryPlace } from './paths.ts';
import { parseLoaderEntry, type LoaderEntry } from './type1-entry.ts';

/** Where entry files are. */
export interface EntryDirectory extends EntryPlace {
  /** `/boot/loader/entries` */
  readonly directory: string;
}

/** Entries in the order of their files, and remarks. */
export interface FoundEntries {
  readonly entries: readonly FoundEntry[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads the entry files (Type #1) of one directory. Those that systemd-boot drops are dropped here: with a diagnostic where
 * a file names no program or programs of two kinds, without one where it is for another architecture. An entry whose
 * program is missing, which systemd-boot hides, is kept with `shown: false`.
 * Source: Boot Loader Specification, Type #1 Boot Loader Specification Entries.
 */
export function readLoaderEntries(files: ConfigFiles, place: EntryDirectory, machine: LoaderMachine): FoundEntries {
  const listed = listEntryFiles(files, place.directory, '.conf');
  const diagnostics: Diagnostic[] = [...listed.diagnostics];
  const entries: FoundEntry[] = [];
  for (const name of listed.names) {
    const file = `${place.directory}/${name}`;
    const note: Note = (kind, message, line = 0) => void diagnostics.push({ file, line, kind, ...said(message) });
    const text = readEntryText(files, file, note);
    const entry = text === null ? null : readEntry(files, place, name, text, machine, note);
    if (entry !== null) entries.push(entry);
  }
  return { entries, diagnostics };
}

type Note = (kind: DiagnosticKind, message: Sentence, line?: number) => void;

interface EntryText {
  readonly text: string;
  readonly validUtf8: boolean;
}

const MAX_ENTRY_BYTES = 1024 * 1024;
const NOT_UTF8: EntryProblem = { kind: 'encoding', ...said(say('The entry is not valid UTF-8.')) };

function readEntryText(files: ConfigFiles, file: string, note: Note): EntryText | null {
  const read = files.readText(file, MAX_ENTRY_BYTES);
  if (!read.ok) {
    note(read.error.kind === 'too-large' ? 'limit-exceeded' : 'file-unreadable', remark('The entry could not be read: {detail}.', { detail: read.error.detail }));
    return null;
  }
  if (read.value.text.startsWith('\ufeff')) note('encoding', remark('The file begins with a byte order mark, which hides its first line from the boot loader.'), 1);
  if (read.value.text.includes('\0')) note('encoding', remark('The file contains a NUL byte; the boot loader reads nothing behind it.'));
  return read.value;
}

function readEntry(files: ConfigFiles, place: EntryDirectory, name: string, { text, validUtf8 }: EntryText, machine: LoaderMachine, note: Note): FoundEntry | null {
  const entry = parseLoaderEntry(text);
  const { program } = entry;
  if (entry.architectures.some((one) => !isForMachine(one, machine))) return null;
  if (program === null || entry.contradictory) {
    note('syntax', program === null ? remark('The boot loader hides the entry: no linux, uki or efi line names what it starts.') : remark('The boot loader hides the entry: it names programs of several kinds.'));
    return null;
  }
  const start = entryStart({ files, place, machine }, entry, program);
  const shown = program.kind === 'uki-url' || isThere(files, systemPath(files, place, program.path));
  if (!shown) note('file-missing', remark('The boot loader hides the entry: what it starts is missing.'), program.line);
  const source: EntrySource = { kind: 'bls', file: `${place.directory}/${name}`, line: program.line };
  return foundEntry(name, entry, shown, validUtf8 ? start : { ...start, problems: [...start.problems, NOT_UTF8] }, source);
}

function foundEntry(name: string, entry: LoaderEntry, shown: boolean, start: EntryStart, source: EntrySource): FoundEntry {
  const { name: plainName, counter } = readBootCounter(name, '.conf');
  const id = name.toLowerCase();
  return {
    loaderId: id,
    fileId: id,
    title: entry.title,
    version: entry.version,
    machineId: entry.machineId,
    sortKey: entry.sortKey,
    counter,
    profile: 0,
    shown,
    draft: { ...start, id: plainName.toLowerCase(), title: entry.title ?? id, titlePath: [], source, default: false, restricted: false },
  };
}

/** Only what certainly is not there is missing: an entry that we may not read may well be shown. */
function isThere(files: ConfigFiles, path: string): boolean {
  const status = files.stat(path);
  return status.ok ? status.value.kind === 'file' : status.error.kind !== 'missing';
}
