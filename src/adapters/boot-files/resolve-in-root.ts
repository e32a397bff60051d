import { lstatSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

const MAX_LINKS = 40; // as Linux: path_resolution(7), ELOOP

/**
 * The host's path for `path` inside `root`, with every symbolic link resolved as a chroot(2) would: an absolute link starts
 * again at the root, `..` never climbs above it. The last part need not exist. Throws node's ENOENT, EACCES, … and ELOOP.
 */
export function resolveInRoot(root: string, path: string): string {
  if (root === '/') return path;
  const top = root.replace(/\/+$/, '');
  const pending = path.split('/').filter(isStep).reverse();
  const resolved: string[] = [];
  let links = 0;
  for (let step = pending.pop(); step !== undefined; step = pending.pop()) {
    if (step === '..') {
      resolved.pop();
      continue;
    }
    const target = linkTarget([top, ...resolved, step].join('/'), pending.length > 0);
    if (target === null) {
      resolved.push(step);
      continue;
    }
    links += 1;
    if (links > MAX_LINKS) throw Object.assign(new Error(`ELOOP: too many symbolic links, '${path}'`), { code: 'ELOOP' });
    if (target.startsWith('/')) resolved.length = 0;
    pending.push(...target.split('/').filter(isStep).reverse());
  }
  return join(root, ...resolved);
}

function isStep(part: string): boolean {
  return part !== '' && part !== '.';
}

function linkTarget(hostPath: string, mustExist: boolean): string | null {
  const status = lstatSync(hostPath, { throwIfNoEntry: false });
  if (status === undefined && mustExist) throw MISSING;
  return status?.isSymbolicLink() === true ? readlinkSync(hostPath) : null;
}

/** Most files that are looked for are not there: one error for all of them costs no stack trace each. */
const MISSING = Object.assign(new Error('ENOENT: no such file or directory'), { code: 'ENOENT' });
