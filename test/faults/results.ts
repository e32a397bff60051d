import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const HERE = import.meta.dirname;
const CHECKOUT = join(HERE, '../..');
const FILE = join(CHECKOUT, '.cache/faults/results.json');
/** What our package is made of, and what plays the rows; not the package itself, whose dates are the last commit's. */
const PRODUCT = ['dist/quick-restart', 'dist/quick-restartd.cjs', 'dbus', 'polkit', 'systemd', 'packaging/deb', 'packaging/etc', 'packaging/kernel-hooks'];
const HARNESS = ['test/faults', 'test/vm/machine', 'scripts/guest'];

/** What came of one row. */
export interface RowResult {
  readonly holds: boolean;
  readonly seconds: number;
}

type Kept = Readonly<Record<string, RowResult & { readonly key: string }>>;

/**
 * The results of rows, kept as they come, so that an interrupted run can be continued: a result counts as long as our package, the
 * harness and the file of the row's family are the same.
 */
export class Results {
  readonly #common: string = sumOf([...PRODUCT.flatMap(files), ...HARNESS.flatMap(files).filter((file) => !file.includes('test/faults/rows/'))]);
  #kept: Kept;

  private constructor(kept: Kept) {
    this.#kept = kept;
  }

  /** Our package must have been built. `isContinued`: with the results of the run before. */
  static open(isContinued: boolean): Results {
    return new Results(isContinued ? readKept() : {});
  }

  /** `family` is the name of the file in rows/, without its ending. */
  of(id: string, family: string): RowResult | undefined {
    const result = this.#kept[id];
    return result?.key === this.#key(family) ? { holds: result.holds, seconds: result.seconds } : undefined;
  }

  add(id: string, family: string, result: RowResult): void {
    this.#kept = { ...this.#kept, [id]: { ...result, key: this.#key(family) } };
    mkdirSync(dirname(FILE), { recursive: true });
    writeFileSync(FILE, `${JSON.stringify(this.#kept, null, 1)}\n`);
  }

  #key(family: string): string {
    const rows = ['ways', family].map((name) => join(HERE, `rows/${name}.ts`));
    return `${this.#common} ${sumOf(rows)}`;
  }
}

function readKept(): Kept {
  if (!existsSync(FILE)) return {};
  try {
    return JSON.parse(readFileSync(FILE, 'utf8')) as Kept;
  } catch {
    return {}; // cut off while it was written: every row is played anew
  }
}

function files(path: string): readonly string[] {
  const whole = join(CHECKOUT, path);
  if (!statSync(whole).isDirectory()) return [whole];
  return readdirSync(whole, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => join(one.parentPath, one.name))
    .sort();
}

function sumOf(paths: readonly string[]): string {
  const hash = createHash('sha256');
  for (const path of paths) hash.update(path.slice(CHECKOUT.length)).update('\0').update(readFileSync(path)).update('\0');
  return hash.digest('hex').slice(0, 32);
}
