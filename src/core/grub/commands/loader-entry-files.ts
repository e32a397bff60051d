import type { BlscfgEntry, BlscfgFile } from '../../boot-loader-spec/index.ts';
import { remark } from '../../sentence.ts';
import { shown } from '../diagnostic-log.ts';
import type { GrubPath } from '../host.ts';
import { LIMITS } from '../limits.ts';
import type { Machine } from '../machine.ts';
import { parseBlock } from '../parser.ts';
import { stringSource } from '../source.ts';

/** The names in a directory of boot loader entries that GRUB reads; null, and a diagnostic, where it cannot be read here. */
export function namesIn(machine: Machine, place: GrubPath): readonly string[] | 'missing' | null {
  const names = machine.host.list(place.device, place.path);
  if (names.ok) return names.value.slice(0, LIMITS.loaderEntries);
  if (names.error === 'missing') return 'missing';
  machine.report('file-unreadable', remark('The directory of boot loader entries {path} cannot be read; its entries are not in the menu here.', { path: shown(machine.shownPath(place)) }));
  return null;
}

/** An entry file as text; null, and a diagnostic, where it cannot be read. */
export function readEntryFile(machine: Machine, place: GrubPath): BlscfgFile | null {
  const path = machine.shownPath(place);
  const text = machine.host.readText(place.device, place.path);
  if (text.ok) return { name: place.path.slice(place.path.lastIndexOf('/') + 1), path, text: text.value };
  const missing = text.error === 'missing';
  if (missing) machine.report('file-missing', remark('The boot loader entry {path} is not there.', { path: shown(path) }));
  else machine.report('file-unreadable', remark('The boot loader entry {path} cannot be read.', { path: shown(path) }));
  return null;
}

/** Puts an entry at the end of the menu. */
export function addEntry(machine: Machine, entry: BlscfgEntry): void {
  if (machine.menu.length >= LIMITS.menuEntries) return;
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

/** A directory with a slash at its beginning and its end. */
export function withSlashes(directory: string): string {
  const inner = directory.replace(/^\/+|\/+$/g, '');
  return inner === '' ? '/' : `/${inner}/`;
}
