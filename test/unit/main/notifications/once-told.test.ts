import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { err, ok } from '../../../../src/core/result.ts';
import { NOTHING_TOLD } from '../../../../src/main/notifications/memory.ts';
import { USUAL } from '../../../../src/main/wishes.ts';
import { failedRestartOf, type FailedRestart } from '../../../../src/core/trial/failed-restart.ts';
import type { FailedStart } from '../../../../src/core/trial/kept-kernels.ts';
import { NEW_BOOT } from '../../../fakes/boot-notes.ts';
import { sampleFailedRestart, sampleFailure } from '../../../fakes/sample-kernels.ts';
import { sampleServiceState } from '../sample-state.ts';
import { Desk, settle } from './desk.ts';

const failed = (changes: Partial<FailedStart>): FailedRestart => failedRestartOf(sampleFailure(changes), NEW_BOOT);

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
    assert.match(`${desk.shown[0]?.title}: ${desk.shown[0]?.body}`, /Last Quick Restart Failed: The quick restart into 6\.12\.107\S* on .* did not come up, .*\nRestart the ordinary way: once it has come up like that/);
    assert.equal(desk.memory.toldFailureMs, FAILED.atMs);
    desk.press(1, 'default');
    assert.deepEqual(desk.wishes, [{ kind: 'restart', how: null, goal: USUAL, waits: true }]);
  });

  for (const [what, changes, notify, told] of [
    ['it came up the ordinary way already', { refused: false }, true, 1],
    ['an older boot found it', { latest: false }, true, 0],
    ['the person wants no notifications', {}, false, 0],
    ['it was told before the app was started anew', {}, true, 0],
  ] as const) {
    test(`${what}: ${told}`, async (t) => {
      const desk = new Desk(t);
      if (what.startsWith('it was told')) desk.memory = { ...NOTHING_TOLD, toldFailureMs: FAILED.atMs };
      desk.store.change({ preferences: { ...desk.store.state.preferences, notify }, service: { kind: 'read', value: sampleServiceState({ failedRestarts: [{ ...FAILED, ...changes }] }) } });
      await desk.start();
      assert.equal(desk.shown.length, told);
      if (told === 1) assert.doesNotMatch(desk.shown[0]?.body ?? '', /Restart/);
    });
  }

  test('twice in a row: an ordinary restart is no way out any more, and is not promised to be one', async (t) => {
    const desk = new Desk(t);
    desk.store.change({ service: { kind: 'read', value: sampleServiceState({ failedRestarts: [failed({ times: 2, cameUpSince: true })] }) } });
    await desk.start();
    assert.match(desk.shown[0]?.body ?? '', /\nRestart this kernel the ordinary way\. To try it quickly once more: quick-restart trust simple\.$/);
  });

  test('one that came up and did not stay is told as that', async (t) => {
    const desk = new Desk(t);
    desk.store.change({ service: { kind: 'read', value: sampleServiceState({ failedRestarts: [failed({ how: 'did-not-stay' })] }) } });
    await desk.start();
    assert.match(desk.shown[0]?.body ?? '', /came up and ended within the first minute/);
    assert.doesNotMatch(desk.shown[0]?.body ?? '', /did not come up/);
  });
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
    assert.deepEqual(desk.wishes, [{ kind: 'restart', how: null, goal: USUAL, waits: true }]);
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
