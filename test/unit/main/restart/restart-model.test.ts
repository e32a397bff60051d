import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { err, ok } from '../../../../src/core/result.ts';
import type { RestartPlan } from '../../../../src/core/restart-plan/plan.ts';
import { sampleFailure, sampleInhibitor } from '../../../fakes/computer.ts';
import { sampleEntry, samplePlan } from '../../../fakes/sample-plan.ts';
import { Desk, openDesk as open } from './restart-desk.ts';

describe('the restart window', () => {
  test('nothing is loaded and nobody is asked before the person decides', async () => {
    const desk = await open();
    assert.equal(desk.view.phase.kind, 'choosing');
    assert.deepEqual(desk.computer.calls, ['plan']);
  });

  test('quickly: loads, then restarts through kexec', async () => {
    const desk = await open();
    await desk.restart('quick');
    assert.deepEqual(desk.phases, ['loading', 'restarting']);
    assert.equal(desk.computer.restarted, 'quick');
    assert.deepEqual(desk.view.phase, { kind: 'restarting', how: 'quick' });
  });

  test('ordinarily: nothing is loaded', async () => {
    const desk = await open();
    await desk.restart('full');
    assert.equal(desk.computer.restarted, 'full');
    assert.ok(!desk.computer.calls.some((call) => call.startsWith('load')));
  });

  test('ordinarily, with a kernel left loaded by somebody: it is unloaded first', async () => {
    const desk = await open();
    desk.computer.loaded = 'x';
    await desk.restart('full');
    assert.equal(desk.computer.restarted, 'full');
  });

  test('a password is asked for where it is needed, and shown as that', async () => {
    const desk = await open();
    desk.computer.wantsPassword.add('load').add('restart');
    await desk.restart('quick');
    assert.deepEqual(desk.phases, ['loading', 'authorising', 'loading', 'restarting', 'authorising', 'restarting']);
    assert.equal(desk.computer.restarted, 'quick');
  });

  test('a load that fails: told, unloaded, and the ordinary restart is offered and works', async () => {
    const desk = await open();
    desk.computer.loadFailure = sampleFailure('load-failed');
    desk.computer.loadFailsBehindKexec = true;
    await desk.restart('quick');
    assert.equal(desk.computer.loaded, '');
    const { phase } = desk.view;
    assert.ok(phase.kind === 'failed' && phase.ordinaryOffered && phase.failure.kind === 'load-failed');
    assert.doesNotMatch(phase.failure.hint, /quick-restart now/);
    assert.equal(phase.nothingLoaded, true, 'the helper says so');
    await desk.restart('full');
    assert.equal(desk.computer.restarted, 'full');
  });

  test('denied: no ordinary restart behind anybody’s back', async () => {
    const desk = await open();
    desk.computer.loadFailure = sampleFailure('not-authorised');
    await desk.restart('quick');
    assert.equal(desk.computer.restarted, 'no');
    assert.equal(desk.view.phase.kind, 'failed');
  });

  test('cancelled while it loads: unloaded, then the window goes', async () => {
    const desk = await open();
    desk.computer.during.set('load', () => desk.model.close());
    await desk.restart('quick');
    assert.deepEqual([desk.computer.restarted, desk.computer.loaded, desk.closed], ['no', '', 1]);
    assert.deepEqual(desk.phases, ['loading', 'cancelling', 'unloading']);
  });

  test('cancelled, and the unloading fails: the window stays and says so', async () => {
    const desk = await open();
    desk.computer.unloadFailure = sampleFailure('unload-failed');
    desk.computer.during.set('load', () => desk.model.close());
    await desk.restart('quick');
    const { phase } = desk.view;
    assert.ok(phase.kind === 'failed' && phase.failure.kind === 'unload-failed' && !phase.ordinaryOffered);
    assert.equal(desk.closed, 0);
  });

  test('the window manager closes it: at once while choosing, after the unloading while something is under way', async () => {
    const desk = await open();
    assert.equal(desk.model.mayClose(), true);
    desk.computer.during.set('load', () => assert.equal(desk.model.mayClose(), false));
    await desk.restart('quick');
    assert.deepEqual([desk.computer.loaded, desk.closed], ['', 1]);
  });

  test('asked twice: once is enough', async () => {
    const desk = await open();
    await Promise.all([desk.restart('quick'), desk.restart('quick'), desk.restart('full')]);
    assert.deepEqual(desk.computer.calls.filter((call) => call.startsWith('load')), [`load ${sampleEntry().id}`]);
    await desk.restart('full');
    assert.equal(desk.computer.restarted, 'quick');
  });

  test('one entry: its plan, its load', async () => {
    const desk = await open({ goal: { kind: 'entry', id: 'other' } });
    assert.deepEqual(desk.computer.calls, ['plan other']);
    assert.equal(desk.view.chosen, true);
  });

  test('the firmware setup: asked of logind, then an ordinary restart; taken back when that fails', async () => {
    const goal = { kind: 'place', place: 'firmware-setup' } as const;
    const desk = await open({ goal });
    await desk.restart('full');
    assert.deepEqual([desk.led, desk.computer.restarted], [['firmware-setup true'], 'full']);
    const failing = await open({ goal });
    failing.computer.restartFailure = { kind: 'failed', detail: 'no' };
    await failing.restart('full');
    assert.deepEqual(failing.led, ['firmware-setup true', 'firmware-setup false']);
    assert.ok(failing.view.phase.kind === 'failed');
    assert.doesNotMatch(failing.view.phase.failure.message, /taken back/);
  });

  test('the firmware setup, and it cannot be taken back: told, also where it was cancelled', async () => {
    for (const isCancelled of [false, true]) {
      const desk = await open({ goal: { kind: 'place', place: 'firmware-setup' } });
      desk.computer.restartFailure = { kind: 'failed', detail: 'no' };
      desk.takeBackFailure = { kind: 'failed', detail: 'read-only.' };
      if (isCancelled) desk.computer.during.set('restart', () => desk.model.close());
      await desk.restart('full');
      const { phase } = desk.view;
      assert.ok(phase.kind === 'failed');
      assert.match(phase.failure.message, /could not be taken back: the next restart still opens the firmware setup \(read-only\)\.$/);
      assert.equal(desk.closed, 0);
    }
  });

  test('the boot menu is never passed by, whatever a window asks for', async () => {
    const desk = await open({ goal: { kind: 'place', place: 'boot-menu' } });
    await desk.restart('quick');
    assert.deepEqual([desk.led, desk.computer.restarted, desk.computer.loaded], [['boot-menu true'], 'full', '']);
  });

  test('a restart that comes before there is anything to decide about is none', async () => {
    const desk = await open();
    const reading = desk.model.handlers.refresh(null);
    await desk.restart('quick');
    await reading;
    assert.equal(desk.computer.restarted, 'no');
  });

  test('who and what stands in the way', async () => {
    const desk = new Desk();
    desk.computer.inhibitors = ok([sampleInhibitor(), sampleInhibitor({ mode: 'delay', who: 'patient' })]);
    desk.computer.canRestart = ok('inhibited');
    desk.computer.sessions = ok([{ id: '2', uid: 1001, userName: 'bob', seat: '' }, { id: '3', uid: 1000, userName: 'anna', seat: '' }]);
    await desk.open();
    assert.deepEqual(desk.view.blockers, [{ who: 'packagekitd', why: 'Installing updates' }]);
    assert.deepEqual([desk.view.otherPeople, desk.view.problem], [['bob'], null]);
  });

  test('no logind: said, and no restart is offered', async () => {
    const desk = new Desk();
    desk.computer.inhibitors = err({ kind: 'absent', detail: 'nobody' });
    await desk.open();
    assert.deepEqual([desk.view.action, desk.view.problem?.kind], ['none', 'not-supported']);
  });

  test('a bug of ours is told as one, reported, and leaves nothing loaded', async () => {
    const desk = await open();
    desk.computer.during.set('restartThroughKexec', () => {
      throw new Error('a bug');
    });
    await desk.restart('quick');
    assert.equal(desk.bugs.length, 1);
    const { phase } = desk.view;
    assert.ok(phase.kind === 'failed' && phase.failure.kind === 'internal');
    assert.equal(desk.computer.loaded, '');
    assert.equal(phase.nothingLoaded, false, 'nobody vouches for what a bug left');
    assert.doesNotMatch(`${phase.failure.message} ${phase.failure.hint}`, /is unloaded/);
  });

  test('asked for something else while it is open: it is about that; while a restart is under way it is not', async () => {
    const desk = await open();
    desk.model.aim({ kind: 'entry', id: 'other' }, 'quick');
    await desk.settle();
    assert.deepEqual([desk.computer.calls, desk.view.chosen, desk.view.defaultAction], [['plan', 'plan other'], true, 'quick']);
    desk.computer.during.set('load', () => desk.model.aim({ kind: 'usual' }, null));
    await desk.restart('quick');
    assert.equal(desk.view.chosen, true);
  });

  test('reading again shows what has changed', async () => {
    const desk = await open();
    desk.computer.plan = ok(samplePlan({ savedSeconds: { value: 9, from: 'firmware' } }));
    await desk.model.handlers.refresh(null);
    assert.deepEqual(desk.phases, ['reading', 'choosing']);
    assert.equal(desk.view.saved.value, 9);
  });

  test('once the restart is accepted nothing else is begun, whoever asks', async () => {
    const desk = await open();
    await desk.restart('quick');
    const calls = desk.computer.calls.length;
    desk.model.aim({ kind: 'entry', id: 'other' }, 'full');
    await desk.model.handlers.refresh(null);
    desk.store.change({ packagesChanging: true });
    await desk.settle();
    await desk.restart('full');
    assert.deepEqual([desk.computer.calls.length, desk.computer.restarted, desk.view.phase.kind], [calls, 'quick', 'restarting']);
  });

  test('of two readings the later one counts, in whatever order they are answered', async () => {
    const desk = await open();
    const answers: ((plan: RestartPlan) => void)[] = [];
    desk.service.plan = () => new Promise((resolve) => answers.push((plan) => resolve(ok(plan))));
    void desk.model.handlers.refresh(null);
    void desk.model.handlers.refresh(null);
    answers[1]?.(samplePlan({ commandLine: 'later' }));
    await desk.settle();
    answers[0]?.(samplePlan({ commandLine: 'earlier', savedSeconds: { value: 1, from: 'measured' } }));
    await desk.settle();
    assert.deepEqual([desk.view.phase.kind, desk.view.saved.value], ['choosing', null]);
  });

  test('a reading that is answered after a failure does not hide it', async () => {
    const desk = await open();
    let answer: () => void = () => undefined;
    desk.service.plan = () => new Promise((resolve) => (answer = () => resolve(desk.computer.plan)));
    desk.store.change({ packagesChanging: true });
    desk.service.plan = (selector) => desk.computer.service.plan(selector);
    desk.computer.loadFailure = sampleFailure('load-failed');
    await desk.restart('quick');
    answer();
    await desk.settle();
    assert.equal(desk.view.phase.kind, 'failed');
  });

  test('an unanswered load leaves open what is loaded', async () => {
    const desk = await open();
    desk.isUnanswered = true;
    desk.computer.loadFailure = sampleFailure('load-failed');
    await desk.restart('quick');
    assert.ok(desk.view.phase.kind === 'failed' && !desk.view.phase.nothingLoaded);
  });

  test('so does a helper that does not say it', async () => {
    const desk = await open();
    desk.computer.loadFailure = sampleFailure('load-failed');
    desk.computer.during.set('load', () => (desk.computer.stateFailure = sampleFailure('helper-unavailable')));
    desk.computer.unloadFailure = sampleFailure('nothing-loaded');
    await desk.restart('quick');
    assert.ok(desk.view.phase.kind === 'failed' && !desk.view.phase.nothingLoaded);
  });

  test('cancelled while a password is asked for: no second dialog comes up', async () => {
    const desk = await open();
    desk.computer.wantsPassword.add('load');
    desk.computer.during.set('load', () => desk.model.close());
    await desk.restart('quick');
    assert.deepEqual([desk.computer.calls.filter((call) => call.includes('interactive')), desk.closed], [[], 1]);
    assert.deepEqual(desk.phases.slice(0, 2), ['loading', 'cancelling']);
  });

  test('a page that failed is opened anew without a countdown, and says why', async () => {
    const desk = await open();
    assert.equal(desk.view.countdownSeconds, 60);
    desk.model.reopened();
    assert.deepEqual([desk.view.countdownSeconds, desk.view.note], [null, 'reopened']);
    await desk.model.handlers.refresh(null);
    assert.deepEqual([desk.view.countdownSeconds, desk.view.note], [null, null]);
  });

  test('calls of the settings window are refused', async () => {
    const desk = await open();
    assert.throws(() => desk.model.handlers.showPage({ page: 'history' }));
    assert.throws(() => desk.model.handlers.openRestart({ entryId: '' }));
  });
});
