import { releaseInPath } from '../boot-entry/release-in-path.ts';
import type { ConfigFiles } from '../config-files.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { compareKernelReleases } from '../kernel/release-order.ts';
import { said } from '../said.ts';
import { remark } from '../sentence.ts';

/** A kernel image that was found by its name. */
export interface FoundKernel {
  readonly path: string;
  /** What its name has behind `vmlinuz-`: a release, or Arch's `linux-lts`. */
  readonly suffix: string;
  /** Null where its name and place state none. */
  readonly release: string | null;
  /** Arch's name of the package that it came from: `linux-lts`; null elsewhere. */
  readonly packageBase: string | null;
  readonly rescue: boolean;
}

const MODULES = '/usr/lib/modules';
const IMAGE = /^(?:vmlinuz|vmlinux|Image|Image\.gz|kernel)-(.+)$/;
/** What lies beside kernels under similar names: checksums, signatures, packages' leftovers, openSUSE's debugging images. */
const NO_IMAGE = /\.(?:hmac|sig|sha[0-9]+|p7b|efi|dpkg-[a-z]+|rpm(?:new|save|orig)|pacnew|pacsave|bak|tmp|img|signed)$|^vmlinux-.*\.(?:gz|xz|bz2|zst)$/;
const MAX_KERNELS = 500;

/**
 * The kernel images of /boot and of /usr/lib/modules/R/vmlinuz that are not in `known`, nor copies of one that is: the same
 * file behind a link, the same release, or the package's copy in /boot.
 */
export function findKernels(files: ConfigFiles, known: ReadonlySet<string>, diagnostics: Diagnostic[]): readonly FoundKernel[] {
  const named = new Set<string>();
  const releases = new Set<string>();
  const note = (path: string): void => {
    named.add(realPath(files, path));
    const release = releaseInPath(path);
    if (release !== null) releases.add(release);
  };
  // Two images of one release in /boot (vmlinuz-R and Image-R) are two kernels; one beside its modules is a copy.
  const isCopy = ({ path, release, packageBase }: FoundKernel): boolean =>
    path.startsWith(MODULES) && ((release !== null && releases.has(release)) || (packageBase !== null && named.has(`/boot/vmlinuz-${packageBase}`)));
  for (const path of known) note(path);
  const found: FoundKernel[] = [];
  for (const kernel of [...inBoot(files, diagnostics), ...inModules(files, diagnostics)]) {
    if (named.has(realPath(files, kernel.path)) || isCopy(kernel)) continue;
    note(kernel.path);
    found.push(kernel);
  }
  if (found.length > MAX_KERNELS) diagnostics.push({ file: '/boot', line: 0, kind: 'limit-exceeded', ...said(remark('There are {count} kernels; only {most} are listed.', { count: found.length, most: MAX_KERNELS })) });
  return found.sort(byRelease).slice(0, MAX_KERNELS);
}

function inBoot(files: ConfigFiles, diagnostics: Diagnostic[]): readonly FoundKernel[] {
  return list(files, '/boot', diagnostics).flatMap((name) => {
    const suffix = IMAGE.exec(name)?.[1];
    const path = `/boot/${name}`;
    if (suffix === undefined || NO_IMAGE.test(name) || !isFile(files, path)) return [];
    const arch = /^linux(?:-|$)/.test(suffix) ? suffix : null;
    return [{ path, suffix, release: releaseInPath(path), packageBase: arch, rescue: /rescue/i.test(suffix) }];
  });
}

function inModules(files: ConfigFiles, diagnostics: Diagnostic[]): readonly FoundKernel[] {
  return list(files, MODULES, diagnostics).flatMap((release) => {
    const path = `${MODULES}/${release}/vmlinuz`;
    if (!isFile(files, path)) return [];
    const base = files.readText(`${MODULES}/${release}/pkgbase`, 4096);
    return [{ path, suffix: release, release, packageBase: base.ok ? base.value.text.trim() : null, rescue: false }];
  });
}

function list(files: ConfigFiles, directory: string, diagnostics: Diagnostic[]): readonly string[] {
  const names = files.list(directory);
  if (names.ok) return names.value;
  if (names.error.kind !== 'missing') diagnostics.push({ file: directory, line: 0, kind: 'file-unreadable', ...said(remark('The directory cannot be read: {detail}.', { detail: names.error.detail })) });
  return [];
}

/** One that we may not look at is listed: its entry says why it cannot be used. */
function isFile(files: ConfigFiles, path: string): boolean {
  const status = files.stat(path);
  return status.ok ? status.value.kind === 'file' : status.error.kind !== 'missing';
}

function realPath(files: ConfigFiles, path: string): string {
  const real = files.realPath(path);
  return real.ok ? real.value : path;
}

/** Newest first; then those whose names state no release; rescue images last. */
function byRelease(a: FoundKernel, b: FoundKernel): number {
  return Number(a.rescue) - Number(b.rescue) || Number(a.release === null) - Number(b.release === null) || compareKernelReleases(b.release ?? '', a.release ?? '');
}
