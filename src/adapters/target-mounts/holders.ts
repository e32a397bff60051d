import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import type { Holder } from '../../ports/target-mounts.ts';
import { unescapeOctal } from '../file-systems/mount-info.ts';
import { isBelow } from './mount-tree.ts';

/**
 * Who uses files at or below the directory: processes by their directories, program, open files and mapped files (proc(5)), loop devices
 * (/sys/block/loop0/loop/backing_file) and swap files (/proc/swaps). One line a holder. `root` is for tests.
 */
export function findHolders(directory: string, root = '/'): readonly Holder[] {
  return [...processes(directory, `${root}proc`), ...loops(directory, `${root}sys/block`), ...swaps(directory, `${root}proc/swaps`)];
}

function processes(directory: string, proc: string): readonly Holder[] {
  return names(proc).flatMap((pid): readonly Holder[] => {
    const path = /^\d+$/.test(pid) ? usedBy(`${proc}/${pid}`, directory) : undefined;
    return path === undefined ? [] : [{ kind: 'process', pid: Number(pid), name: text(`${proc}/${pid}/comm`).trim(), path }];
  });
}

function usedBy(process: string, directory: string): string | undefined {
  for (const name of ['cwd', 'root', 'exe']) {
    const path = link(`${process}/${name}`);
    if (isBelow(path, directory)) return path;
  }
  const open = names(`${process}/fd`).map((name) => link(`${process}/fd/${name}`)).find((path) => isBelow(path, directory));
  if (open !== undefined) return open;
  // proc_pid_maps(5): the path is the sixth field, behind blanks.
  const mapped = text(`${process}/maps`).split('\n').map((line) => /^(?:\S+\s+){5}(\/.*)$/.exec(line)?.[1] ?? '');
  return mapped.find((path) => isBelow(path, directory));
}

function loops(directory: string, block: string): readonly Holder[] {
  return names(block).flatMap((name): readonly Holder[] => {
    const path = name.startsWith('loop') ? text(`${block}/${name}/loop/backing_file`).replace(/\n$/, '') : '';
    return isBelow(path, directory) ? [{ kind: 'loop', name: `/dev/${name}`, path }] : [];
  });
}

function swaps(directory: string, file: string): readonly Holder[] {
  const paths = text(file).split('\n').slice(1).map((line) => unescapeOctal(line.split(/\s/)[0] ?? ''));
  return paths.filter((path) => isBelow(path, directory)).map((path) => ({ kind: 'swap', name: '', path }));
}

/** A process that ends meanwhile holds nothing any more, and one that may not be looked at is not named. */
function names(folder: string): readonly string[] {
  return quietly(() => readdirSync(folder), []);
}

function link(path: string): string {
  return quietly(() => readlinkSync(path), '');
}

function text(path: string): string {
  return quietly(() => readFileSync(path, 'utf8'), '');
}

function quietly<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch {
    return otherwise;
  }
}
