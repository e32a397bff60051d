import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { debianMirror } from '../guest/mirror.ts';
import { output } from '../guest/programs.ts';

const CACHE = join(import.meta.dirname, '../../.cache/chroot');

/** Debian 12, 13 and testing. */
export type Suite = 'bookworm' | 'trixie' | 'forky';

/** The programs whose work the trees are; Debian 12 has no ukify, and its bootctl is in systemd-boot. */
const PACKAGES: Readonly<Record<Suite, readonly string[]>> = {
  bookworm: ['grub-common', 'grub2-common', 'systemd-sysv', 'systemd-boot'],
  trixie: ['grub-common', 'grub2-common', 'systemd-sysv', 'systemd-boot', 'systemd-boot-efi', 'systemd-boot-tools', 'systemd-ukify'],
  forky: ['grub-common', 'grub2-common', 'systemd-sysv', 'systemd-boot', 'systemd-boot-efi', 'systemd-boot-tools', 'systemd-ukify'],
};
/** A mirror may lag behind: its signatures count here, its date does not. */
const OPTIONS = ['--variant=minbase', '--components=main', '--aptopt=Acquire::Languages "none"', '--aptopt=Acquire::Check-Valid-Until "false"', '--dpkgopt=path-exclude=/usr/share/doc/*', '--dpkgopt=path-exclude=/usr/share/locale/*'];

/** A Debian with the tools, unpacked for one tree; its files may be changed at will. */
export interface Chroot {
  readonly root: string;
  readonly remove: () => void;
}

/** Unpacks the suite's chroot into a directory of its own; makes it where it is not there yet (a minute or two, as root). */
export async function unpackChroot(suite: Suite): Promise<Chroot> {
  const archive = await chrootArchive(suite);
  const root = mkdtempSync(join(tmpdir(), 'boot-trees-'));
  await output('tar', ['-xf', archive, '-C', root]);
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) };
}

async function chrootArchive(suite: Suite): Promise<string> {
  const what = [`--include=${PACKAGES[suite].join(',')}`, ...OPTIONS];
  const key = createHash('sha256').update(JSON.stringify(what)).digest('hex').slice(0, 12);
  const archive = join(CACHE, `boot-trees-${suite}-${key}.tar`);
  if (existsSync(archive)) return archive;
  mkdirSync(CACHE, { recursive: true });
  for (const name of readdirSync(CACHE)) if (name.startsWith(`boot-trees-${suite}-`)) rmSync(join(CACHE, name));
  const mirror = await debianMirror();
  const unfinished = `${archive}.${process.pid}.tar`;
  const cleanUp = '--customize-hook=rm -rf "$1"/var/cache/apt/*.bin "$1"/var/lib/apt/lists/*_Packages';
  await output('mmdebstrap', ['--quiet', '--format=tar', ...what, cleanUp, suite, unfinished, ...(mirror === null ? [] : [mirror])]);
  renameSync(unfinished, archive);
  return archive;
}
