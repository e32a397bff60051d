import { Variant } from 'dbus-native';

/** Bytes of a value that is not counted by itself: its alignment, its length, its signature. */
const OVERHEAD_BYTES = 8;

/** Whether the values of an answer take more than `limitBytes` on the wire, roughly: three bytes for each UTF-16 unit of text. */
export function isLargerThan(body: readonly unknown[], limitBytes: number): boolean {
  const pending: unknown[] = [...body];
  let bytes = 0;
  while (pending.length > 0) {
    const value = pending.pop();
    bytes += OVERHEAD_BYTES;
    if (typeof value === 'string') bytes += value.length * 3;
    else if (value instanceof Variant) pending.push(value.value);
    else if (Array.isArray(value)) for (const one of value as readonly unknown[]) pending.push(one);
    if (bytes > limitBytes) return true;
  }
  return false;
}
