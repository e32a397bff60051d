import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

const MIB = 1_048_576;

/** What a look at the disk from outside found. */
export interface DiskFindings {
  /** What the repair of a boot said (e2fsck -p): it plays the journal. 0 nothing to do, 1 repaired, more: it needs a person. */
  readonly repair: { readonly code: number; readonly said: string };
  /** What a full check behind it said (e2fsck -fn); 0 clean. */
  readonly check: { readonly code: number; readonly said: string };
  /** SHA-256 of each file that was asked for; null where it is not there. */
  readonly files: ReadonlyMap<string, string | null>;
}

/**
 * Looks at the disk as a boot after a power cut at this very moment would find it. The machine must be paused, so that QEMU has
 * written down all that the guest has. The disk itself is only read: a copy of its partition is repaired and checked. `startMiB`: where that
 * begins, for a disk that is not that of scripts/guest/build-root.sh.
 */
export async function lookAtDisk(disk: string, files: readonly string[], startMiB = 1): Promise<DiskFindings> {
  const folder = mkdtempSync(join(dirname(disk), 'look-'));
  try {
    const copy = join(folder, 'partition.raw');
    const source = { driver: 'raw', offset: startMiB * MIB, file: { driver: 'qcow2', file: { driver: 'file', filename: disk } } };
    const copied = await run('qemu-img', ['convert', '-U', '-O', 'raw', `json:${JSON.stringify(source)}`, copy]);
    if (copied.code !== 0) throw new Error(`the disk could not be copied: ${copied.said}`);
    const repair = await run('e2fsck', ['-p', copy]);
    const check = await run('e2fsck', ['-fn', copy]);
    const sums = new Map<string, string | null>();
    for (const file of files) sums.set(file, await sumOf(copy, file, join(folder, 'file')));
    return { repair, check, files: sums };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function sumOf(partition: string, file: string, scratch: string): Promise<string | null> {
  rmSync(scratch, { force: true });
  await run('debugfs', ['-R', `dump ${file} ${scratch}`, partition]);
  try {
    return createHash('sha256').update(readFileSync(scratch)).digest('hex');
  } catch {
    return null; // debugfs wrote none: no such file
  }
}

function run(program: string, args: readonly string[]): Promise<{ readonly code: number; readonly said: string }> {
  return new Promise((resolve, reject) => {
    execFile(program, [...args], { maxBuffer: 16 << 20 }, (error, stdout, stderr) => {
      if (error === null) resolve({ code: 0, said: stdout + stderr });
      else if (typeof error.code === 'number') resolve({ code: error.code, said: stdout + stderr });
      else reject(new Error(`${program}: ${error.message}`, { cause: error }));
    });
  });
}
