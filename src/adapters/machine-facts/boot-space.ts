import { statfsSync } from 'node:fs';
import type { BootSpace } from '../../core/restart-plan/check-facts.ts';
import type { BootFiles } from '../../ports/boot-files.ts';
import type { PlannedFiles } from '../../ports/machine-facts.ts';

/** File systems that are made full and never written to: squashfs, iso9660, EROFS; statfs(2). */
const NEVER_WRITTEN: ReadonlySet<number> = new Set([0x73717368, 0x9660, 0xe0f5e1e2]);

/**
 * The free space of each file system in which kernel image or initrds of the entry lie, root's reserve included, as updates run as root.
 * null where none could be asked. The files were read for the plan before, so a file system that hangs has hung it there.
 */
export function readBootSpace(files: BootFiles, { kernel, initrds }: PlannedFiles): readonly BootSpace[] | null {
  const found = new Map<string, BootSpace | null>();
  for (const path of [...(kernel === null ? [] : [kernel]), ...initrds]) {
    const status = files.stat(path);
    if (!status.ok) continue;
    const device = status.value.fingerprint.split(':', 1).join();
    const known = found.get(device);
    if (known === undefined) found.set(device, spaceAt(files, path));
    else if (known !== null) found.set(device, { ...known, paths: [...known.paths, path] });
  }
  return found.size === 0 ? null : [...found.values()].filter((one) => one !== null);
}

/** null where nothing is ever written, or where the file system does not count its blocks. */
function spaceAt(files: BootFiles, path: string): BootSpace | null {
  const host = files.hostPath(path);
  if (!host.ok) return null;
  try {
    const { type, bsize, blocks, bfree } = statfsSync(host.value);
    if (blocks === 0 || NEVER_WRITTEN.has(type)) return null;
    return { directory: path.slice(0, path.lastIndexOf('/')) || '/', freeBytes: bfree * bsize, paths: [path] };
  } catch {
    return null;
  }
}
