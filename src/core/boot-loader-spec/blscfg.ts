import type { ConfigFiles } from '../config-files.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { comparePackageNames } from './package-version-order.ts';

/** A menu entry that GRUB's `blscfg` makes of an entry file. Paths are as written: below `($root)`. */
export interface BlscfgEntry {
  /** The file name without `.conf`; GRUB's `default` may name it. */
  readonly id: string;
  readonly title: string;
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
 * The menu entries that the command `blscfg` of Fedora's and RHEL's GRUB makes of a directory of entry files (Type #1).
 * `lookup` gives GRUB's variables: those in `options`, `grub_users` and `devicetree` (`$kernelopts`, `$tuned_params`), and
 * default_kernelopts, early_initrd, devicetree, save_default.
 *
 * Sure, read in the patches of Fedora: which lines count, the order, the expansion, the script. What is peculiar:
 * - a line without a value, an empty one among them, ends the file; a key ends at the first blank, and at a tab only in a
 *   line that has no blank; of `options` only the first line counts, of `linux` too;
 * - `$name` is expanded by rules of its own (expandVariables); of `${name}` only the `$` goes;
 * - entries whose names compare as equal are one: the first that GRUB finds. The order of directories is not known here,
 *   by name is assumed.
 * Not sure: builds differ in how they treat `+` in names (package-version-order.ts follows the newer ones) and in
 * `efi` entries (left out here; the newest builds chain-load them).
 */
export function blscfgEntries(files: ConfigFiles, directory: string, lookup: (name: string) => string | null): BlscfgEntries {
  const names = files.list(directory);
  const diagnostics: Diagnostic[] = [];
  if (!names.ok) {
    if (names.error.kind !== 'missing') diagnostics.push({ file: directory, line: 0, kind: 'file-unreadable', message: `The directory could not be read: ${names.error.detail}.` });
    return { entries: [], diagnostics };
  }
  const texts = names.value.filter(isEntryName).flatMap((name): readonly BlscfgFile[] => {
    const path = `${directory === '/' ? '' : directory}/${name}`;
    const read = files.readText(path, MAX_ENTRY_BYTES);
    if (read.ok) return [{ name, path, text: read.value.text }];
    if (read.error.kind !== 'not-a-file') diagnostics.push({ file: path, line: 0, kind: 'file-unreadable', message: `The entry could not be read: ${read.error.detail}.` });
    return [];
  });
  const made = blscfgEntriesOf(texts, lookup);
  return { entries: made.entries, diagnostics: [...diagnostics, ...made.diagnostics] };
}

/** As blscfgEntries, of files that somebody else has read. */
export function blscfgEntriesOf(files: readonly BlscfgFile[], lookup: (name: string) => string | null): BlscfgEntries {
  const sorted = files.filter((file) => isEntryName(file.name)).sort((a, b) => comparePackageNames(stemOf(b), stemOf(a)));
  const distinct = sorted.filter((file, index) => {
    const before = sorted[index - 1];
    return before === undefined || comparePackageNames(stemOf(before), stemOf(file)) !== 0;
  });
  const diagnostics: Diagnostic[] = [];
  const entries = distinct.flatMap((file) => entryOf(file, lookup, diagnostics) ?? []);
  return { entries, diagnostics };
}

const MAX_ENTRY_BYTES = 1024 * 1024;

function isEntryName(name: string): boolean {
  return !name.startsWith('.') && name.length > '.conf'.length && name.endsWith('.conf');
}

function stemOf(file: BlscfgFile): string {
  return file.name.slice(0, -'.conf'.length);
}

function entryOf(file: BlscfgFile, lookup: (name: string) => string | null, diagnostics: Diagnostic[]): BlscfgEntry | null {
  const fields = fieldsOf(file, diagnostics);
  const all = (key: string): readonly string[] => fields.filter((one) => one.key === key).map((one) => one.value);
  const first = (key: string): string | null => all(key)[0] ?? null;
  const linux = first('linux');
  if (linux === null || first('efi') !== null) {
    const message = linux === null ? 'GRUB makes no menu entry of it: no linux line names a kernel.' : 'GRUB makes no menu entry of it: it names a kernel and an EFI program.';
    diagnostics.push({ file: file.path, line: 0, kind: 'syntax', message });
    return null;
  }
  const options = expandVariables(first('options'), lookup) ?? expandVariables(lookup('default_kernelopts'), lookup);
  const own = expandVariables(first('devicetree'), lookup);
  const common = own === null ? expandVariables(lookup('devicetree'), lookup) : null;
  const entry = {
    id: idOf(stemOf(file)),
    title: first('title') ?? linux,
    linux,
    initrds: [...earlyInitrds(lookup('early_initrd'), all('initrd')[0] ?? linux), ...all('initrd')],
    options: options ?? '',
    devicetree: common === null ? own : directoryOf(linux) + common,
    users: expandVariables(first('grub_users'), lookup),
    classes: all('grub_class'),
    hotkey: first('grub_hotkey'),
    args: all('grub_arg'),
    file: file.path,
  };
  return { ...entry, script: scriptOf(entry, lookup('save_default') === 'true') };
}

interface Field {
  readonly key: string;
  readonly value: string;
}

/** GRUB drops every carriage return. */
function fieldsOf(file: BlscfgFile, diagnostics: Diagnostic[]): readonly Field[] {
  const fields: Field[] = [];
  const lines = file.text.replaceAll('\r', '').split('\n');
  for (const [index, whole] of lines.entries()) {
    const line = whole.replace(/^[ \t]+/, '');
    if (line.startsWith('#')) continue;
    const blank = line.indexOf(' ');
    const split = blank === -1 ? line.indexOf('\t') : blank;
    if (split === -1 || split === line.length - 1) {
      if (lines.slice(index + 1).some((later) => /^[ \t]*[^# \t]/.test(later))) {
        diagnostics.push({ file: file.path, line: index + 1, kind: 'syntax', message: 'GRUB ends reading the entry at this line, which has no value; the lines behind it do not count.' });
      }
      break;
    }
    fields.push({ key: line.slice(0, split), value: line.slice(split).replace(/^[ \t]+/, '') });
  }
  return fields;
}

/** A name that ends in `.conf` without its suffix loses that too. */
function idOf(stem: string): string {
  return stem.endsWith('.conf') ? stem.slice(0, -'.conf'.length) : stem;
}

/**
 * Replaces each `$name` by its value and one blank, as `blscfg` does; a blank that follows is taken, and a variable that is
 * not set leaves nothing. A single sign before a `$` or at the end is lost, as it is there. null where nothing was found to
 * keep, as for a text that is only a variable which is not set.
 *
 * @example expandVariables('root=/dev/vda1 $tuned_params ro', () => 'quiet') // 'root=/dev/vda1 quiet ro'
 */
export function expandVariables(text: string | null, lookup: (name: string) => string | null): string | null {
  if (text === null) return null;
  let expanded: string | null = null;
  let [start, end] = [0, 0];
  let inName = false;
  const keep = (): void => {
    const piece = text.slice(start, end + 1);
    const value = !inName ? piece : piece === '' ? null : lookup(piece);
    if (value !== null) expanded = (expanded ?? '') + value + (inName ? ' ' : '');
  };
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (sign === '$') {
      if (start !== end) keep();
      inName = true;
      start = at + 1;
    } else if (inName && !/[0-9A-Za-z_]/.test(sign)) {
      keep();
      inName = false;
      start = sign === ' ' ? at + 1 : at;
    }
    end = at;
  }
  if (start !== end) keep();
  return expanded;
}

function earlyInitrds(names: string | null, beside: string): readonly string[] {
  return names === null ? [] : names.split(' ').map((name) => directoryOf(beside) + name);
}

function directoryOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

function scriptOf(entry: Pick<BlscfgEntry, 'linux' | 'initrds' | 'options' | 'devicetree'>, saves: boolean): string {
  const lines = [
    ...(saves ? ['savedefault'] : []),
    'load_video',
    'set gfxpayload=keep',
    'insmod gzio',
    `linux ($root)${entry.linux}${entry.options === '' ? '' : ` ${entry.options}`}`,
    ...(entry.initrds.length === 0 ? [] : [`initrd${entry.initrds.map((path) => ` ($root)${path}`).join('')}`]),
    ...(entry.devicetree === null ? [] : [`devicetree ($root)${entry.devicetree}`]),
  ];
  return lines.join('\n') + '\n';
}
