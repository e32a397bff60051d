import { smallBzImage, smallInitrd } from '../../test/fakes/kernel-files.ts';

/** Names of an installed kernel's files in /boot. */
export interface Kernel {
  readonly release: string;
  /** Name of the image; `vmlinuz-RELEASE` where nothing is said. */
  readonly image?: string;
  /** Name of the initrd; `initrd.img-RELEASE` where nothing is said, null for none. */
  readonly initrd?: string | null;
}

/** Kernels and initrds of a few KiB, whole by their own headers. */
export function kernelFiles(kernels: readonly Kernel[]): Readonly<Record<string, Uint8Array>> {
  const files: Record<string, Uint8Array> = {};
  for (const { release, image = `vmlinuz-${release}`, initrd = `initrd.img-${release}` } of kernels) {
    files[`boot/${image}`] = smallBzImage(release);
    if (initrd !== null) files[`boot/${initrd}`] = smallInitrd();
  }
  return files;
}

/** Kernels by their releases, each with its initrd, named as Debian does. */
export function debianKernels(...releases: readonly string[]): readonly Kernel[] {
  return releases.map((release) => ({ release }));
}
