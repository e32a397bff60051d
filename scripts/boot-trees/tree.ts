import type { Suite } from './chroot.ts';
import type { DiskPart } from './disk.ts';

/** One fixture: what the system is like, what is run in it, and what a reader has to get right in it. */
export interface Tree {
  /** Its directory below test/fixtures/boot-trees. */
  readonly name: string;
  readonly title: string;
  readonly suite: Suite;
  /** Packages whose programs made the tree. */
  readonly packages: readonly string[];
  /** What a reader that fails on this tree got wrong. */
  readonly rule: string;
  /** What was not real, beyond what every tree is told. */
  readonly told: readonly string[];
  /** grub-probe and grub-mkrelpath answer from `disk`. */
  readonly probe: boolean;
  readonly disk: readonly DiskPart[];
  /** Read as the running system, whose mounts and devices are in the tree, and not as another system's root directory. */
  readonly running: boolean;
  readonly files: Readonly<Record<string, FileContent>>;
  /** Shell commands, run one after the other in the chroot. */
  readonly commands: readonly string[];
  /** Paths that the tree keeps; those that are not there are left out. */
  readonly keep: readonly string[];
}

/** A file's content; an executable one; or a symbolic link. */
export type FileContent = string | Uint8Array | { readonly script: string } | { readonly link: string };
