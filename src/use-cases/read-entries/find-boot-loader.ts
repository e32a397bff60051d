import { readLoaderVariables, type BootPartitions } from '../../core/boot-loader-spec/index.ts';
import { EXTLINUX_CONFIGURATIONS } from '../../core/extlinux/index.ts';
import type { BootFiles } from '../../ports/boot-files.ts';
import { GRUB_CONFIGURATIONS } from './read-grub.ts';

/** The boot loaders whose configurations are read; `none` leaves the kernels that lie about. */
export type BootLoader = { readonly kind: 'grub' | 'systemd-boot' | 'nixos' | 'none' } | { readonly kind: 'extlinux'; readonly config: string };

const NIXOS_PROFILE = '/nix/var/nix/profiles/system';

/**
 * Which boot loader starts this system. Under EFI it leaves its name in LoaderInfo (systemd-boot always, GRUB since 2.12).
 * Without that, the first of these whose configuration is there: GRUB, systemd-boot, extlinux, NixOS's profiles. A
 * configuration that exists and may not be read counts as there: falling back to another would be a guess.
 */
export function findBootLoader(files: BootFiles, partitions: BootPartitions): BootLoader {
  const info = readLoaderVariables(files).loaderInfo ?? '';
  if (info.startsWith('systemd-boot')) return { kind: 'systemd-boot' };
  if (GRUB_CONFIGURATIONS.some((path) => mayExist(files, path))) return { kind: 'grub' };
  if (hasLoaderEntries(files, partitions)) return { kind: 'systemd-boot' };
  const config = EXTLINUX_CONFIGURATIONS.find((path) => mayExist(files, path));
  if (config !== undefined) return { kind: 'extlinux', config };
  return { kind: mayExist(files, NIXOS_PROFILE) ? 'nixos' : 'none' };
}

function hasLoaderEntries(files: BootFiles, { esp, xbootldr }: BootPartitions): boolean {
  const mounts = [esp, xbootldr].flatMap((mount) => mount ?? []);
  return mounts.some((mount) => ['loader/entries', 'EFI/Linux'].some((directory) => mayExist(files, `${mount}/${directory}`)));
}

function mayExist(files: BootFiles, path: string): boolean {
  const status = files.stat(path);
  return status.ok || status.error.kind !== 'missing';
}
