import type { ConfigFiles } from '../config-files.ts';

/** Where entries are, and from where their paths start. */
export interface EntryPlace {
  /** `/boot` or `/efi`, without a trailing slash. */
  readonly bootMount: string;
  /**
   * `partition`: a file system of its own is mounted at `bootMount`, and paths start at its top.
   * `directory`: `bootMount` is a directory of a larger file system. Fedora then writes paths from the top of that one
   * (`/boot/vmlinuz-…`), kernel-install from `bootMount` (`/vmlinuz-…`); the file that exists tells which.
   */
  readonly kind: 'partition' | 'directory';
}

/**
 * The path on the system of a path in an entry; where nothing is there, the path as far as it can be told. Slashes and
 * backslashes separate, several count as one, the first is optional, `..` does not climb above the top.
 * Source: Boot Loader Specification, Type #1 Boot Loader Entry Keys.
 *
 * @example systemPath(files, { bootMount: '/boot', kind: 'partition' }, '/0f1e/6.12/linux') // '/boot/0f1e/6.12/linux'
 */
export function systemPath(files: ConfigFiles, place: EntryPlace, path: string): string {
  const inside = normalised(path);
  const mapped = place.bootMount === '/' ? inside : place.bootMount + inside;
  if (place.kind === 'partition' || !inside.startsWith(place.bootMount + '/')) return mapped;
  return !files.stat(mapped).ok && files.stat(inside).ok ? inside : mapped;
}

/** The last part of a path. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function normalised(path: string): string {
  const steps: string[] = [];
  for (const step of path.split(/[/\\]+/)) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  return '/' + steps.join('/');
}
