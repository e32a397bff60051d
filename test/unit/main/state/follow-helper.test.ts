import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { ok, type Result } from '../../../../src/core/result.ts';
import type { Failure } from '../../../../src/contracts/errors.ts';
import type { ServiceState } from '../../../../src/contracts/quick-restart-service.ts';
import { HelperFollower } from '../../../../src/main/state/follow-helper.ts';
import { Store } from '../../../../src/main/state/store.ts';
import { FakeComputer } from '../../../fakes/computer.ts';
import { sampleServiceState, sampleState } from '../sample-state.ts';

/** A helper whose answers a test gives, one after the other. */
function slowHelper(): { readonly follower: HelperFollower; readonly store: Store; readonly answers: ((loadedEntry: string) => Promise<void>)[] } {
  const store = new Store(sampleState());
  const answers: ((loadedEntry: string) => Promise<void>)[] = [];
  const state = (): Promise<Result<ServiceState, Failure>> =>
    new Promise((resolve) => {
      answers.push(async (loadedEntry) => {
        resolve(ok(sampleServiceState({ loadedEntry })));
        for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
      });
    });
  return { follower: new HelperFollower({ ...new FakeComputer().service, state }, store), store, answers };
}

const loadedIn = ({ state }: Store): string | null => (state.service.kind === 'read' ? state.service.value.loadedEntry : null);

describe('what the helper says', () => {
  test('is read once at a time, however many ask', async () => {
    const { follower, answers } = slowHelper();
    const both = Promise.all([follower.readState(), follower.readState()]);
    await answers[0]?.('x');
    await both;
    assert.equal(answers.length, 1);
  });

  test('and that it changed while it was being read: read once more, because the answer may be older', async () => {
    const { follower, store, answers } = slowHelper();
    const reading = follower.readState();
    follower.stateChanged();
    follower.stateChanged();
    await answers[0]?.('older');
    assert.equal(answers.length, 2);
    await answers[1]?.('newer');
    await reading;
    assert.deepEqual([loadedIn(store), answers.length], ['newer', 2]);
  });

  test('changed while nothing is read: read', async () => {
    const { follower, store, answers } = slowHelper();
    follower.stateChanged();
    await answers[0]?.('x');
    assert.deepEqual([loadedIn(store), answers.length], ['x', 1]);
  });
});
