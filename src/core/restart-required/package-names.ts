import type { RestartReasonKind } from './restart-reason.ts';
import type { Names } from './restart-statement.ts';

/** What a list of packages holds. */
export interface PackageList {
  /** Every name once, in their order. */
  readonly names: readonly string[];
  /** Lines that name no package: they are not shown to anybody. */
  readonly malformedLines: number;
}

/**
 * Reads a list with one package a line, as /run/reboot-required.pkgs is (Debian policy 9.12; update-notifier appends to it, so
 * names repeat). Whatever the bytes: a line that is no package name counts as malformed.
 *
 * @example parsePackageList('libc6\nlinux-base\nlibc6\n').names // ['libc6', 'linux-base']
 */
export function parsePackageList(text: string): PackageList {
  const names = new Set<string>();
  let malformedLines = 0;
  for (const line of text.split('\n')) {
    const name = line.trim();
    if (name === '') continue;
    if (isPackageName(name)) names.add(name);
    else malformedLines += 1;
  }
  return { names: [...names], malformedLines };
}

/** Whether a text can be a package's name, with or without its version, in any of the usual package managers. */
export function isPackageName(text: string): boolean {
  return text.length <= MAX_NAME_LENGTH && /^[A-Za-z0-9][A-Za-z0-9+._~:@-]*$/.test(text);
}

const MAX_NAME_LENGTH = 128;

/** Packages of one kind. */
export interface PackageGroup {
  readonly kind: Extract<RestartReasonKind, 'kernel-updated' | 'boot-chain' | 'libraries' | 'requested'>;
  readonly packages: Names;
}

/** Sorts packages by what their update means for a person; kinds without a package are left out. */
export function groupPackages(names: readonly string[]): readonly PackageGroup[] {
  return GROUPS.map(([kind]) => ({ kind, names: names.filter((name) => kindOfPackage(name) === kind) }))
    .filter((group) => group.names.length > 0)
    .map(({ kind, names: own }) => ({ kind, packages: { names: own, inAll: own.length } }));
}

/** What the update of a package means, by its name: the distributions have no list in common. */
export function kindOfPackage(name: string): PackageGroup['kind'] {
  return GROUPS.find(([, pattern]) => pattern.test(name))?.[0] ?? 'requested';
}

/** In the order of the question: `linux-firmware` is firmware before it is a kernel. */
const GROUPS: readonly (readonly [PackageGroup['kind'], RegExp])[] = [
  ['boot-chain', /^(?:linux-firmware|firmware-|(?:intel|amd(?:64)?)-(?:microcode|ucode)|microcode_ctl|ucode-|grub|shim|systemd-boot|sd-boot|refind|syslinux|fwupd)/],
  ['kernel-updated', /^(?:linux(?:$|-image|-modules|-base|-generic|-virtual|-lts|-zen|-hardened|-rt|-cachyos|-raspi|-aws|-azure|-gcp|-oracle|-kvm)|kernel(?:$|-(?!headers|devel|doc|tools)))/],
  ['libraries', /^(?:lib(?!reoffice)|glibc|openssl|gnutls|dbus|systemd|udev|polkit)/],
  ['requested', /^/],
];
