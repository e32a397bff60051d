import { blscfgEntriesOf, isBlscfgName, type BlscfgEntry } from '../../boot-loader-spec/index.ts';
import { messageOf } from '../../said.ts';
import { remark, type SentenceValue } from '../../sentence.ts';
import { shown } from '../diagnostic-log.ts';
import { STATUS } from '../errors.ts';
import type { GrubPath } from '../host.ts';
import type { Machine } from '../machine.ts';
import { addEntry, namesIn, readEntryFile, withSlashes } from './loader-entry-files.ts';

const DIRECTORY = '/loader/entries/';
const SUFFIX = '.conf';

/**
 * Fedora's `blscfg [default|non-default|(DEVICE)/DIRECTORY|(DEVICE)/FILE.conf|ID]`, by which the menus of Fedora and RHEL live;
 * of more than one argument none counts. Source: their patches to GRUB, grub-core/commands/blscfg.c.
 */
export function addEntriesOfFedora(machine: Machine, args: readonly string[]): number {
  const [which = ''] = args.length === 1 ? args : [];
  const place = which.startsWith('(') ? machine.resolve(which) : null;
  const device = place?.device ?? deviceOf(machine);
  if (device === null) return STATUS.fileNotFound;
  if (!machine.host.hasDevice(device)) {
    machine.report('device-not-found', remark('There is no device “{device}” with boot loader entries.', { device: shown(device) }));
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
  machine.report('device-not-found', remark('GRUB adds no boot loader entries: the variable {variable} does not say on which device they are.', { variable }));
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
    const names = namesIn(machine, place);
    if (names === null) return;
    if (names === 'missing') continue;
    for (const name of names) if (isBlscfgName(name, 'fedora')) readFile(machine, { device, path: place.path + name });
    return;
  }
  const [first = '', ...others] = directories.map((path) => shown(machine.shownPath({ device, path })));
  const paths = others.reduce<SentenceValue>((before, next) => remark('{before} or {next}', { before, next }), first);
  machine.report('file-missing', remark('There is no directory of boot loader entries {paths}; GRUB adds none.', { paths }));
}

/** GRUB remembers every file that it has read, for later calls too. */
function readFile(machine: Machine, place: GrubPath): void {
  const file = readEntryFile(machine, place);
  if (file === null || machine.loaderEntryFiles.some((one) => one.path === file.path)) return;
  machine.loaderEntryFiles = [...machine.loaderEntryFiles, file];
}

function addItems(machine: Machine, which: string): void {
  const { entries, diagnostics } = blscfgEntriesOf(machine.loaderEntryFiles, (name) => machine.environment.get(name) ?? null, 'fedora');
  for (const { file, line, kind, ...words } of diagnostics) machine.shared.log.add(file, line, kind, messageOf(words));
  const setting = machine.environment.get('default') ?? null;
  for (const entry of entries) {
    if (machine.shownLoaderEntries.has(entry.file) || !isAskedFor(which, entry, isDefault(setting, entry))) continue;
    machine.shownLoaderEntries = new Set(machine.shownLoaderEntries).add(entry.file);
    addEntry(machine, entry);
  }
}

function isAskedFor(which: string, entry: BlscfgEntry, isTheDefault: boolean): boolean {
  if (which === '') return true;
  if (which === 'default') return isTheDefault;
  return which === 'non-default' ? !isTheDefault : which === entry.id;
}

function isDefault(setting: string | null, entry: BlscfgEntry): boolean {
  return setting === entry.id || setting === entry.title || (setting !== null && /^\d+$/.test(setting) && Number(setting) === entry.position);
}
