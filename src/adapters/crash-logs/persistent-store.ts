import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { CrashLogs } from '../../ports/kernels.ts';

/** Where the kernel shows what it wrote when it died, and where systemd-pstore.service(8) moves it at the next start. */
const PLACES = ['/sys/fs/pstore', '/var/lib/systemd/pstore'];
/** Directories below the second, one for each crash. */
const MOST = 200;

/** Dumps of the kernel's log in the platform's persistent store (EFI variables, ERST, ramoops); Documentation/ABI/testing/pstore. */
export class PersistentStore implements CrashLogs {
  readonly #places: readonly string[];

  constructor(places: readonly string[] = PLACES) {
    this.#places = places;
  }

  loggedSince(sinceMs: number): boolean {
    return this.#places.some((place) => dumpsBelow(place, 2).some((path) => (modifiedMs(path) ?? -1) >= sinceMs));
  }
}

function dumpsBelow(place: string, depth: number): readonly string[] {
  const names = namesIn(place).slice(-MOST);
  const dumps = names.filter((name) => name.startsWith('dmesg')).map((name) => join(place, name));
  return depth === 0 ? dumps : [...dumps, ...names.filter((name) => /^\d/.test(name)).flatMap((name) => dumpsBelow(join(place, name), depth - 1))];
}

function namesIn(place: string): readonly string[] {
  try {
    return readdirSync(place).sort();
  } catch {
    return []; // no such store on this machine, or a file
  }
}

function modifiedMs(path: string): number | null {
  try {
    return statSync(path).mtimeMs;
  } catch {
    return null; // moved away in this moment
  }
}
