import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { GuestRelease } from '../../scripts/guest/releases.ts';
import type { Path } from './path.ts';
import type { Seen } from './walk.ts';

const CHECKOUT = join(import.meta.dirname, '../..');
const FILE = join(CHECKOUT, '.cache/every/results.json');
/** What every path depends on, beside itself. */
const INPUTS = ['dist/quick-restart', 'dist/quick-restartd.cjs', 'systemd', 'dbus', 'polkit', 'packaging/deb', 'test/every/walk.ts', 'test/every/stand.ts', 'test/every/beginnings.ts'];
/** And one on which kernels are installed. */
const UPDATERS_INPUTS = ['packaging/kernel-hooks', 'test/every/updaters.ts'];
/** Units of the same package that no restart of a machine with a boot loader of its own has anything to do with. */
const NO_INPUT = /\/quick-restart-chainload[^/]*$/;

type Kept = Readonly<Record<string, Seen & { readonly key: string }>>;

/** What was seen, kept as it comes, so that a run can go on with one that was interrupted; it counts as long as what it depends on is the same. */
export class SeenPaths {
  readonly #inputs = { common: sumOf(INPUTS), updaters: sumOf(UPDATERS_INPUTS) };
  #kept: Kept;

  /** Our package must have been built. `isContinued`: with what an earlier run saw. */
  constructor(isContinued: boolean) {
    this.#kept = isContinued && existsSync(FILE) ? (JSON.parse(readFileSync(FILE, 'utf8')) as Kept) : {};
  }

  of({ suite }: GuestRelease, path: Path): Seen | null {
    const seen = this.#kept[`${suite} ${path.id}`];
    return seen?.key === this.#key(path) ? seen : null;
  }

  add({ suite }: GuestRelease, path: Path, seen: Seen): void {
    this.#kept = { ...this.#kept, [`${suite} ${path.id}`]: { ...seen, key: this.#key(path) } };
    mkdirSync(dirname(FILE), { recursive: true });
    writeFileSync(FILE, `${JSON.stringify(this.#kept, null, 1)}\n`);
  }

  #key(path: Path): string {
    const words = Object.values(path).map((value) => (value instanceof RegExp ? String(value) : JSON.stringify(value)));
    return createHash('sha256').update(this.#inputs.common).update(path.on === 'updaters' ? this.#inputs.updaters : '').update(words.join('\0')).digest('hex').slice(0, 16);
  }
}

function files(path: string): readonly string[] {
  const whole = join(CHECKOUT, path);
  if (!statSync(whole).isDirectory()) return [whole];
  return readdirSync(whole, { recursive: true, withFileTypes: true }).filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name)).sort();
}

function sumOf(inputs: readonly string[]): string {
  const hash = createHash('sha256');
  for (const path of inputs.flatMap(files).filter((file) => !NO_INPUT.test(file))) hash.update(path.slice(CHECKOUT.length)).update('\0').update(readFileSync(path)).update('\0');
  return hash.digest('hex');
}
