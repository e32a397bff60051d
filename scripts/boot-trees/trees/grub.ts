import type { Suite } from '../chroot.ts';
import type { DiskPart } from '../disk.ts';
import { debianKernels, kernelFiles, type Kernel } from '../kernels.ts';
import type { FileContent, Tree } from '../tree.ts';
import { DISKS } from './disks.ts';

/** What one tree of grub-mkconfig differs in from Debian as it is installed. */
export interface GrubSetup {
  readonly name: string;
  readonly title: string;
  readonly suite: Suite;
  readonly rule: string;
  readonly disk?: readonly DiskPart[];
  readonly running?: boolean;
  readonly kernels?: readonly Kernel[];
  /** Lines behind Debian's own /etc/default/grub. */
  readonly settings?: string;
  readonly files?: Readonly<Record<string, FileContent>>;
  readonly told?: readonly string[];
  /** Kept besides /boot and files below /etc. */
  readonly keep?: readonly string[];
  readonly before?: readonly string[];
  readonly after?: readonly string[];
}

/** Two kernels of each release, older and newer, in Debian's numbers. */
export const KERNELS: Readonly<Record<Suite, readonly Kernel[]>> = {
  bookworm: debianKernels('6.1.0-9-amd64', '6.1.0-37-amd64'),
  trixie: debianKernels('6.12.43+deb13-amd64', '6.12.107+deb13-amd64'),
  forky: debianKernels('7.0.9+deb14-amd64', '7.0.12+deb14-amd64'),
};

/** A tree of grub-mkconfig, run on Debian's own settings with the lines of the setup behind them. */
export function grubTree(setup: GrubSetup): Tree {
  const files = setup.files ?? {};
  return {
    name: setup.name,
    title: setup.title,
    suite: setup.suite,
    packages: ['grub-common', 'grub2-common'],
    rule: setup.rule,
    told: setup.told ?? [],
    probe: true,
    disk: setup.disk ?? DISKS.whole,
    running: setup.running ?? false,
    files: { ...kernelFiles(setup.kernels ?? KERNELS[setup.suite]), ...files, 'etc/default/grub.lines': setup.settings ?? '' },
    commands: [
      'mkdir -p /boot/grub',
      'cat /usr/share/grub/default/grub /etc/default/grub.lines >/etc/default/grub',
      ...(setup.before ?? []),
      'grub-mkconfig -o /boot/grub/grub.cfg',
      ...(setup.after ?? []),
    ],
    keep: ['boot', 'etc/default/grub', ...Object.keys(files).filter((path) => path.startsWith('etc/')), ...(setup.keep ?? [])],
  };
}
