import assert from 'node:assert/strict';
import { Desk, type DeskOptions } from './desk.ts';

/** A test body on a desk of its own, put away afterwards; no page may have complained. */
export function withDesk(options: DeskOptions, args: readonly string[], body: (desk: Desk) => Promise<void>): () => Promise<void> {
  return async () => {
    const desk = await Desk.open(options, args);
    try {
      await body(desk);
      assert.deepEqual(desk.complaints, []);
    } finally {
      await desk.stop();
    }
  };
}
