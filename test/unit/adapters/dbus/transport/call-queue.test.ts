import { describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { CallQueue } from '../../../../../src/adapters/dbus/transport/call-queue.ts';

function queue(limits = { perSender: 4, inAll: 6 }): { readonly calls: CallQueue; readonly counts: number[] } {
  const counts: number[] = [];
  return { calls: new CallQueue(limits, (count) => counts.push(count)), counts };
}

async function settle(): Promise<void> {
  for (let turns = 0; turns < 20; turns += 1) await turn();
}

describe('the queue of calls', () => {
  test('senders take turns, however much one of them asks', async () => {
    const { calls } = queue();
    const order: string[] = [];
    for (const [sender, what] of [['a', 'a1'], ['a', 'a2'], ['a', 'a3'], ['b', 'b1'], ['c', 'c1']] as const) {
      calls.add({ sender, run: () => Promise.resolve(void order.push(what)) });
    }
    await settle();
    assert.deepEqual(order, ['a1', 'b1', 'c1', 'a2', 'a3']);
  });

  test('nothing runs before the call that added it has returned, and one begins per turn', async () => {
    const { calls } = queue();
    let begun = 0;
    for (const sender of ['a', 'b', 'c']) calls.add({ sender, run: () => Promise.resolve(void (begun += 1)) });
    assert.equal(begun, 0);
    await turn();
    assert.equal(begun, 1);
  });

  test('the limits of one sender and of all; what ended makes room', async () => {
    const { calls, counts } = queue();
    const ends: (() => void)[] = [];
    const slow = (sender: string): boolean => calls.add({ sender, run: () => new Promise((resolve) => ends.push(resolve)) });
    assert.deepEqual([slow('a'), slow('a'), slow('a'), slow('a'), slow('a')], [true, true, true, true, false]);
    assert.deepEqual([slow('b'), slow('b'), slow('b')], [true, true, false]);
    await settle();
    assert.equal(calls.count, 6, 'running ones count');
    for (const end of ends) end();
    await settle();
    assert.equal(calls.count, 0);
    assert.deepEqual(counts, [1, 2, 3, 4, 5, 6, 5, 4, 3, 2, 1, 0]);
    assert.equal(slow('a'), true);
  });

  test('a sender that vanishes: what runs is aborted, what waits never begins, others go on', async () => {
    const { calls } = queue();
    const seen: string[] = [];
    const until = (what: string) => (signal: AbortSignal): Promise<void> => new Promise((resolve) => {
      seen.push(`${what} begins`);
      signal.addEventListener('abort', () => {
        seen.push(`${what} aborted`);
        resolve();
      });
    });
    calls.add({ sender: 'a', run: until('a1') });
    await turn();
    calls.add({ sender: 'a', run: until('a2') });
    calls.add({ sender: 'b', run: until('b1') });
    calls.abortSender('a');
    await settle();
    assert.deepEqual(seen, ['a1 begins', 'a1 aborted', 'b1 begins']);
    assert.equal(calls.count, 1);
    calls.abortSender('nobody');
    calls.abortAll();
    await settle();
    assert.equal(calls.count, 0);
  });
});
