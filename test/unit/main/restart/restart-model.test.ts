import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { PLAIN_APPEARANCE } from '../../../../src/adapters/dbus/desktop-appearance.ts';
import type { RestartHow } from '../../../../src/contracts/app/preferences.ts';
import type { RestartView } from '../../../../src/contracts/app/restart-window.ts';
import { err, ok } from '../../../../src/core/result.ts';
import { RestartModel, type RestartModelParts } from '../../../../src/main/restart/restart-model.ts';
import { Store } from '../../../../src/main/state/store.ts';
import type { NextRestart } from '../../../../src/ports/next-restart.ts';
import { SOURCE_CATALOGUE } from '../../../../src/words/index.ts';
import { FakeComputer, sampleFailure, sampleInhibitor } from '../../../fakes/computer.ts';
import { sampleEntry, samplePlan } from '../../../fakes/sample-plan.ts';
import { ENGLISH, sampleState } from '../sample-state.ts';

/** The model of a window on a computer in memory; notes the phases that the window would show. */
class Desk {
  readonly computer = new FakeComputer();
  readonly phases: string[] = [];
  readonly bugs: unknown[] = [];
  readonly led: string[] = [];
  closed = 0;
  model!: RestartModel;

  async open(changes: Partial<RestartModelParts> = {}): Promise<this> {
    const nextRestart: NextRestart = {
      firmwareChoices: () => Promise.resolve(ok({ 'firmware-setup': true, 'boot-menu': true })),
      lead: (place, wanted) => Promise.resolve(ok((this.led.push(`${place} ${wanted}`), null))),
    };
    const { service, restartManager } = this.computer;
    this.model = new RestartModel({
      service, restartManager, nextRestart,
      store: new Store(sampleState()),
      surroundings: () => ({ catalogue: SOURCE_CATALOGUE, appearance: PLAIN_APPEARANCE }),
      words: ENGLISH,
      runningRelease: 'unused',
      ownUids: [1000],
      goal: { kind: 'usual' },
      how: null,
      close: () => (this.closed += 1),
      report: (bug) => this.bugs.push(bug),
      ...changes,
    });
    this.model.onChange(() => {
      const { kind } = this.view.phase;
      if (this.phases.at(-1) !== kind) this.phases.push(kind);
    });
    await this.settle();
    this.phases.length = 0;
    return this;
  }

  get view(): RestartView {
    return this.model.view() as RestartView;
  }

  async restart(how: RestartHow): Promise<void> {
    await this.model.handlers.restart({ how });
  }

  async settle(): Promise<void> {
    for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
  }
}

const open = (changes?: Partial<RestartModelParts>): Promise<Desk> => new Desk().open(changes);

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
    assert.deepEqual(desk.phases, ['loading', 'unloading']);
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

  test('calls of the settings window are refused', async () => {
    const desk = await open();
    assert.throws(() => desk.model.handlers.showPage({ page: 'history' }));
    assert.throws(() => desk.model.handlers.openRestart({ entryId: '' }));
  });
});
