import { cpSync, existsSync, lstatSync, mkdirSync, rmSync, symlinkSync, writeFileSync, chmodSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { output } from '../guest/programs.ts';
import type { Chroot } from './chroot.ts';
import { fstabOf, runningFiles, toldGrubMkrelpath, toldGrubProbe } from './disk.ts';
import { provenance } from './provenance.ts';
import type { FileContent, Tree } from './tree.ts';

const TREES = join(import.meta.dirname, '../../test/fixtures/boot-trees');
/** What trees change in a chroot; each begins with these as the packages left them. */
const CHANGED = ['boot', 'dev', 'efi', 'etc', 'evidence', 'mnt', 'sys', 'usr/local', 'var/lib/kernels'] as const;
const PRISTINE = 'pristine';

/** Makes root/ and PROVENANCE.md of one tree anew; expected.json is a person's and stays. */
export async function makeTree({ root }: Chroot, tree: Tree): Promise<void> {
  await reset(root);
  const { disk, running } = tree;
  place(root, { 'etc/fstab': fstabOf(disk), ...deviceNodes(tree), ...tree.files, ...(tree.probe ? toldPrograms(tree) : {}) });
  await inChroot(root, tree);
  const target = join(TREES, tree.name);
  rmSync(join(target, 'root'), { recursive: true, force: true });
  mkdirSync(join(target, 'root'), { recursive: true });
  for (const path of ['etc/fstab', ...tree.keep]) keep(join(root, path), join(target, 'root', path));
  cpSync(join(root, 'evidence'), target, { recursive: true });
  if (running) place(join(target, 'root'), runningFiles(disk));
  writeFileSync(join(target, 'PROVENANCE.md'), provenance(tree, await versions(root, tree.packages)));
}

/** $1 is the chroot, $2 what to run there; the rest are mount points, which become file systems in memory for that time. */
const IN_CHROOT = `
root=$1 commands=$2
shift 2
mount -t proc proc "$root/proc"
for place; do
  mkdir -p "$root$place" "$root/mounted$place"
  cp -a "$root$place/." "$root/mounted$place"
  mount -t tmpfs tmpfs "$root$place"
  cp -a "$root/mounted$place/." "$root$place"
done
env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 SYSTEMD_RELAX_ESP_CHECKS=1 SYSTEMD_RELAX_XBOOTLDR_CHECKS=1 \\
  chroot "$root" sh -euc "$commands"
for place; do
  rm -rf "$root/mounted$place"
  mkdir -p "$root/mounted$place"
  cp -a "$root$place/." "$root/mounted$place"
done
`;

/** Runs the tree's commands in a namespace of their own, and leaves in the chroot what they wrote to its file systems. */
async function inChroot(root: string, tree: Tree): Promise<void> {
  const places = tree.disk.map((part) => part.mountPoint).filter((place) => /^\/(?:boot|efi)(?:\/|$)/.test(place)).sort();
  await output('unshare', ['--mount', '--pid', '--fork', 'sh', '-euc', IN_CHROOT, 'sh', root, tree.commands.join('\n'), ...places]);
  for (const place of places) {
    rmSync(join(root, place), { recursive: true, force: true });
    cpSync(join(root, 'mounted', place), join(root, place), { recursive: true, verbatimSymlinks: true });
  }
  rmSync(join(root, 'mounted'), { recursive: true, force: true });
}

async function reset(root: string): Promise<void> {
  const pristine = join(root, PRISTINE);
  const isNew = !existsSync(pristine);
  for (const path of CHANGED) {
    const [from, to] = isNew ? [join(root, path), join(pristine, path)] : [join(pristine, path), join(root, path)];
    if (!existsSync(from)) mkdirSync(from, { recursive: true });
    rmSync(to, { recursive: true, force: true });
    mkdirSync(dirname(to), { recursive: true });
    await output('cp', ['-a', from, to]);
  }
}

/** grub-probe and grub-mkrelpath as they are told; the real ones are of no use without disks. */
function toldPrograms({ disk }: Tree): Readonly<Record<string, FileContent>> {
  return { 'usr/sbin/grub-probe': { script: toldGrubProbe(disk) }, 'usr/bin/grub-mkrelpath': { script: toldGrubMkrelpath(disk) } };
}

/** grub-mkconfig asks whether these are there, and not what they are. */
function deviceNodes({ disk }: Tree): Readonly<Record<string, FileContent>> {
  const nodes: Record<string, FileContent> = {};
  for (const part of disk) {
    nodes[part.device.slice(1)] = '';
    nodes[`dev/disk/by-uuid/${part.uuid}`] = '';
    if (part.partitionUuid !== undefined) nodes[`dev/disk/by-partuuid/${part.partitionUuid}`] = '';
  }
  return nodes;
}

function place(root: string, files: Readonly<Record<string, FileContent>>): void {
  for (const [path, content] of Object.entries(files)) {
    const target = join(root, path);
    mkdirSync(dirname(target), { recursive: true });
    rmSync(target, { force: true });
    if (typeof content === 'string' || content instanceof Uint8Array) writeFileSync(target, content);
    else if ('link' in content) symlinkSync(content.link, target);
    else writeFileSync(target, content.script, { mode: 0o755 });
  }
}

/** Copies files and links; modes that would keep others from reading them (GRUB's passwords) are not kept. */
function keep(from: string, to: string): void {
  if (!existsSync(from)) return;
  mkdirSync(dirname(to), { recursive: true });
  cpSync(from, to, { recursive: true, verbatimSymlinks: true });
  makeReadable(to);
}

function makeReadable(path: string): void {
  const status = lstatSync(path);
  if (status.isSymbolicLink()) return;
  chmodSync(path, status.isDirectory() ? 0o755 : 0o644);
  if (status.isDirectory()) for (const name of readdirSync(path)) makeReadable(join(path, name));
}

async function versions(root: string, packages: readonly string[]): Promise<readonly string[]> {
  const text = await output('dpkg-query', [`--admindir=${join(root, 'var/lib/dpkg')}`, '--show', '--showformat=${Package} ${Version}\\n', ...packages]);
  return text.trim().split('\n');
}
