// Random calls to the helper with its real engine on a tree of files, for some seconds and a thousand calls; `make fuzz` does it for longer.
import { describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { fuzzBus } from '../fuzz/bus.ts';
import { startTreeHelper } from '../fakes/dbus/start-tree-helper.ts';

/** Enough calls for every kind of answer, however slow the machine is. */
const EXTENT = { seconds: 5, atLeast: 1000 };

describe('random calls', () => {
  test('each is answered with an error or a right answer, and the helper stays', { timeout: 120_000 }, async (t) => {
    const { bus, helper } = await startTreeHelper(t);
    const seed = Math.floor(Math.random() * 2 ** 31);
    const { calls, answers } = await fuzzBus(bus.address, helper, seed, EXTENT);
    t.diagnostic(`seed ${seed}, ${calls} calls`);
    assert.ok(answers.size > 8 && calls > 50, JSON.stringify([...answers]));
  });
});
