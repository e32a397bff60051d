import assert from 'node:assert/strict';
import test, { describe, type TestContext } from 'node:test';
import type { Notice, NoticeListener } from '../../../../src/adapters/dbus/notifications.ts';
import { err, ok } from '../../../../src/core/result.ts';
import { NOTHING_TOLD, type Memory } from '../../../../src/main/notifications/memory.ts';
import { Teller, type Voice } from '../../../../src/main/notifications/teller.ts';
import { Store } from '../../../../src/main/state/store.ts';
import type { Wish } from '../../../../src/main/wishes.ts';
import { FakeComputer } from '../../../fakes/computer.ts';
import { sampleFailedRestart } from '../../../fakes/sample-kernels.ts';
import { forbiddenPlan, refusedPlan, samplePlan } from '../../../fakes/sample-plan.ts';
import { DUE, ENGLISH, REASON, sampleServiceState, sampleState } from '../sample-state.ts';

const START_MS = new Date('2026-03-10T14:30:00').getTime();
const HOUR_MS = 3_600_000;

/** A teller with a notification server in memory, whose clock stands until a test moves it. */
class Desk {
  readonly shown: Notice[] = [];
  readonly closed: number[] = [];
  readonly wishes: Wish[] = [];
  readonly computer = new FakeComputer();
  readonly store = new Store(sampleState());
  memory: Memory = NOTHING_TOLD;
  nowMs = START_MS;
  server: NoticeListener = { onAction: () => undefined, onClosed: () => undefined, onServer: () => undefined };
  readonly #t: TestContext;

  constructor(t: TestContext) {
    this.#t = t;
    t.mock.timers.enable({ apis: ['setTimeout'] });
  }

  async start(voice: Partial<Voice> = {}): Promise<void> {
    const teller = new Teller({
      store: this.store,
      service: this.computer.service,
      words: ENGLISH,
      fulfil: (wish) => this.wishes.push(wish),
      memory: { read: () => ({ value: this.memory, remark: null }), write: (memory) => ((this.memory = memory), ok(null)) },
      moment: () => ({ nowMs: this.nowMs, bootId: 'b', liveSession: false }),
    });
    await teller.speakOver({
      show: (notice) => Promise.resolve(ok(this.shown.push(notice))),
      close: (id) => Promise.resolve(void this.closed.push(id)),
      watch: (listener) => {
        this.server = listener;
        return Promise.resolve(ok(() => Promise.resolve()));
      },
      ...voice,
    });
    await settle();
  }

  press(id: number, action: string): void {
    this.server.onAction(id, action);
  }

  async becomesDue(): Promise<void> {
    this.store.change({ service: { kind: 'read', value: sampleServiceState(DUE) } });
    await settle();
  }

  async passes(ms: number): Promise<void> {
    this.nowMs += ms;
    this.#t.mock.timers.tick(ms);
    await settle();
  }
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}

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

  test('its buttons open the restart window; those of other programs do nothing', async (t) => {
    for (const [action, how] of [['quick', 'quick'], ['full', 'full'], ['default', null]] as const) {
      t.mock.timers.reset();
      const desk = new Desk(t);
      await desk.start();
      await desk.becomesDue();
      for (const [id, other] of [[7, 'quick'], [0, 'quick']] as const) desk.press(id, other);
      assert.equal(desk.wishes.length, 0);
      desk.press(1, action);
      assert.deepEqual(desk.wishes.map((wish) => wish.kind === 'restart' && wish.how), [how]);
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
    await desk.passes(HOUR_MS - 1);
    assert.equal(desk.shown.length, 2);
    await desk.passes(1);
    assert.equal(desk.shown.length, 3);
    assert.equal(desk.memory.laterUntilMs, null);
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

describe('telling that the last quick restart failed', () => {
  const FAILED = sampleFailedRestart();

  test('once, with the kernel and what follows; the button opens the restart window', async (t) => {
    const desk = new Desk(t);
    await desk.start();
    for (const trayHost of [true, false]) {
      desk.store.change({ trayHost, service: { kind: 'read', value: sampleServiceState({ failedRestarts: [FAILED] }) } });
      await settle();
    }
    assert.equal(desk.shown.length, 1);
    assert.match(`${desk.shown[0]?.title}: ${desk.shown[0]?.body}`, /Last Quick Restart Failed: The kernel 6\.12\.107\S* did not come up, .*\nQuick restarts into it are off/);
    assert.equal(desk.memory.toldFailureMs, FAILED.atMs);
    desk.press(1, 'default');
    assert.equal(desk.wishes.length, 1);
  });

  for (const [what, failed, notify, told] of [
    ['it came up the ordinary way already', { refused: false }, true, 1],
    ['an older boot found it', { latest: false }, true, 0],
    ['the person wants no notifications', {}, false, 0],
    ['it was told before the app was started anew', {}, true, 0],
  ] as const) {
    test(`${what}: ${told}`, async (t) => {
      const desk = new Desk(t);
      if (what.startsWith('it was told')) desk.memory = { ...NOTHING_TOLD, toldFailureMs: FAILED.atMs };
      desk.store.change({ preferences: { ...desk.store.state.preferences, notify }, service: { kind: 'read', value: sampleServiceState({ failedRestarts: [{ ...FAILED, ...failed }] }) } });
      await desk.start();
      assert.equal(desk.shown.length, told);
      if (told === 1) assert.doesNotMatch(desk.shown[0]?.body ?? '', /are off/);
    });
  }
});

describe('telling that no panel shows the icon', () => {
  const PANEL_MS = 15_000;

  test('once and for all, after the desktop had time to bring one up', async (t) => {
    const desk = new Desk(t);
    desk.store.change({ trayHost: false });
    await desk.start();
    await desk.passes(PANEL_MS - 1);
    assert.equal(desk.shown.length, 0);
    await desk.passes(1);
    assert.match(desk.shown[0]?.title ?? '', /No Icon/);
    assert.equal(desk.memory.toldNoPanel, true);
    desk.press(1, 'default');
    assert.equal(desk.wishes.length, 1);
  });

  test('not where a panel came in time, and not twice', async (t) => {
    for (const [trayHost, toldNoPanel] of [[true, false], [false, true], [null, false]] as const) {
      t.mock.timers.reset();
      const desk = new Desk(t);
      desk.memory = { ...NOTHING_TOLD, toldNoPanel };
      desk.store.change({ trayHost });
      await desk.start();
      await desk.passes(PANEL_MS);
      assert.equal(desk.shown.length, 0);
    }
  });

  test('told to the server that comes after that time', async (t) => {
    const desk = new Desk(t);
    const server = { isThere: false };
    desk.store.change({ trayHost: false });
    await desk.start({ show: (notice) => Promise.resolve(server.isThere ? ok(desk.shown.push(notice)) : err({ kind: 'no-reply', name: 'x', message: '' })) });
    await desk.passes(PANEL_MS);
    assert.equal(desk.memory.toldNoPanel, false);
    server.isThere = true;
    desk.server.onServer(true);
    await settle();
    assert.deepEqual([desk.shown.length, desk.memory.toldNoPanel], [1, true]);
  });
});
