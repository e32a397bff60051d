import { describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { IdleExit, type Timers } from '../../../src/helper/idle-exit.ts';

/** Time that passes when the test says so. */
class Clock implements Timers {
  #now = 0;
  readonly #timers = new Map<number, { readonly at: number; readonly callback: () => void }>();
  #next = 1;

  set(callback: () => void, delayMs: number): number {
    this.#timers.set(this.#next, { at: this.#now + delayMs, callback });
    return this.#next++;
  }

  clear(timer: unknown): void {
    this.#timers.delete(timer as number);
  }

  pass(ms: number): void {
    this.#now += ms;
    for (const [timer, { at, callback }] of [...this.#timers]) {
      if (at > this.#now) continue;
      this.#timers.delete(timer);
      callback();
    }
  }
}

function idle(): { readonly clock: Clock; readonly exit: IdleExit; readonly said: () => number } {
  const clock = new Clock();
  let said = 0;
  const exit = new IdleExit({ delayMs: 30_000, onIdle: () => (said += 1), timers: clock });
  return { clock, exit, said: () => said };
}

describe('the end of an idle helper', () => {
  test('30 s after the start, if nobody calls', () => {
    const { clock, said } = idle();
    clock.pass(29_999);
    assert.equal(said(), 0);
    clock.pass(1);
    assert.equal(said(), 1);
  });

  test('30 s after the last call ended, and never while one runs', () => {
    const { clock, exit, said } = idle();
    clock.pass(20_000);
    exit.countChanged(1);
    exit.countChanged(2);
    clock.pass(3_600_000);
    exit.countChanged(1);
    clock.pass(3_600_000);
    assert.equal(said(), 0);
    exit.countChanged(0);
    clock.pass(29_999);
    assert.equal(said(), 0);
    clock.pass(1);
    assert.equal(said(), 1);
  });

  test('a call at the last moment counts from anew', () => {
    const { clock, exit, said } = idle();
    clock.pass(29_999);
    exit.countChanged(1);
    exit.countChanged(0);
    clock.pass(29_999);
    assert.equal(said(), 0);
    exit.stop();
    clock.pass(100_000);
    assert.equal(said(), 0);
  });
});
