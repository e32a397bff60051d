import { err, ok, type Result } from '../core/result.ts';

/** Checks that a value has a shape and returns it typed; the error is a sentence that names the key. */
export type Shape<T> = (value: unknown, key: string) => Result<T, string>;

export const text: Shape<string> = (value, key) => (typeof value === 'string' ? ok(value) : err(`${key} is no text.`));
export const boolean: Shape<boolean> = (value, key) => (typeof value === 'boolean' ? ok(value) : err(`${key} is neither true nor false.`));
export const number: Shape<number> = (value, key) => (typeof value === 'number' ? ok(value) : err(`${key} is no number.`));

/** One of the given words. */
export function word<const W extends string>(...words: readonly W[]): Shape<W> {
  return (value, key) => {
    const found = words.find((one) => one === value);
    return found === undefined ? err(`${key} is none of ${words.join(', ')}.`) : ok(found);
  };
}

/** The shape, or null where the key is absent. */
export function orNull<T>(shape: Shape<T>): Shape<T | null> {
  return (value, key) => (value === undefined || value === null ? ok(null) : shape(value, key));
}

/** The shape, or this value where the key is absent: an older helper does not send it yet. */
export function orElse<T>(shape: Shape<T>, absent: T): Shape<T> {
  return (value, key) => (value === undefined ? ok(absent) : shape(value, key));
}

/** A list of the shape. */
export function listOf<T>(shape: Shape<T>): Shape<readonly T[]> {
  return (value, key) => {
    if (!Array.isArray(value)) return err(`${key} is no list.`);
    const out: T[] = [];
    for (const [index, item] of value.entries()) {
      const one = shape(item, `${key}[${index}]`);
      if (!one.ok) return one;
      out.push(one.value);
    }
    return ok(out);
  };
}

/** An object with exactly these keys in the result; keys that we do not know are left out, so that a newer helper may add some. */
export function object<T extends object>(shapes: { readonly [K in keyof T]: Shape<T[K]> }): Shape<T> {
  return (value, key) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return err(`${key || 'The answer'} is no dictionary.`);
    const source = value as Readonly<Record<string, unknown>>;
    const out: Partial<T> = {};
    for (const name of Object.keys(shapes) as (keyof T & string)[]) {
      const one = shapes[name](Object.hasOwn(source, name) ? source[name] : undefined, key === '' ? name : `${key}.${name}`);
      if (!one.ok) return one;
      out[name] = one.value;
    }
    return ok(out as T);
  };
}
