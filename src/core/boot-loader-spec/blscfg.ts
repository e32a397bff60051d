import type { ConfigFiles } from '../config-files.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { said } from '../said.ts';
import { remark } from '../sentence.ts';
import { expandVariables } from './blscfg-variables.ts';
import { compareFileNames } from './file-version-order.ts';
import { comparePackageNames } from './package-version-order.ts';

/** Whose `blscfg` it is: GNU's, which GRUB has since 2.14, or the older one of Fedora, RHEL and their kin (decision 0012). */
export type BlscfgOrigin = 'gnu' | 'fedora';

/** A menu entry that GRUB's `blscfg` makes of an entry file. Paths are as written: below `($root)`. */
export interface BlscfgEntry {
  /** Among all files that GRUB read, those included that make no entry: what GRUB compares a number as default with. */
  readonly position: number;
  /** The file name without `.conf`; GRUB's `default` may name it. */
  readonly id: string;
  readonly title: string;
  /** The file has a title; else the kernel's path stands for it. */
  readonly titled: boolean;
  /** `linux`; the path with nothing expanded. */
  readonly linux: string;
  /** One for each line, early initrds of the environment first. As written: Fedora's name a second path in a variable (`$tuned_initrd`). */
  readonly initrds: readonly string[];
  /** Variables expanded; quotes and backslashes as they stand, for GRUB's script language reads them once more. */
  readonly options: string;
  readonly devicetree: string | null;
  /** Who may start it, as in `menuentry --users`; null: anybody, where GRUB asks for passwords at all. */
  readonly users: string | null;
  readonly classes: readonly string[];
  readonly hotkey: string | null;
  /** `$1`, `$2`, … of the entry's script. */
  readonly args: readonly string[];
  /** The commands that GRUB puts into the menu entry, to be evaluated as any other body. */
  readonly script: string;
  /** The entry file. */
  readonly file: string;
}

/** An entry file as text. */
export interface BlscfgFile {
  /** With `.conf`. */
  readonly name: string;
  readonly path: string;
  readonly text: string;
}

/** Menu entries in GRUB's order, the newest first, and remarks. */
export interface BlscfgEntries {
  readonly entries: readonly BlscfgEntry[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The menu entries that the command `blscfg` makes of a directory of entry files (Type #1). `lookup` gives GRUB's variables:
 * those in `options`, `grub_users` and `devicetree` (`$kernelopts`, `$tuned_params`), and the settings of the command itself.
 *
 * Both: a line without a value, an empty one among them, ends the file; of `options` only the first line counts, of `linux`
 * too; `$name` is expanded by rules of its own (blscfg-variables.ts), and of `${name}` only the `$` goes; files whose names
 * compare as equal are one, the first that GRUB finds (the order of directories is not known here, by name is assumed).
 *
 * GNU's (GRUB 2.14, commands/blsuki.c; test/oracle/grub compares with it): ordered by file name (file-version-order.ts), hidden
 * files too; no keys but those here, so no version, sort-key, machine-id or boot counting; blsuki_save_default.
 *
 * Fedora's (their patches to GRUB, commands/blscfg.c; read, not compared): the name is a package (package-version-order.ts); a
 * key ends at a tab only in a line that has no blank; default_kernelopts, early_initrd, devicetree, save_default. Not sure:
 * builds differ in how they treat `+` in names (the newer ones are followed) and in `efi` entries (left out here; the newest
 * builds chain-load them).
 */
export function blscfgEntries(files: ConfigFiles, directory: string, lookup: Lookup, origin: BlscfgOrigin = 'fedora'): BlscfgEntries {
  const names = files.list(directory);
  const diagnostics: Diagnostic[] = [];
  if (!names.ok) {
    if (names.error.kind !== 'missing') diagnostics.push({ file: directory, line: 0, kind: 'file-unreadable', ...said(remark('The directory could not be read: {detail}.', { detail: names.error.detail })) });
    return { entries: [], diagnostics };
  }
  const texts = names.value.filter((name) => isBlscfgName(name, origin)).flatMap((name): readonly BlscfgFile[] => {
    const path = `${directory === '/' ? '' : directory}/${name}`;
    const read = files.readText(path, MAX_ENTRY_BYTES);
    if (read.ok) return [{ name, path, text: read.value.text }];
    if (read.error.kind !== 'not-a-file') diagnostics.push({ file: path, line: 0, kind: 'file-unreadable', ...said(remark('The entry could not be read: {detail}.', { detail: read.error.detail })) });
    return [];
  });
  const made = blscfgEntriesOf(texts, lookup, origin);
  return { entries: made.entries, diagnostics: [...diagnostics, ...made.diagnostics] };
}

/** As blscfgEntries, of files that somebody else has read. */
export function blscfgEntriesOf(files: readonly BlscfgFile[], lookup: Lookup, origin: BlscfgOrigin): BlscfgEntries {
  const compare = (a: BlscfgFile, b: BlscfgFile): number => (origin === 'gnu' ? compareFileNames(a.name, b.name) : comparePackageNames(stemOf(a), stemOf(b)));
  const sorted = files.filter((file) => isBlscfgName(file.name, origin)).sort((a, b) => compare(b, a));
  const distinct = sorted.filter((file, index) => {
    const before = sorted[index - 1];
    return before === undefined || compare(before, file) !== 0;
  });
  const diagnostics: Diagnostic[] = [];
  const entries = distinct.flatMap((file, position) => entryOf({ file, position, origin, lookup }, diagnostics) ?? []);
  return { entries, diagnostics };
}

/** Whether `blscfg` takes a file of this name for an entry. */
export function isBlscfgName(name: string, origin: BlscfgOrigin): boolean {
  return name.endsWith('.conf') && (origin === 'gnu' || (!name.startsWith('.') && name.length > '.conf'.length));
}

type Lookup = (name: string) => string | null;

interface Reading {
  readonly file: BlscfgFile;
  readonly position: number;
  readonly origin: BlscfgOrigin;
  readonly lookup: Lookup;
}

const MAX_ENTRY_BYTES = 1024 * 1024;
const OFF = new Set(['false', 'disable', '0', 'no', 'off']);

function stemOf(file: BlscfgFile): string {
  return file.name.slice(0, -'.conf'.length);
}

function entryOf(reading: Reading, diagnostics: Diagnostic[]): BlscfgEntry | null {
  const { file, origin, lookup, position } = reading;
  const fields = fieldsOf(file, origin, diagnostics);
  const all = (key: string): readonly string[] => fields.filter((one) => one.key === key).map((one) => one.value);
  const first = (key: string): string | null => all(key)[0] ?? null;
  const linux = first('linux');
  if (linux === null || (origin === 'fedora' && first('efi') !== null)) {
    const message = linux === null ? 'GRUB makes no menu entry of it: no linux line names a kernel.' : 'GRUB makes no menu entry of it: it names a kernel and an EFI program.';
    diagnostics.push({ file: file.path, line: 0, kind: 'syntax', message });
    return null;
  }
  const common = origin === 'fedora' ? fedoraSettings(linux, all('initrd'), lookup) : NO_SETTINGS;
  const entry = {
    position,
    id: origin === 'gnu' ? stemOf(file) : idOf(stemOf(file)),
    title: first('title') ?? linux,
    titled: first('title') !== null,
    linux,
    initrds: [...common.initrds, ...all('initrd')],
    options: expandVariables(first('options'), lookup) ?? common.options ?? '',
    devicetree: expandVariables(first('devicetree'), lookup) ?? common.devicetree,
    users: expandVariables(first('grub_users'), lookup),
    classes: all('grub_class'),
    hotkey: first('grub_hotkey'),
    args: all('grub_arg'),
    file: file.path,
  };
  return { ...entry, script: scriptOf(entry, reading) };
}

/** What the environment gives to every entry. */
interface Settings {
  readonly initrds: readonly string[];
  /** Where the entry has none. */
  readonly options: string | null;
  readonly devicetree: string | null;
}

const NO_SETTINGS: Settings = { initrds: [], options: null, devicetree: null };

function fedoraSettings(linux: string, initrds: readonly string[], lookup: Lookup): Settings {
  const devicetree = expandVariables(lookup('devicetree'), lookup);
  return {
    initrds: earlyInitrds(lookup('early_initrd'), initrds[0] ?? linux),
    options: expandVariables(lookup('default_kernelopts'), lookup),
    devicetree: devicetree === null ? null : directoryOf(linux) + devicetree,
  };
}

interface Field {
  readonly key: string;
  readonly value: string;
}

/** GRUB drops every carriage return. */
function fieldsOf(file: BlscfgFile, origin: BlscfgOrigin, diagnostics: Diagnostic[]): readonly Field[] {
  const fields: Field[] = [];
  const lines = file.text.replaceAll('\r', '').split('\n');
  for (const [index, whole] of lines.entries()) {
    const line = whole.replace(/^[ \t]+/, '');
    if (line.startsWith('#')) continue;
    const split = origin === 'gnu' ? line.search(/[ \t]/) : splitOfFedora(line);
    const value = split === -1 ? '' : line.slice(split).replace(/^[ \t]+/, '');
    if (split === -1 || (origin === 'gnu' ? value === '' : split === line.length - 1)) {
      if (lines.slice(index + 1).some((later) => /^[ \t]*[^# \t]/.test(later))) {
        diagnostics.push({ file: file.path, line: index + 1, kind: 'syntax', ...said(remark('GRUB ends reading the entry at this line, which has no value; the lines behind it do not count.')) });
      }
      break;
    }
    fields.push({ key: line.slice(0, split), value });
  }
  return fields;
}

function splitOfFedora(line: string): number {
  const blank = line.indexOf(' ');
  return blank === -1 ? line.indexOf('\t') : blank;
}

/** A name that ends in `.conf` without its suffix loses that too. */
function idOf(stem: string): string {
  return stem.endsWith('.conf') ? stem.slice(0, -'.conf'.length) : stem;
}

function earlyInitrds(names: string | null, beside: string): readonly string[] {
  return names === null ? [] : names.split(' ').map((name) => directoryOf(beside) + name);
}

function directoryOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

function scriptOf(entry: Pick<BlscfgEntry, 'linux' | 'initrds' | 'options' | 'devicetree'>, { origin, lookup }: Reading): string {
  const root = origin === 'gnu' ? '' : '($root)';
  const saves = origin === 'gnu' ? isOn(lookup('blsuki_save_default')) : lookup('save_default') === 'true';
  const lines = [
    ...(saves ? ['savedefault'] : []),
    ...(origin === 'gnu' ? [] : ['load_video', 'set gfxpayload=keep', 'insmod gzio']),
    `linux ${root}${entry.linux}${entry.options === '' ? '' : ` ${entry.options}`}`,
    ...(entry.initrds.length === 0 ? [] : [`initrd${entry.initrds.map((path) => ` ${root}${path}`).join('')}`]),
    ...(entry.devicetree === null ? [] : [`devicetree ${root}${entry.devicetree}`]),
  ];
  return lines.join('\n') + '\n';
}

function isOn(value: string | null): boolean {
  return value !== null && !OFF.has(value);
}
