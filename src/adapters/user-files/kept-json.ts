import { readFileSync, renameSync } from 'node:fs';
import type { Shape } from '../../contracts/shape.ts';
import { err, ok, type Result } from '../../core/result.ts';
import { PRIVATE, replaceFile } from '../files/replace-file.ts';

/** What was read, and a sentence for the log where it was not what was written. */
export interface KeptValue<T> {
  readonly value: T;
  readonly remark: string | null;
}

/**
 * A small file of the person's that holds one value as JSON. A file that cannot be understood is kept aside as `NAME.broken`,
 * not overwritten, and the value starts anew.
 */
export class KeptJson<T extends object> {
  readonly path: string;
  readonly #shape: Shape<T>;
  readonly #fallback: T;

  constructor(path: string, shape: Shape<T>, fallback: T) {
    this.path = path;
    this.#shape = shape;
    this.#fallback = fallback;
  }

  read(): KeptValue<T> {
    const text = this.#readText();
    if (!text.ok) return { value: this.#fallback, remark: text.error };
    if (text.value === null) return { value: this.#fallback, remark: null };
    const parsed = parse(text.value);
    // A file of an older version lacks some keys.
    const shaped = parsed.ok ? this.#shape({ ...this.#fallback, ...parsed.value }, '') : parsed;
    return shaped.ok ? { value: shaped.value, remark: null } : { value: this.#fallback, remark: this.#keepAside(shaped.error) };
  }

  /** Error: why it could not be written, in the system's words. */
  write(value: T): Result<null, string> {
    try {
      replaceFile(this.path, `${JSON.stringify(value, null, 2)}\n`, PRIVATE);
      return ok(null);
    } catch (error) {
      return err(wordsOf(error));
    }
  }

  #readText(): Result<string | null, string> {
    try {
      return ok(readFileSync(this.path, 'utf8'));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ok(null);
      return err(`${this.path} cannot be read: ${wordsOf(error)}`);
    }
  }

  #keepAside(why: string): string {
    const aside = `${this.path}.broken`;
    try {
      renameSync(this.path, aside);
      return `${this.path} is not what was written (${why}); it is kept as ${aside}.`;
    } catch (error) {
      return `${this.path} is not what was written (${why}), and cannot be kept aside: ${wordsOf(error)}`;
    }
  }
}

function parse(text: string): Result<object, string> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? ok(value) : err('it holds no object');
  } catch (error) {
    return err(wordsOf(error));
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
