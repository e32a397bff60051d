import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { DEFAULT_PREFERENCES } from '../../../../src/contracts/app/preferences.ts';
import { sampleFailedRestart } from '../../../fakes/sample-kernels.ts';
import { DUE, sampleServiceState } from '../sample-state.ts';
import { Desk, settle, START_MS } from './desk.ts';

const HOUR_MS = 3_600_000;
/** The desk's clock says 14:30. */
const QUIET = { ...DEFAULT_PREFERENCES, quietHours: { on: true, from: '14:00', until: '16:30' } };
const PANEL_MS = 15_000;

describe('quiet hours', () => {
  test('a due restart, a failed one and a missing panel wait for their end, with one timer, and are then told once', async (t) => {
    const desk = new Desk(t);
    const waits = t.mock.method(globalThis, 'setTimeout');
    const ended = t.mock.method(globalThis, 'clearTimeout');
    desk.store.change({ preferences: QUIET, trayHost: false, service: { kind: 'read', value: sampleServiceState({ ...DUE, failedRestarts: [sampleFailedRestart()] }) } });
    await desk.start();
    await desk.passes(PANEL_MS);
    await desk.passes(2 * HOUR_MS - PANEL_MS - 1);
    assert.deepEqual([desk.shown.length, desk.computer.calls], [0, []], 'the helper is not woken for nothing');
    const set = waits.mock.calls.length - 1; // but for the one that waits for a panel
    const cleared = ended.mock.callCount();
    assert.equal(set - cleared, 1, `${set} timers were set, ${cleared} cleared`);
    await desk.passes(1);
    assert.deepEqual(desk.shown.map(({ title }) => title).sort(), ['A Restart Is Due', 'Quick Restart Has No Icon Here', 'The Last Quick Restart Failed']);
    await desk.passes(24 * HOUR_MS);
    assert.equal(desk.shown.length, 3);
  });

  test('nothing to tell: no timer', async (t) => {
    const desk = new Desk(t);
    const waits = t.mock.method(globalThis, 'setTimeout');
    desk.store.change({ preferences: QUIET });
    await desk.start();
    assert.deepEqual(waits.mock.calls.map((call) => call.arguments[1]), [PANEL_MS]);
  });

  test('switched off while something waits: told at once', async (t) => {
    const desk = new Desk(t);
    desk.store.change({ preferences: QUIET, trayHost: false });
    await desk.start();
    await desk.passes(PANEL_MS);
    await desk.becomesDue();
    assert.equal(desk.shown.length, 0);
    desk.store.change({ preferences: DEFAULT_PREFERENCES });
    await settle();
    assert.equal(desk.shown.length, 2);
  });

  test('no longer due when they end: not told', async (t) => {
    const desk = new Desk(t);
    desk.store.change({ preferences: QUIET });
    await desk.start();
    await desk.becomesDue();
    desk.store.change({ service: { kind: 'read', value: sampleServiceState() } });
    await desk.passes(3 * HOUR_MS);
    assert.equal(desk.shown.length, 0);
  });

  test('they begin while the plan is made: told when they end', async (t) => {
    const desk = new Desk(t);
    await desk.start();
    desk.computer.during.set('plan', () => desk.store.change({ preferences: QUIET }));
    await desk.becomesDue();
    assert.equal(desk.shown.length, 0);
    desk.computer.during.clear();
    await desk.passes(2 * HOUR_MS);
    assert.equal(desk.shown.length, 1);
  });

  test('the clock comes to them while the plan is made: told when they end', async (t) => {
    const desk = new Desk(t);
    desk.store.change({ preferences: { ...QUIET, quietHours: { on: true, from: '15:00', until: '16:30' } } });
    await desk.start();
    t.mock.method(desk.computer.service, 'plan', async () => {
      await Promise.resolve();
      if (desk.nowMs === START_MS) desk.nowMs += HOUR_MS;
      return desk.computer.plan;
    });
    await desk.becomesDue();
    assert.equal(desk.shown.length, 0);
    await desk.passes(HOUR_MS);
    assert.equal(desk.shown.length, 1);
  });

  test('a reminder that was asked for comes after them', async (t) => {
    const desk = new Desk(t);
    await desk.start();
    await desk.becomesDue();
    desk.press(1, 'later');
    await settle();
    desk.press(2, 'hour');
    desk.store.change({ preferences: QUIET });
    await desk.passes(HOUR_MS);
    assert.equal(desk.shown.length, 2);
    await desk.passes(HOUR_MS);
    assert.equal(desk.shown.length, 3);
  });
});
