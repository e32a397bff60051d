import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { err, ok } from '../../../../src/core/result.ts';
import { sampleFailure } from '../../../fakes/computer.ts';
import { refusedPlan, sampleEntry, samplePlan } from '../../../fakes/sample-plan.ts';
import { Desk, openDesk as open } from './restart-desk.ts';

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

  test('the yes was to a view that had been replaced in the same moment: nothing is done, and it is said', async () => {
    const desk = await open();
    const { planNumber } = desk.view;
    desk.computer.plan = ok(OTHER);
    desk.store.change({ packagesChanging: true });
    await desk.settle();
    assert.equal(desk.view.next?.title, 'Other');
    await desk.restart('quick', planNumber);
    assert.deepEqual([desk.view.phase.kind, desk.view.note, loads(desk), desk.computer.restarted], ['choosing', 'changed', [], 'no']);
    await desk.restart('quick');
    assert.equal(desk.computer.restarted, 'quick');
  });

  test('so was one to an entry, when the window is about another by now', async () => {
    const desk = await open({ goal: { kind: 'entry', id: 'one' } });
    const { planNumber } = desk.view;
    desk.model.aim({ kind: 'entry', id: 'two' }, 'quick');
    await desk.settle();
    await desk.restart('quick', planNumber);
    assert.equal(desk.computer.restarted, 'no');
  });

  test('a plan that comes to the same keeps its number', async () => {
    const desk = await open();
    const { planNumber } = desk.view;
    desk.store.change({ packagesChanging: true });
    await desk.settle();
    await desk.restart('quick', planNumber);
    assert.equal(desk.computer.restarted, 'quick');
  });

  for (const how of ['quick', 'full'] as const) {
    test(`somebody has logged in since: ${how} waits for a second yes, and they are named`, async () => {
      const desk = await open();
      desk.computer.sessions = ok([{ id: '2', uid: 1001, userName: 'bob', seat: '' }]);
      await desk.restart(how);
      assert.deepEqual([desk.view.phase.kind, desk.view.note, desk.view.otherPeople, desk.view.countdownSeconds], ['choosing', 'people', ['bob'], null]);
      assert.deepEqual([loads(desk), desk.computer.restarted], [[], 'no']);
      await desk.restart(how);
      assert.equal(desk.computer.restarted, how);
    });
  }

  test('who minds nobody is not held up by somebody who logs in; and who went is no matter', async () => {
    const desk = await open();
    desk.store.change({ preferences: { ...desk.store.state.preferences, askOthers: false } });
    desk.computer.sessions = ok([{ id: '2', uid: 1001, userName: 'bob', seat: '' }]);
    await desk.restart('quick');
    assert.equal(desk.computer.restarted, 'quick');
    const left = new Desk();
    left.computer.sessions = ok([{ id: '2', uid: 1001, userName: 'bob', seat: '' }]);
    await left.open();
    left.computer.sessions = ok([]);
    await left.restart('quick');
    assert.equal(left.computer.restarted, 'quick');
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
