import type { BootEntryDraft } from '../boot-entry/boot-entry.ts';
import type { ConfigFiles } from '../config-files.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { said } from '../said.ts';
import { remark } from '../sentence.ts';
import { readAutoEntries } from './auto-entries.ts';
import { chooseDefault } from './default-entry.ts';
import { compareEntries, type FoundEntry } from './found-entry.ts';
import { NO_LOADER_CONF, parseLoaderConf, type LoaderConf } from './loader-conf.ts';
import { readLoaderVariables } from './loader-variables.ts';
import type { LoaderMachine } from './loader-machine.ts';
import { readLoaderEntries, type FoundEntries } from './read-entries.ts';
import { readUnifiedKernelImages } from './read-images.ts';
import { uniqueTitles } from './unique-titles.ts';

/** Where the boot loader's partitions are mounted; null for one that is not mounted or does not exist. */
export interface BootPartitions {
  /** EFI system partition: `/efi`, `/boot` or `/boot/efi`. */
  readonly esp: string | null;
  /** Extended boot loader partition, `/boot`; null also where the ESP is all there is. */
  readonly xbootldr: string | null;
}

/** What the machine is. */
export interface BootLoaderSpecOptions {
  /** `uname -m`; null shows entries for any architecture. */
  readonly architecture: string | null;
}

/** The menu of systemd-boot. */
export interface BootLoaderSpecMenu {
  readonly entries: readonly BootEntryDraft[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads the menu that systemd-boot would show, in its order and with its titles, the entry marked that an ordinary restart
 * would start. Entries whose program is missing are there too, which systemd-boot hides: they are never the default.
 * Reading changes nothing, one-shot entries stay.
 */
export function readBootLoaderSpec(files: ConfigFiles, places: BootPartitions, options: BootLoaderSpecOptions): BootLoaderSpecMenu {
  const variables = readLoaderVariables(files);
  const machine: LoaderMachine = { architecture: options.architecture, secureBoot: variables.secureBoot === true };
  const mounts = [places.esp, places.xbootldr === places.esp ? null : places.xbootldr].flatMap((mount) => mount ?? []);
  const parts = mounts.flatMap((mount) => readPartition(files, mount, machine));
  const conf = places.esp === null ? { value: null, diagnostics: [NO_ESP] } : readLoaderConf(files, places.esp);
  const auto = places.esp === null ? [] : readAutoEntries(files, places.esp, variables, (conf.value ?? NO_LOADER_CONF).autoEntries);
  const entries = [...parts.flatMap((part) => part.entries).sort(compareEntries), ...auto];
  const choice = chooseDefault(entries, conf.value, variables);
  const confFile = `${places.esp ?? places.xbootldr ?? ''}/loader/loader.conf`;
  return {
    entries: draftsOf(entries, choice.entry),
    diagnostics: [
      ...parts.flatMap((part) => part.diagnostics),
      ...variables.diagnostics,
      ...conf.diagnostics,
      ...choice.remarks.map((remark) => ({ ...remark, file: confFile, line: 0 })),
    ],
  };
}

const NO_ESP: Diagnostic = { file: '/efi', line: 0, kind: 'device-not-found', ...said(remark('The EFI system partition is not mounted, so its entries and loader.conf could not be read.')) };
const MAX_CONF_BYTES = 1024 * 1024;

/** In the order in which systemd-boot reads them, which decides between equals. */
function readPartition(files: ConfigFiles, mount: string, machine: LoaderMachine): readonly FoundEntries[] {
  const top = mount === '/' ? '' : mount;
  return [
    readUnifiedKernelImages(files, { bootMount: mount, directory: `${top}/EFI/Linux` }, machine),
    readLoaderEntries(files, { bootMount: mount, kind: 'partition', directory: `${top}/loader/entries` }, machine),
  ];
}

function readLoaderConf(files: ConfigFiles, esp: string): { readonly value: LoaderConf | null; readonly diagnostics: readonly Diagnostic[] } {
  const file = `${esp === '/' ? '' : esp}/loader/loader.conf`;
  const read = files.readText(file, MAX_CONF_BYTES);
  if (read.ok) return { value: parseLoaderConf(read.value.text), diagnostics: [] };
  if (read.error.kind === 'missing') return { value: NO_LOADER_CONF, diagnostics: [] };
  return { value: null, diagnostics: [{ file, line: 0, kind: 'file-unreadable', ...said(remark('loader.conf could not be read: {detail}.', { detail: read.error.detail })) }] };
}

function draftsOf(entries: readonly FoundEntry[], chosen: FoundEntry | null): readonly BootEntryDraft[] {
  const shown = entries.filter((entry) => entry.shown);
  const titles = new Map(uniqueTitles(shown).map((title, index) => [shown[index], title]));
  const taken = new Set<string>();
  return entries.map((entry) => {
    const id = freeId(entry, taken);
    taken.add(id);
    return { ...entry.draft, id, title: titles.get(entry) ?? entry.draft.title, default: entry === chosen };
  });
}

/** The id without the counter, which changes from boot to boot; where that is taken, what tells the file apart. */
function freeId(entry: FoundEntry, taken: ReadonlySet<string>): string {
  const profile = entry.loaderId.slice(entry.fileId.length);
  const candidates = [entry.draft.id, entry.loaderId, entry.draft.source.file + profile];
  return candidates.find((id) => !taken.has(id)) ?? `${entry.draft.source.file}@${entry.profile}`;
}
