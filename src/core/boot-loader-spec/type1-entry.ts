import { keyValues, type KeyValue } from './key-values.ts';

/** What an entry starts: a kernel, a unified kernel image (here or behind a URL), or any EFI program. */
export interface EntryProgram {
  readonly kind: 'linux' | 'uki' | 'uki-url' | 'efi';
  /** As it is written; a URL for `uki-url`. */
  readonly path: string;
  /** From 1. */
  readonly line: number;
}

/** An entry file (Type #1) as it is written. Paths are relative to the top of the partition. */
export interface LoaderEntry {
  readonly title: string | null;
  readonly version: string | null;
  readonly machineId: string | null;
  readonly sortKey: string | null;
  readonly program: EntryProgram | null;
  /** The file names programs of several kinds, which makes systemd-boot drop it. */
  readonly contradictory: boolean;
  readonly initrds: readonly string[];
  /** Every `options` line, joined by one space each; null where there is none. */
  readonly options: string | null;
  readonly devicetree: string | null;
  readonly devicetreeOverlays: readonly string[];
  /** In EFI's words: `x64`, `aa64`, …; every one that the file names. */
  readonly architectures: readonly string[];
  /** Profile of a unified kernel image. */
  readonly profile: string | null;
  /** Files to be handed to the system as they are: credentials, extensions. */
  readonly extra: readonly string[];
  /** Keys of Fedora's GRUB; other boot loaders do not know them. */
  readonly grub: GrubKeys;
}

/** Fedora's additions for GRUB. */
export interface GrubKeys {
  readonly id: string | null;
  readonly users: string | null;
  readonly hotkey: string | null;
  readonly classes: readonly string[];
  readonly args: readonly string[];
}

/**
 * Reads an entry file as systemd-boot does: the last of a repeated key counts, `initrd` and `options` add up, keys that
 * nobody knows say nothing. Never fails: what is missing is null.
 * Source: Boot Loader Specification, Type #1 Boot Loader Entry Keys; systemd, src/boot/boot.c.
 *
 * @example parseLoaderEntry('title Debian\nlinux /vmlinuz\noptions root=/dev/vda1\noptions ro\n').options // 'root=/dev/vda1 ro'
 */
export function parseLoaderEntry(text: string): LoaderEntry {
  const lines = keyValues(text, ' \t');
  const all = (key: string): readonly string[] => lines.filter((one) => one.key === key).map((one) => one.value);
  const last = (key: string): string | null => all(key).at(-1) ?? null;
  const programs = lines.flatMap((one) => programOf(one) ?? []);
  const options = all('options');
  return {
    title: last('title'),
    version: last('version'),
    machineId: last('machine-id'),
    sortKey: last('sort-key'),
    program: programs.at(-1) ?? null,
    contradictory: programs.some((one) => one.kind !== programs[0]?.kind),
    initrds: all('initrd'),
    options: options.length === 0 ? null : options.join(' '),
    devicetree: last('devicetree'),
    devicetreeOverlays: all('devicetree-overlay').flatMap((value) => value.split(/[ \t]+/).filter((path) => path !== '')),
    architectures: all('architecture'),
    profile: last('profile'),
    extra: all('extra'),
    grub: { id: last('id'), users: last('grub_users'), hotkey: last('grub_hotkey'), classes: all('grub_class'), args: all('grub_arg') },
  };
}

function programOf({ key, value, line }: KeyValue): EntryProgram | null {
  return key === 'linux' || key === 'uki' || key === 'uki-url' || key === 'efi' ? { kind: key, path: value, line } : null;
}
