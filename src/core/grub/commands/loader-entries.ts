import { blscfgEntriesOf, type BlscfgEntry } from '../../boot-loader-spec/index.ts';
import { shown } from '../diagnostic-log.ts';
import { STATUS } from '../errors.ts';
import type { GrubPath } from '../host.ts';
import { LIMITS } from '../limits.ts';
import type { Command, Machine } from '../machine.ts';
import { parseBlock } from '../parser.ts';
import { stringSource } from '../source.ts';

/**
 * `blscfg`, by which the menus of Fedora and RHEL live: a menu entry for each file of the Boot Loader Specification.
 * Source: Fedora's patches to GRUB, grub-core/commands/blscfg.c; no other GRUB up to 2.12 has it.
 */
export const LOADER_ENTRY_COMMANDS: readonly (readonly [string, Command])[] = [
  ['blscfg', blscfg],
  ['bls_import', blscfg],
];

const DIRECTORY = '/loader/entries/';
const SUFFIX = '.conf';

/** `blscfg [default|non-default|(DEVICE)/DIRECTORY|(DEVICE)/FILE.conf|ID]`; of more than one argument none counts. */
function blscfg(machine: Machine, args: readonly string[]): number {
  const [which = ''] = args.length === 1 ? args : [];
  const place = which.startsWith('(') ? machine.resolve(which) : null;
  const device = place?.device ?? deviceOf(machine);
  if (device === null) return STATUS.fileNotFound;
  if (!machine.host.hasDevice(device)) {
    machine.report('device-not-found', `There is no device “${shown(device)}” with boot loader entries.`);
    return STATUS.unknownDevice;
  }
  if (place === null) readDirectories(machine, device, [machine.environment.get('blsdir') ?? DIRECTORY, `/boot${DIRECTORY}`]);
  else read(machine, place);
  addItems(machine, place === null ? which : '');
  return STATUS.ok;
}

function deviceOf(machine: Machine): string | null {
  const variable = machine.host.platform === 'efi' ? 'root' : 'boot';
  const device = machine.environment.get(variable) ?? '';
  if (device !== '') return device;
  machine.report('device-not-found', `GRUB adds no boot loader entries: the variable ${variable} does not say on which device they are.`);
  return null;
}

function read(machine: Machine, place: GrubPath): void {
  if (place.path.endsWith(SUFFIX)) readFile(machine, place);
  else readDirectories(machine, place.device, [place.path]);
}

/** Reads the first of the directories that is there. */
function readDirectories(machine: Machine, device: string, directories: readonly string[]): void {
  for (const directory of directories) {
    const place = { device, path: withSlashes(directory) };
    const names = machine.host.list(device, place.path);
    if (names.ok) {
      for (const name of names.value.filter(isEntryName).slice(0, LIMITS.loaderEntries)) readFile(machine, { device, path: place.path + name });
      return;
    }
    if (names.error === 'unreadable') {
      machine.report('file-unreadable', `The directory of boot loader entries ${shown(machine.shownPath(place))} cannot be read; its entries are not in the menu here.`);
      return;
    }
  }
  machine.report('file-missing', `There is no directory of boot loader entries ${directories.map((path) => shown(machine.shownPath({ device, path }))).join(' or ')}; GRUB adds none.`);
}

function withSlashes(directory: string): string {
  const inner = directory.replace(/^\/+|\/+$/g, '');
  return inner === '' ? '/' : `/${inner}/`;
}

function isEntryName(name: string): boolean {
  return !name.startsWith('.') && name.length > SUFFIX.length && name.endsWith(SUFFIX);
}

/** GRUB remembers every file that it has read, for later calls too. */
function readFile(machine: Machine, place: GrubPath): void {
  const path = machine.shownPath(place);
  const text = machine.host.readText(place.device, place.path);
  if (!text.ok) machine.report(text.error === 'missing' ? 'file-missing' : 'file-unreadable', `The boot loader entry ${shown(path)} ${text.error === 'missing' ? 'is not there' : 'cannot be read'}.`);
  else if (!machine.loaderEntryFiles.some((file) => file.path === path)) {
    machine.loaderEntryFiles = [...machine.loaderEntryFiles, { name: place.path.slice(place.path.lastIndexOf('/') + 1), path, text: text.value }];
  }
}

function addItems(machine: Machine, which: string): void {
  const { entries, diagnostics } = blscfgEntriesOf(machine.loaderEntryFiles, (name) => machine.environment.get(name) ?? null);
  for (const { file, line, kind, message } of diagnostics) machine.shared.log.add(file, line, kind, message);
  const setting = machine.environment.get('default') ?? null;
  for (const [index, entry] of entries.entries()) {
    if (machine.menu.length >= LIMITS.menuEntries) return;
    if (machine.shownLoaderEntries.has(entry.file) || !isAskedFor(which, entry, isDefault(setting, entry, index))) continue;
    machine.shownLoaderEntries = new Set(machine.shownLoaderEntries).add(entry.file);
    machine.menu.push({
      title: entry.title,
      id: entry.id,
      args: [entry.title, ...entry.args],
      restricted: entry.users !== null,
      submenu: false,
      body: parseBlock(stringSource(entry.file, 1, entry.script)),
      source: { kind: 'bls', file: entry.file, line: 0 },
    });
  }
}

function isAskedFor(which: string, entry: BlscfgEntry, isTheDefault: boolean): boolean {
  if (which === '') return true;
  if (which === 'default') return isTheDefault;
  return which === 'non-default' ? !isTheDefault : which === entry.id;
}

function isDefault(setting: string | null, entry: BlscfgEntry, index: number): boolean {
  return setting === entry.id || setting === entry.title || (setting !== null && /^\d+$/.test(setting) && Number(setting) === index);
}
