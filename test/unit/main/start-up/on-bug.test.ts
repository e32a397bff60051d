import assert from 'node:assert/strict';
import test from 'node:test';
import { endOnBug } from '../../../../src/main/start-up/on-bug.ts';

test('a bug ends the app in its order, which unloads; a second one at once', () => {
  const done: unknown[] = [];
  const onBug = endOnBug({ report: (bug) => done.push(bug), quit: () => done.push('quit'), exit: () => done.push('exit') });
  onBug('first');
  assert.deepEqual(done, ['first', 'quit']);
  onBug('second');
  assert.deepEqual(done, ['first', 'quit', 'second', 'exit']);
});
