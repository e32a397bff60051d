import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';

/** Waits until `read` gives `wanted`; fails with what it gave last. */
export async function becomes<T>(read: () => T | Promise<T>, wanted: T, withinMs = 10_000): Promise<void> {
  const deadline = Date.now() + withinMs;
  let last = await read();
  while (!isDeepStrictEqual(last, wanted) && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 25));
    last = await read();
  }
  assert.deepEqual(last, wanted);
}
