import type { ConfigFiles } from '../config-files.ts';
import type { FoundKernel } from './kernels.ts';

/** The initrds that lie beside a kernel. */
export interface FoundInitrds {
  /** Null where none was found. */
  readonly main: string | null;
  /** mkinitcpio's image with every module; null where there is none. */
  readonly fallback: string | null;
  /** Microcode, which goes first. */
  readonly early: readonly string[];
}

/** Files of microcode, in the order of grub-mkconfig's GRUB_EARLY_INITRD_LINUX_STOCK. */
const EARLY = ['intel-uc.img', 'intel-ucode.img', 'amd-uc.img', 'amd-ucode.img', 'early_ucode.cpio', 'microcode.cpio'];

/**
 * The initrds of a kernel by their names: `initrd.img-R` (Debian), `initramfs-R.img` (Fedora, mkinitcpio), `initrd-R`
 * (openSUSE) and their relatives in /boot, `initrd` and `initramfs.img` beside the modules.
 */
export function findInitrds(files: ConfigFiles, kernel: FoundKernel): FoundInitrds {
  const suffixes = [kernel.suffix, kernel.packageBase].filter((suffix) => suffix !== null);
  const inBoot = suffixes.flatMap((suffix) => [`initrd.img-${suffix}`, `initramfs-${suffix}.img`, `initrd-${suffix}`, `initrd-${suffix}.img`, `initramfs-${suffix}`]);
  const candidates = inBoot.map((name) => `/boot/${name}`);
  if (!kernel.path.startsWith('/boot/')) {
    const directory = kernel.path.slice(0, kernel.path.lastIndexOf('/'));
    candidates.push(`${directory}/initrd`, `${directory}/initramfs.img`);
  }
  const isThere = (path: string): boolean => isPresent(files, path);
  return {
    main: candidates.find(isThere) ?? null,
    fallback: suffixes.map((suffix) => `/boot/initramfs-${suffix}-fallback.img`).find(isThere) ?? null,
    early: EARLY.map((name) => `/boot/${name}`).filter(isThere),
  };
}

/** A link that leads nowhere is not an initrd; one that we may not look at may be one. */
function isPresent(files: ConfigFiles, path: string): boolean {
  const status = files.stat(path);
  return status.ok ? status.value.kind === 'file' : status.error.kind !== 'missing';
}
