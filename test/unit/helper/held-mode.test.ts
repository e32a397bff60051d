import { describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { changeMode, modeOf, type KeptMode } from '../../../src/core/every-restart/mode.ts';
import { ok } from '../../../src/core/result.ts';
import type { ServiceState } from '../../../src/contracts/quick-restart-service.ts';
import { HeldMode } from '../../../src/helper/held-mode.ts';
import type { Engine } from '../../../src/use-cases/engine.ts';

/** What the bus cannot show without waiting for it; the rest is in test/bus/held-mode.test.ts. */
describe('a mode that is held for its caller', () => {
  const SENDER = ':1.7';

  /** With `once` held for SENDER; `isGoingDown` answers when the test says so. */
  function held(): { readonly mode: HeldMode; readonly now: () => string; readonly set: (to: 'off' | 'on') => void; readonly timer: () => { readonly delayMs: number; readonly run: () => void } | null; readonly isHeld: () => boolean; readonly answer: (isGoingDown: boolean | null) => void } {
    let kept: KeptMode = { lasting: false, next: 'quick' };
    let timer: { readonly delayMs: number; readonly run: () => void } | null = null;
    let isHeld = false;
    let answer: (isGoingDown: boolean | null) => void = () => undefined;
    const engine: Pick<Engine, 'state' | 'setEveryRestart'> = {
      state: () => ok({ everyRestart: modeOf(kept) } as ServiceState),
      setEveryRestart: (wanted) => {
        ({ kept } = changeMode(kept, wanted));
        return Promise.resolve(ok(null));
      },
    };
    const mode = new HeldMode({
      engine,
      notifier: { stateRead: () => undefined },
      journal: { info: () => undefined, warning: () => undefined },
      isGoingDown: () => new Promise((resolve) => (answer = resolve)),
      onHeld: (now) => (isHeld = now),
      timers: { set: (run, delayMs) => (timer = { delayMs, run }), clear: () => (timer = null) },
    });
    mode.wasSet({ sender: SENDER, before: 'off' });
    return { mode, now: () => modeOf(kept), set: (to) => ({ kept } = changeMode(kept, to)), timer: () => timer, isHeld: () => isHeld, answer: (isGoingDown) => answer(isGoingDown) };
  }

  test('ends with the 15 minutes of the mode itself: who leaves later takes nothing back', async () => {
    const { mode, now, timer, isHeld } = held();
    assert.deepEqual([timer()?.delayMs, isHeld()], [900_000, true]);
    timer()?.run();
    assert.deepEqual([timer(), isHeld()], [null, false]);
    await mode.left(SENDER);
    assert.equal(now(), 'once');
  });

  test('somebody sets it while logind is asked: it is theirs', async () => {
    const { mode, now, isHeld, answer } = held();
    const left = mode.left(SENDER);
    mode.wasSet(null);
    answer(false);
    await left;
    assert.deepEqual([now(), isHeld()], ['once', false]);
  });

  test('root has changed what lasts without the helper: that stays', async () => {
    const { mode, now, set, isHeld, answer } = held();
    set('on');
    const left = mode.left(SENDER);
    answer(false);
    await left;
    assert.deepEqual([now(), isHeld()], ['on', false]);
  });

  test('logind does not answer, as where it has been stopped already: it stays', async () => {
    const { mode, now, isHeld, answer } = held();
    const left = mode.left(SENDER);
    answer(null);
    await left;
    assert.deepEqual([now(), isHeld()], ['once', false]);
  });
});
