import { existsSync, readFileSync } from 'node:fs';
import { err, ok, type Result } from '../../core/result.ts';
import type { Holder, TargetMount, TargetMounts } from '../../ports/target-mounts.ts';
import { runProgram } from '../programs/run-program.ts';
import { findHolders } from './holders.ts';
import { inUnmountOrder, type MountNode, parseMountTree, tiedToOutside, topsOf } from './mount-tree.ts';

const MOUNT_INFO = '/proc/self/mountinfo';
const DIRECTORIES = ['/usr/bin', '/bin', '/usr/sbin', '/sbin'];
/** A slow disk with a full cache. */
const TIMEOUT_MS = 600_000;

/** The mounts of this process's namespace, by mount(8), umount(8) and sync(1) of util-linux and coreutils, or busybox. */
export class TargetMountsTool implements TargetMounts {
  read(directory: string): Result<readonly TargetMount[], string> {
    const all = readAll();
    return all.ok ? ok(inUnmountOrder(all.value, directory)) : all;
  }

  writableDisks(): Result<readonly TargetMount[], string> {
    const all = readAll();
    return all.ok ? ok(all.value.filter((one) => one.writableDisk)) : all;
  }

  /** This process leaves the directory first, if it was started there. */
  holders(directory: string): readonly Holder[] {
    process.chdir('/');
    return findHolders(directory);
  }

  async unmount({ mountPoint }: TargetMount, directory: string): Promise<Result<null, string>> {
    process.chdir('/');
    const freed = await partFromOutside(mountPoint, directory);
    if (!freed.ok) return freed;
    // Without a look at the path first, which would have an automount point mount what it stands for; busybox does not know the option.
    const unmounted = await run('umount', ['-c', mountPoint]);
    return unmounted.ok ? unmounted : run('umount', [mountPoint]);
  }

  sync(): Promise<Result<null, string>> {
    return run('sync', []);
  }
}

/**
 * What is unmounted from a copy goes from its original, too: all copies are freed before anything below one of them is unmounted, each tree from
 * its top in one call, since what is hidden in it has no path. A copy that could not be freed is not unmounted.
 */
async function partFromOutside(mountPoint: string, directory: string): Promise<Result<null, string>> {
  const before = readAll();
  if (!before.ok) return before;
  const tops = topsOf(tiedToOutside(before.value, directory));
  if (tops.length === 0) return ok(null);
  let refused: Result<null, string> = ok(null);
  for (const top of tops) {
    const freed = await run('mount', ['--make-rprivate', top.mountPoint]);
    if (!freed.ok) refused = freed;
  }
  const after = readAll();
  if (!after.ok) return after;
  const uppermost = after.value.findLast((one) => one.mountPoint === mountPoint);
  return uppermost !== undefined && tiedToOutside(after.value, directory).includes(uppermost) ? (refused.ok ? err('it is a copy of a mount of the session that cannot be parted from it') : refused) : ok(null);
}

function readAll(): Result<readonly MountNode[], string> {
  try {
    return ok(parseMountTree(readFileSync(MOUNT_INFO, 'utf8')));
  } catch (error) {
    return err(error instanceof Error ? error.message : String(error));
  }
}

/** The arguments are paths that begin with a slash, so none of them is taken for an option. */
async function run(program: string, args: readonly string[]): Promise<Result<null, string>> {
  const path = DIRECTORIES.map((directory) => `${directory}/${program}`).find((one) => existsSync(one));
  if (path === undefined) return err(`${program} is not installed`);
  const ran = await runProgram({ argv: [path, ...args], expectedExits: [0], timeoutMs: TIMEOUT_MS });
  if (ran.ok) return ok(null);
  return err(ran.error.stderr.trim().split('\n').at(-1)?.replace(/\.+$/, '') || `${program}: ${ran.error.kind}`);
}
