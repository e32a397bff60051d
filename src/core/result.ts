/**
 * The outcome of something that can fail in a foreseen way. Bugs throw; expected failures are values.
 *
 * @example const r = parseX(text); if (!r.ok) return r; use(r.value);
 */
export type Result<T, E> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };

/** The successful Result that holds `value`. */
export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

/** The failed Result that holds `error`. */
export function err<E>(error: E): { readonly ok: false; readonly error: E } {
  return { ok: false, error };
}
