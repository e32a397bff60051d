import type { Failure } from '../contracts/errors.ts';
import { err, ok, type Result } from '../core/result.ts';
import type { Holder, TargetMount, TargetMounts } from '../ports/target-mounts.ts';

/** Fails with `busy` where somebody uses files at or below the directory, and names who and what. */
export function nobodyHolds(directory: string, mounts: TargetMounts): Result<null, Failure> {
  const holders = mounts.holders(directory);
  return holders.length === 0 ? ok(null) : err(busy(directory, holders));
}

/** Writes everything to the disks and unmounts all at and below the directory. Errors: busy, with who keeps it; restart-failed. */
export async function unmountTarget(directory: string, mounts: TargetMounts): Promise<Result<null, Failure>> {
  const synced = await mounts.sync();
  if (!synced.ok) return err(failed(`What was written could not be brought to the disks: ${synced.error}.`, 'See the kernel’s messages: dmesg.'));
  const done: TargetMount[] = [];
  // Looked at anew each time: to look at an automount point mounts what it stands for.
  for (let left = mounts.read(directory); ; left = mounts.read(directory)) {
    if (!left.ok) return err(failed(`The mounts could not be read: ${left.error}.`, 'Look at /proc/self/mountinfo.'));
    const [mount] = left.value;
    if (mount === undefined) return ok(null);
    if (done.length > MOST_MOUNTS) return err(failed(`${namesOf(left.value)} is still mounted.`, 'Somebody mounts there at the same time: when they have finished, try again.'));
    const unmounted = await mounts.unmount(mount, directory);
    if (!unmounted.ok) return err(couldNot(mount, unmounted.error, done, mounts));
    done.push(mount);
  }
}

const MOST_MOUNTS = 4096;

function couldNot({ mountPoint }: TargetMount, detail: string, done: readonly TargetMount[], mounts: TargetMounts): Failure {
  const holders = mounts.holders(mountPoint);
  const { message, hint } = holders.length > 0 ? busy(mountPoint, holders) : failed(`${mountPoint} could not be unmounted: ${detail}.`, `See who uses it: fuser -vm ${mountPoint}`);
  const before = done.length === 0 ? '' : ` Unmounted already: ${namesOf(done)}.`;
  return { kind: holders.length > 0 ? 'busy' : 'restart-failed', message: `${message}${before}`, hint };
}

const MOST_HOLDERS = 6;

function busy(directory: string, holders: readonly Holder[]): Failure {
  const named = holders.slice(0, MOST_HOLDERS).map(describe).join('; ');
  const more = holders.length > MOST_HOLDERS ? `; and ${holders.length - MOST_HOLDERS} more` : '';
  return { kind: 'busy', message: `${directory} is in use: ${named}${more}.`, hint: 'End what uses it (a shell: cd /; a loop device: losetup -d; swap: swapoff), then try again.' };
}

function describe(holder: Holder): string {
  switch (holder.kind) {
    case 'process':
      return `${holder.name} (process ${holder.pid}) has ${holder.path}`;
    case 'loop':
      return `${holder.name} is made from ${holder.path}`;
    case 'swap':
      return `${holder.path} is swap`;
  }
}

function namesOf(mounts: readonly TargetMount[]): string {
  return mounts.map(({ mountPoint }) => mountPoint).join(', ');
}

function failed(message: string, hint: string): Failure {
  return { kind: 'restart-failed', message, hint };
}
