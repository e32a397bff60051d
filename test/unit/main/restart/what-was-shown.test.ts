import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { err, ok } from '../../../../src/core/result.ts';
import { sampleFailure } from '../../../fakes/computer.ts';
import { refusedPlan, sampleEntry, samplePlan } from '../../../fakes/sample-plan.ts';
import { openDesk as open, type Desk } from './restart-desk.ts';

describe('what is started is what was shown', () => {
  const OTHER = samplePlan({ entry: sampleEntry({ id: 'other', title: 'Other' }) });
  const loads = (desk: Desk): readonly string[] => desk.computer.calls.filter((call) => call.startsWith('load'));

  for (const [what, plan, how] of [
    ['another entry', OTHER, 'quick'],
    ['another entry, ordinarily', OTHER, 'full'],
    ['another command line', samplePlan({ commandLine: 'init=/bin/sh' }), 'quick'],
    ['no quick restart any more', refusedPlan(), 'quick'],
  ] as const) {
    test(`${what} when the restart begins: nothing is done, the new plan is shown, and a second yes is to that`, async () => {
      const desk = await open();
      desk.computer.plan = ok(plan);
      await desk.restart(how);
      assert.deepEqual([desk.view.phase.kind, desk.view.note, desk.view.action, desk.view.countdownSeconds], ['choosing', 'changed', plan.action, null]);
      assert.deepEqual([loads(desk), desk.computer.restarted], [[], 'no']);
      await desk.restart(plan.action === 'full' ? 'full' : how);
      assert.equal(desk.computer.restarted, plan.action === 'full' ? 'full' : how);
    });
  }

  test('no plan can be made any more: the ordinary restart waits for a second yes, too', async () => {
    const desk = await open();
    desk.computer.plan = err(sampleFailure('helper-unavailable'));
    await desk.restart('full');
    assert.deepEqual([desk.view.phase.kind, desk.view.problem?.kind, desk.computer.restarted], ['choosing', 'helper-unavailable', 'no']);
    await desk.restart('full');
    assert.equal(desk.computer.restarted, 'full');
  });

  test('the way to the firmware setup shows no entry, so another one is no matter', async () => {
    const desk = await open({ goal: { kind: 'place', place: 'firmware-setup' } });
    desk.computer.plan = ok(OTHER);
    await desk.restart('full');
    assert.equal(desk.computer.restarted, 'full');
  });

  test('something changes while the window is open: the plan is made anew, and said to be another only where it is', async () => {
    const desk = await open();
    desk.store.change({ packagesChanging: true });
    await desk.settle();
    assert.deepEqual([desk.computer.calls, desk.phases, desk.view.note, desk.view.countdownSeconds], [['plan', 'plan'], ['choosing'], null, 60]);
    desk.computer.plan = ok(OTHER);
    desk.store.change({ entries: { kind: 'read', value: { entries: [], diagnostics: [] } } });
    await desk.settle();
    assert.deepEqual([desk.view.next?.title, desk.view.note, desk.view.countdownSeconds], ['Other', 'changed', null]);
    desk.store.change({ trayHost: true });
    await desk.settle();
    assert.equal(desk.computer.calls.length, 3, 'the panel makes no other plan');
  });
});
