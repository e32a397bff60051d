import { blscfgEntriesOf, compareFileNames, isBlscfgName, type BlscfgEntry, type BlscfgFile } from '../../boot-loader-spec/index.ts';
import { messageOf } from '../../said.ts';
import { remark } from '../../sentence.ts';
import { shown } from '../diagnostic-log.ts';
import { STATUS } from '../errors.ts';
import type { GrubPath } from '../host.ts';
import { LIMITS } from '../limits.ts';
import type { Machine } from '../machine.ts';
import { asInt, parseNumber } from '../numbers.ts';
import { lastArgument, parseOptions, type OptionRules, type ParsedOptions } from '../options.ts';
import { parseBlock } from '../parser.ts';
import { stringSource } from '../source.ts';
import { addEntry, namesIn, readEntryFile, withSlashes } from './loader-entry-files.ts';

const ENTRIES = '/loader/entries/';
const IMAGES = '/EFI/Linux/';

const OPTIONS: OptionRules = {
  options: [
    { long: 'path', short: 'p', argument: true },
    { long: 'enable-fallback', short: 'f' },
    { long: 'show-default', short: 'd' },
    { long: 'show-non-default', short: 'n' },
    { long: 'entry', short: 'e', argument: true },
  ],
};

/**
 * GNU's `blscfg [--path DIR|FILE.conf] [--enable-fallback] [--show-default] [--show-non-default] [--entry FILE]` (GRUB 2.14,
 * commands/blsuki.c). Each call reads anew and shows all again. Entries are told apart by file name, `.conf` included: so
 * `--show-default` knows a default that is an id, which has no `.conf`, for none of them. Deviation: a `--path` that names a
 * file makes grub-emu read memory that is not there; on a real machine it is read as if nothing were wrong, and so it is here.
 */
export function addEntriesOfGnu(machine: Machine, words: readonly string[]): number {
  const parsed = optionsOf(machine, 'blscfg', words);
  if (typeof parsed === 'number') return parsed;
  const path = lastArgument(parsed, 'path') ?? null;
  const files = path?.endsWith('.conf') === true ? readOne(machine, path) : readDirectory(machine, path, parsed.given.has('enable-fallback'));
  if (typeof files === 'number') return files;
  const { entries, diagnostics } = blscfgEntriesOf(files, (name) => machine.environment.get(name) ?? null, 'gnu');
  for (const { file, line, kind, ...words } of diagnostics) machine.shared.log.add(file, line, kind, messageOf(words));
  for (const entry of entries) {
    const name = entry.file.slice(entry.file.lastIndexOf('/') + 1);
    if (isAskedFor(parsed, name, isDefault(machine.environment.get('default'), entry, name))) addEntry(machine, entry);
  }
  return STATUS.ok;
}

/**
 * GNU's `uki` on EFI machines: entries that hand over to unified kernel images, by default those in EFI/Linux on the partition
 * that GRUB was started from. Deviation: titles inside of the images are not read, the file's name stands for them; images that
 * GRUB leaves out because they have none are listed too.
 */
export function addUnifiedImages(machine: Machine, words: readonly string[]): number {
  const parsed = optionsOf(machine, 'uki', words);
  if (typeof parsed === 'number') return parsed;
  const place = placeOf(machine, lastArgument(parsed, 'path') ?? null, IMAGES, () => machine.host.search('file', IMAGES.slice(0, -1), []));
  if (typeof place === 'number') return place;
  const found = namesIn(machine, place);
  const names = found === null || found === 'missing' ? [] : found.filter((name) => name.endsWith('.efi')).toSorted((a, b) => compareFileNames(b, a));
  for (const [position, name] of names.entries()) {
    if (machine.menu.length >= LIMITS.menuEntries) break;
    if (!isAskedFor(parsed, name, isNamed(machine.environment.get('default'), name, position))) continue;
    const file = machine.shownPath({ device: place.device, path: place.path + name });
    const body = parseBlock(stringSource(file, 1, `chainloader (${place.device})${place.path}${name}\n`));
    machine.menu.push({ title: name, id: name, args: [name], restricted: false, submenu: false, body, source: { kind: 'uki', file, line: 0 } });
  }
  machine.report('unsupported-command', remark('Titles of the unified kernel images that GRUB lists by itself (uki) are not read.'));
  return STATUS.ok;
}

function optionsOf(machine: Machine, command: string, words: readonly string[]): ParsedOptions | number {
  const parsed = parseOptions(OPTIONS, words);
  if (typeof parsed !== 'number' && parsed.args.length === 0) return parsed;
  machine.report('command-failed', remark('GRUB adds no entries here: it does not understand the arguments of {command}.', { command }));
  return typeof parsed === 'number' ? parsed : STATUS.badArgument;
}

function readOne(machine: Machine, path: string): readonly BlscfgFile[] | number {
  const place = machine.resolve(path);
  const file = place === null ? null : readEntryFile(machine, place);
  return file === null ? STATUS.fileNotFound : [file];
}

function readDirectory(machine: Machine, path: string | null, fallsBack: boolean): readonly BlscfgFile[] | number {
  const root = (): string | null => machine.environment.get('root') ?? null;
  const place = placeOf(machine, path, ENTRIES, root);
  if (typeof place === 'number') return place;
  const files = filesIn(machine, place);
  if (files.length > 0 || !fallsBack) return files;
  const usual = placeOf(machine, null, ENTRIES, root);
  return typeof usual === 'number' ? [] : filesIn(machine, usual);
}

/** `(DEVICE)/DIRECTORY`, or `/DIRECTORY` of the usual device; any other path counts as none. */
function placeOf(machine: Machine, path: string | null, usual: string, usualDevice: () => string | null): GrubPath | number {
  if (path?.startsWith('(') === true) {
    const named = /^\(([^)]*)\)(.*)$/s.exec(path);
    return named === null ? STATUS.badArgument : onDevice(machine, named[1] ?? '', named[2] ?? '');
  }
  return onDevice(machine, usualDevice() ?? '', path?.startsWith('/') === true ? path : usual);
}

function onDevice(machine: Machine, device: string, directory: string): GrubPath | number {
  if (device === '') {
    machine.report('device-not-found', remark('GRUB adds no boot loader entries: nothing says on which device they are.'));
    return STATUS.fileNotFound;
  }
  if (machine.host.hasDevice(device)) return { device, path: withSlashes(directory) };
  machine.report('device-not-found', remark('There is no device “{device}” with boot loader entries.', { device: shown(device) }));
  return STATUS.unknownDevice;
}

function filesIn(machine: Machine, place: GrubPath): readonly BlscfgFile[] {
  const names = namesIn(machine, place);
  if (names === 'missing') machine.report('file-missing', remark('There is no directory of boot loader entries {path}; GRUB adds none from it.', { path: shown(machine.shownPath(place)) }));
  if (names === null || names === 'missing') return [];
  return names.flatMap((name) => (isBlscfgName(name, 'gnu') ? (readEntryFile(machine, { device: place.device, path: place.path + name }) ?? []) : []));
}

function isAskedFor({ given }: ParsedOptions, name: string, isTheDefault: boolean): boolean {
  if (!['show-default', 'show-non-default', 'entry'].some((option) => given.has(option))) return true;
  return given.has(isTheDefault ? 'show-default' : 'show-non-default') || given.get('entry')?.at(-1) === name;
}

function isDefault(setting: string | undefined, entry: BlscfgEntry, name: string): boolean {
  return (entry.titled && setting === entry.title) || isNamed(setting, name, entry.position);
}

function isNamed(setting: string | undefined, name: string, position: number): boolean {
  if (setting === undefined || setting === '') return false;
  const { value, end, error } = parseNumber(setting, 0);
  return setting === name || (error === 'none' && end === setting.length && asInt(value) === position);
}
