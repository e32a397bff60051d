import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { untilGivenUp } from '../../../../src/main/restart/given-up.ts';
import { sampleFailure } from '../../../fakes/computer.ts';
import { openDesk as open } from './restart-desk.ts';

describe('a restart that logind accepted and gave up', () => {
  test('is told, nothing stays loaded, and the ordinary one is offered', async () => {
    const desk = await open();
    await desk.restart('quick');
    assert.equal(desk.computer.loaded !== '', true);
    desk.giveUp();
    await desk.settle();
    const { phase } = desk.view;
    assert.ok(phase.kind === 'failed' && phase.ordinaryOffered && phase.nothingLoaded);
    assert.match(phase.failure.message, /gave it up/);
    assert.deepEqual([desk.computer.loaded, desk.phases], ['', ['loading', 'restarting', 'unloading', 'failed']]);
    await desk.restart('full');
    assert.equal(desk.computer.restarted, 'full');
  });

  test('leaves no way to the firmware setup behind', async () => {
    const desk = await open({ goal: { kind: 'place', place: 'firmware-setup' } });
    await desk.restart('full');
    desk.giveUp();
    await desk.settle();
    assert.deepEqual(desk.led, ['firmware-setup true', 'firmware-setup false']);
    assert.equal(desk.view.phase.kind, 'failed');
  });

  test('and whose kernel cannot be unloaded: that is told', async () => {
    const desk = await open();
    await desk.restart('quick');
    desk.computer.unloadFailure = sampleFailure('unload-failed');
    desk.giveUp();
    await desk.settle();
    const { phase } = desk.view;
    assert.ok(phase.kind === 'failed' && phase.failure.kind === 'unload-failed' && !phase.nothingLoaded && !phase.ordinaryOffered);
  });

  test('is one only when logind says so: neither while it goes on nor while nobody answers', async (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] });
    const answers = [true, null, true, false];
    let asked = 0;
    let isOver = false;
    const waiting = untilGivenUp(() => Promise.resolve(answers[asked++] ?? true)).then(() => (isOver = true));
    for (const askedSoFar of [1, 2, 3, 4]) {
      assert.equal(isOver, false);
      t.mock.timers.tick(5_000);
      for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
      assert.equal(asked, askedSoFar);
    }
    await waiting;
    assert.equal(isOver, true);
  });
});
