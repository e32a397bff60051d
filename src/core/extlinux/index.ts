/**
 * Configurations of EXTLINUX and SYSLINUX (SYSLINUX 4 to 6: doc/syslinux.txt, doc/menu.txt, doc/extlinux.txt) and of
 * U-Boot's distro boot, which took over the format (U-Boot doc/README.pxe, doc/develop/bootstd/extlinux.rst). One format
 * to look at, two to read: which program reads the file decides what many of its lines mean.
 *
 * Refused or not read, each with a problem or a diagnostic: entries that start something else than Linux (LOCALBOOT, COM32,
 * CONFIG, mboot.c32), files on other devices, device trees, U-Boot's variables, words that SYSAPPEND and IPAPPEND add, a
 * DEFAULT that is a kernel and no label, other configurations that UI names.
 */
import type { BootEntryDraft } from '../boot-entry/boot-entry.ts';
import type { EntriesRead } from '../boot-entry/entries-read.ts';
import type { ConfigFiles } from '../config-files.ts';
import { readRemembered } from './boot-once.ts';
import type { Dialect, Menu } from './menu.ts';
import { directoryOf, type Place } from './paths.ts';
import { Source, type Directive } from './source.ts';
import { chooseSyslinuxDefault } from './syslinux-default.ts';
import { parseSyslinux } from './syslinux-parser.ts';
import { toDraft } from './to-draft.ts';
import { chooseUBootDefault } from './u-boot-default.ts';
import { parseUBoot } from './u-boot-parser.ts';

export type { Place } from './paths.ts';

/** Where the configuration may lie, in the order in which it is looked for; the first that exists is the machine's. */
export const EXTLINUX_CONFIGURATIONS = [
  '/boot/extlinux/extlinux.conf',
  '/extlinux/extlinux.conf',
  '/boot/syslinux/syslinux.cfg',
  '/boot/syslinux/extlinux.conf',
  '/syslinux/syslinux.cfg',
  '/boot/efi/EFI/syslinux/syslinux.cfg',
  '/efi/EFI/syslinux/syslinux.cfg',
  '/boot/EFI/syslinux/syslinux.cfg',
] as const;

/**
 * Reads a configuration and returns the entries of its menu in their order, submenus flattened. Never fails; whatever is
 * wrong is in `diagnostics`. At most one entry is the default.
 *
 * @example readExtlinux(files, { config: '/boot/extlinux/extlinux.conf', mountPoint: '/boot' })
 */
export function readExtlinux(files: ConfigFiles, place: Place): EntriesRead {
  const source = new Source(files, place);
  const directives = source.read();
  if (directives === null) return { entries: [], diagnostics: source.diagnostics };
  const menu = dialectOf(files, place) === 'syslinux' ? asSyslinux(files, place, source, directives) : asUBoot(files, place, source, directives);
  const ids = new Map<string, number>();
  const entries: BootEntryDraft[] = [];
  for (const label of menu.labels) {
    const isDefault = label === menu.defaultLabel;
    if (label.hidden && menu.showsMenu && !isDefault) continue;
    entries.push(toDraft(label, uniqueId(label.name, ids), isDefault, files, place));
  }
  return { entries, diagnostics: source.diagnostics };
}

/** SYSLINUX leaves its own files beside its configuration; U-Boot has none there. */
function dialectOf(files: ConfigFiles, place: Place): Dialect {
  const directory = directoryOf(place.config);
  if (place.config.endsWith('/syslinux.cfg')) return 'syslinux';
  return ['ldlinux.sys', 'ldlinux.c32', 'ldlinux.e64'].some((name) => files.stat(`${directory}/${name}`).ok) ? 'syslinux' : 'u-boot';
}

function asSyslinux(files: ConfigFiles, place: Place, source: Source, directives: readonly Directive[]): Menu {
  const menu = parseSyslinux(source, directives);
  const remembered = readRemembered(files, directoryOf(place.config));
  const { label, showsMenu } = chooseSyslinuxDefault(menu, remembered, source, place.config);
  return { labels: menu.labels.map((one) => one.label), defaultLabel: label, showsMenu };
}

function asUBoot(files: ConfigFiles, place: Place, source: Source, directives: readonly Directive[]): Menu {
  const menu = parseUBoot(source, directives);
  return { labels: menu.labels, defaultLabel: chooseUBootDefault(menu, files, place, source), showsMenu: true };
}

/** The label's name; a second label of that name gets `#2` behind it. */
function uniqueId(name: string, taken: Map<string, number>): string {
  const count = (taken.get(name) ?? 0) + 1;
  taken.set(name, count);
  if (count === 1) return name;
  const id = `${name}#${count}`;
  return taken.has(id) ? uniqueId(name, taken) : uniqueId(id, taken);
}
