import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where a program is in PATH; null where it is not installed. */
export function findProgram(name: string): string | null {
  return (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, name)).find((path) => existsSync(path)) ?? null;
}

/** Every POSIX shell of this machine that our scripts must run in, as the start of an argument vector. */
export const POSIX_SHELLS: readonly (readonly [string, ...string[]])[] = [['dash'], ['bash', '--posix'], ['busybox', 'sh']].flatMap(([name = '', ...args]) => {
  const path = findProgram(name);
  return path === null ? [] : [[path, ...args] as const];
});
