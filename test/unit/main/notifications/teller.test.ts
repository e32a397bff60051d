import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import type { Notice } from '../../../../src/adapters/dbus/notifications.ts';
import { err, ok } from '../../../../src/core/result.ts';
import { NOTHING_TOLD } from '../../../../src/main/notifications/memory.ts';
import { USUAL } from '../../../../src/main/wishes.ts';
import { forbiddenPlan, refusedPlan, samplePlan } from '../../../fakes/sample-plan.ts';
import { DUE, REASON, sampleServiceState } from '../sample-state.ts';
import { Desk, settle, START_MS } from './desk.ts';

const HOUR_MS = 3_600_000;

const labels = (notice: Notice | undefined): readonly string[] => notice?.actions.map(({ label }) => label) ?? [];

describe('telling that a restart is due', () => {
  test('once, with the reason, what it saves, and what can be done', async (t) => {
    const desk = new Desk(t);
    desk.computer.plan = ok(samplePlan({ savedSeconds: { value: 23.6, from: 'measured' } }));
    await desk.start();
    await desk.becomesDue();
    desk.store.change({ trayHost: true });
    await settle();
    assert.equal(desk.shown.length, 1);
    assert.equal(desk.shown[0]?.body, `${REASON.message}\nA quick restart saves about 24 seconds.`);
    assert.deepEqual(labels(desk.shown[0]), ['Open', 'Quick Restart', 'Restart', 'Later']);
    assert.equal(desk.memory.toldInBoot, 'b');
  });

  test('a plan that advises an ordinary restart offers that one and says why; one that allows none offers no quick one', async (t) => {
    for (const [plan, body] of [[refusedPlan(), new RegExp('is cut off')], [forbiddenPlan(), /^A restart brings/]] as const) {
      t.mock.timers.reset();
      const desk = new Desk(t);
      desk.computer.plan = ok(plan);
      await desk.start();
      await desk.becomesDue();
      assert.match(desk.shown[0]?.body ?? '', body);
      assert.deepEqual(labels(desk.shown[0]), ['Open', 'Restart', 'Later']);
    }
  });

  test('its buttons open the restart window, without a countdown where none of them said restart; those of other programs do nothing', async (t) => {
    for (const [action, how, waits] of [['quick', 'quick', false], ['full', 'full', false], ['default', null, true]] as const) {
      t.mock.timers.reset();
      const desk = new Desk(t);
      await desk.start();
      await desk.becomesDue();
      for (const [id, other] of [[7, 'quick'], [0, 'quick']] as const) desk.press(id, other);
      assert.equal(desk.wishes.length, 0);
      desk.press(1, action);
      assert.deepEqual(desk.wishes, [{ kind: 'restart', how, goal: USUAL, waits }]);
    }
  });

  test('a notification that was pressed or closed, and one of a server that went, is no longer ours', async (t) => {
    const ENDS: readonly ((desk: Desk) => void)[] = [(desk) => desk.press(1, 'full'), (desk) => desk.server.onClosed(1), (desk) => desk.server.onServer(false), (desk) => desk.server.onServer(true)];
    for (const end of ENDS) {
      t.mock.timers.reset();
      const desk = new Desk(t);
      await desk.start();
      await desk.becomesDue();
      end(desk);
      const before = desk.wishes.length;
      desk.press(1, 'quick');
      assert.equal(desk.wishes.length, before);
      desk.store.change({ service: { kind: 'read', value: sampleServiceState() } });
      assert.deepEqual(desk.closed, [], 'somebody else may have the number now');
    }
  });

  test('what another program closes stays', async (t) => {
    const desk = new Desk(t);
    await desk.start();
    await desk.becomesDue();
    desk.server.onClosed(7);
    desk.press(1, 'quick');
    assert.equal(desk.wishes.length, 1);
  });

  test('later: asks when, waits, and tells again', async (t) => {
    const desk = new Desk(t);
    await desk.start();
    await desk.becomesDue();
    desk.press(1, 'later');
    await settle();
    assert.deepEqual(labels(desk.shown[1]), ['In an Hour', 'Tonight', 'Tomorrow']);
    desk.press(2, 'hour');
    assert.deepEqual(desk.wishes, []);
    await desk.passes(HOUR_MS - 1);
    assert.equal(desk.shown.length, 2);
    await desk.passes(1);
    assert.equal(desk.shown.length, 3);
    assert.equal(desk.memory.laterUntilMs, null);
  });

  test('the body of the question when is pressed: the window opens and waits', async (t) => {
    const desk = new Desk(t);
    await desk.start();
    await desk.becomesDue();
    desk.press(1, 'later');
    await settle();
    desk.press(2, 'default');
    assert.deepEqual(desk.wishes, [{ kind: 'restart', how: null, goal: USUAL, waits: true }]);
  });

  test('not while packages are being changed: afterwards', async (t) => {
    const desk = new Desk(t);
    await desk.start();
    desk.store.change({ packagesChanging: true });
    await desk.becomesDue();
    assert.equal(desk.shown.length, 0);
    desk.store.change({ packagesChanging: false });
    await settle();
    assert.equal(desk.shown.length, 1);
  });

  test('a reminder that comes due while packages are being changed does not spin', async (t) => {
    const desk = new Desk(t);
    desk.memory = { ...NOTHING_TOLD, toldInBoot: 'b', laterUntilMs: START_MS - 1 };
    desk.store.change({ packagesChanging: true });
    await desk.start();
    const before = desk.computer.calls.length;
    await desk.becomesDue();
    await desk.passes(HOUR_MS);
    assert.deepEqual([desk.shown.length, desk.computer.calls.length], [0, before]);
  });

  test('no longer due: the notification goes', async (t) => {
    const desk = new Desk(t);
    await desk.start();
    await desk.becomesDue();
    desk.store.change({ service: { kind: 'read', value: sampleServiceState() } });
    assert.deepEqual(desk.closed, [1]);
    assert.equal(desk.memory.toldInBoot, '');
  });

  test('a reminder in more days than a timer can wait comes then, and not at once', async (t) => {
    const MONTH_MS = 30 * 24 * HOUR_MS;
    const desk = new Desk(t);
    const waits = t.mock.method(globalThis, 'setTimeout');
    desk.memory = { ...NOTHING_TOLD, toldInBoot: 'b', laterUntilMs: START_MS + MONTH_MS };
    desk.store.change({ service: { kind: 'read', value: sampleServiceState(DUE) } });
    await desk.start();
    await desk.passes(HOUR_MS);
    assert.equal(desk.shown.length, 0);
    for (let day = 0; day < 29; day += 1) await desk.passes(24 * HOUR_MS);
    assert.equal(desk.shown.length, 0);
    await desk.passes(24 * HOUR_MS);
    assert.equal(desk.shown.length, 1);
    assert.ok(waits.mock.calls.every((call) => Number(call.arguments[1]) < 2 ** 31), 'a longer timer goes off at once');
  });

  test('without a notification server: not told, not tried again and again, and told when a server comes', async (t) => {
    const desk = new Desk(t);
    const gone = { kind: 'remote', name: 'org.freedesktop.DBus.Error.ServiceUnknown', message: 'no' } as const;
    const server = { isThere: false };
    await desk.start({ show: (notice) => Promise.resolve(server.isThere ? ok(desk.shown.push(notice)) : err(gone)) });
    await desk.becomesDue();
    assert.equal(desk.memory.toldInBoot, '');
    desk.store.change({ trayHost: true });
    desk.store.change({ trayHost: false });
    await settle();
    assert.deepEqual(desk.computer.calls, ['plan'], 'the helper is not woken for nothing');
    server.isThere = true;
    desk.server.onServer(true);
    await settle();
    assert.deepEqual([desk.shown.length, desk.memory.toldInBoot], [1, 'b']);
  });

  test('no longer due while the server was busy showing it: taken away', async (t) => {
    const desk = new Desk(t);
    let answer: () => void = () => undefined;
    await desk.start({ show: () => new Promise((resolve) => (answer = () => resolve(ok(9)))) });
    await desk.becomesDue();
    desk.store.change({ service: { kind: 'read', value: sampleServiceState() } });
    answer();
    await settle();
    assert.deepEqual([desk.closed, desk.memory.toldInBoot], [[9], '']);
  });
});
