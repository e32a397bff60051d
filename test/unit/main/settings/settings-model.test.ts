import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { PLAIN_APPEARANCE } from '../../../../src/adapters/dbus/desktop-appearance.ts';
import { DEFAULT_PREFERENCES } from '../../../../src/contracts/app/preferences.ts';
import type { SettingsView } from '../../../../src/contracts/app/settings-window.ts';
import { err, ok } from '../../../../src/core/result.ts';
import { SettingsModel, type SettingsModelParts } from '../../../../src/main/settings/settings-model.ts';
import { HelperFollower } from '../../../../src/main/state/follow-helper.ts';
import type { RestartPlan } from '../../../../src/core/restart-plan/plan.ts';
import { Store } from '../../../../src/main/state/store.ts';
import type { Wish } from '../../../../src/main/wishes.ts';
import { planToLookAt } from '../../../../src/use-cases/check-people.ts';
import { SOURCE_CATALOGUE } from '../../../../src/words/index.ts';
import { FakeComputer, sampleFailure, sampleInhibitor } from '../../../fakes/computer.ts';
import { refusedPlan, samplePlan } from '../../../fakes/sample-plan.ts';
import { sampleServiceState, sampleState } from '../sample-state.ts';

/** The model of a settings window on a computer in memory. */
class Desk {
  readonly computer = new FakeComputer();
  readonly store = new Store(sampleState());
  readonly wishes: Wish[] = [];
  readonly changing: unknown[] = [];
  readonly model: SettingsModel;

  constructor(changes: Partial<SettingsModelParts> = {}) {
    const { service } = this.computer;
    this.model = new SettingsModel({
      service,
      planToLookAt: () => planToLookAt('', { service, restartManager: this.computer.restartManager, ownUids: [1000] }),
      store: this.store,
      helper: new HelperFollower(service, this.store),
      surroundings: () => ({ catalogue: SOURCE_CATALOGUE, appearance: PLAIN_APPEARANCE }),
      version: '1.2.3',
      page: 'restart',
      fulfil: (wish) => this.wishes.push(wish),
      savePreferences: (preferences) => Promise.resolve(ok((this.store.change({ preferences }), null))),
      setShellExtension: (on) => Promise.resolve(ok((this.store.change({ shellExtension: on }), null))),
      changedAtMs: (path) => (path.includes('107') ? 7 : null),
      close: () => undefined,
      ...changes,
    });
    this.model.onChange(() => this.changing.push(this.view.changing));
  }

  get view(): SettingsView {
    return this.model.view() as SettingsView;
  }
}

/** Lets what was promised happen. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
}

describe('the settings window', () => {
  test('what only one page shows is read when it is seen', async () => {
    const desk = new Desk();
    assert.deepEqual([desk.view.health.kind, desk.view.history.kind, desk.computer.calls], ['reading', 'reading', []]);
    await desk.model.handlers.showPage({ page: 'health' });
    await desk.model.handlers.refresh(null);
    assert.deepEqual([desk.view.page, desk.view.health.kind, desk.view.history.kind], ['health', 'read', 'reading']);
    await desk.model.handlers.showPage({ page: 'history' });
    await desk.model.handlers.refresh(null);
    assert.equal(desk.view.history.kind, 'read');
  });

  test('health knows who and what stands in the way of any restart, which the helper cannot', async () => {
    const desk = new Desk({ page: 'health' });
    await desk.model.handlers.refresh(null);
    const found = (): readonly unknown[] => {
      const { health } = desk.view;
      return health.kind === 'read' ? [health.value.action, ...['inhibitors', 'other-people'].map((id) => health.value.checks.find((check) => check.id === id)?.result)] : [health.kind];
    };
    assert.deepEqual(found(), ['quick', 'ok', 'ok']);
    desk.computer.inhibitors = ok([sampleInhibitor()]);
    desk.computer.sessions = err({ kind: 'no-reply', detail: '' });
    await desk.model.handlers.refresh(null);
    assert.deepEqual(found(), ['none', 'refusal', 'unknown']);
  });

  test('health is read again when something changes that may make another plan, and only while it is shown', async () => {
    const desk = new Desk({ page: 'health' });
    await desk.model.handlers.refresh(null);
    const action = (): string => (desk.view.health.kind === 'read' ? desk.view.health.value.action : desk.view.health.kind);
    assert.equal(action(), 'quick');
    desk.computer.plan = ok(refusedPlan());
    desk.store.change({ packagesChanging: true });
    await settle();
    assert.equal(action(), 'full');
    const calls = desk.computer.calls.length;
    desk.store.change({ trayHost: true });
    desk.model.showPage('restart');
    desk.store.change({ packagesChanging: false });
    await settle();
    assert.equal(desk.computer.calls.length, calls);
  });

  test('of two readings of health the later one counts', async () => {
    const answers: ((plan: RestartPlan) => void)[] = [];
    const desk = new Desk({ page: 'health', planToLookAt: () => new Promise((resolve) => answers.push((plan) => resolve(ok(plan)))) });
    await settle();
    desk.store.change({ packagesChanging: true });
    answers.pop()?.(refusedPlan());
    await settle();
    for (const answerEarlier of answers) answerEarlier(samplePlan());
    await settle();
    assert.ok(desk.view.health.kind === 'read');
    assert.equal(desk.view.health.value.action, 'full');
  });

  test('kernels with flavour and date', () => {
    const { kernels } = new Desk().view;
    assert.ok(kernels.kind === 'read');
    assert.deepEqual(kernels.value.entries.map(({ flavour, imageChangedAtMs }) => [flavour, imageChangedAtMs]).slice(0, 4), [['amd64', 7], ['amd64', 7], ['amd64', 7], ['amd64', null]]);
    assert.deepEqual(kernels.value.entries.at(-1)?.flavour, null);
  });

  test('a changed policy goes through the helper, with a password where it wants one, and is read back', async () => {
    const desk = new Desk();
    desk.computer.wantsPassword.add('setDefault');
    await desk.model.handlers.change({ kind: 'policy', policy: 'newest' });
    assert.deepEqual(desk.computer.calls.filter((call) => call.startsWith('set')), ['setDefault {"kind":"newest"}', 'setDefault {"kind":"newest"} interactive']);
    assert.deepEqual([desk.view.policy, desk.view.changing, desk.view.denied], [{ kind: 'read', value: 'newest' }, null, null]);
    assert.ok(desk.changing.includes('policy'));
  });

  test('denied: the old value, and why', async () => {
    const desk = new Desk();
    desk.computer.settingFailure = sampleFailure('not-authorised');
    await desk.model.handlers.change({ kind: 'policy', policy: 'newest' });
    assert.deepEqual([desk.view.policy, desk.view.denied], [{ kind: 'read', value: 'boot-loader' }, { change: 'policy', failure: sampleFailure('not-authorised') }]);
    desk.computer.settingFailure = null;
    await desk.model.handlers.change({ kind: 'boot-loader-default', entryId: 'x' });
    assert.equal(desk.view.denied, null);
  });

  test('every-restart mode goes through the helper, with a password where it wants one, and is read back', async () => {
    const desk = new Desk();
    desk.computer.wantsPassword.add('setEveryRestart');
    await desk.model.handlers.change({ kind: 'every-restart', mode: 'on' });
    assert.deepEqual(desk.computer.calls.filter((call) => call.startsWith('set')), ['setEveryRestart on', 'setEveryRestart on interactive']);
    const { everyRestart } = desk.view;
    assert.deepEqual([everyRestart.kind === 'read' && everyRestart.value.mode, desk.view.denied], ['on', null]);
    desk.computer.settingFailure = sampleFailure('not-authorised');
    await desk.model.handlers.change({ kind: 'every-restart', mode: 'off' });
    assert.deepEqual([desk.view.everyRestart, desk.view.denied?.change], [everyRestart, 'every-restart']);
  });

  test('the mode is shown live, and looked at now and then while it may end by itself', async (t) => {
    t.mock.timers.enable({ apis: ['setInterval'] });
    const desk = new Desk();
    const mode = (): string => (desk.view.everyRestart.kind === 'read' ? desk.view.everyRestart.value.mode : '');
    const becomes = async (everyRestart: 'once' | 'off'): Promise<void> => {
      desk.computer.state = { everyRestart };
      t.mock.timers.tick(30_000);
      await settle();
    };
    await becomes('once');
    assert.equal(mode(), 'off', 'nobody looks where nothing ends by itself');
    desk.store.change({ service: { kind: 'read', value: sampleServiceState({ everyRestart: 'once' }) } });
    assert.equal(mode(), 'once');
    await becomes('off');
    assert.equal(mode(), 'off');
    desk.store.change({ service: { kind: 'read', value: sampleServiceState({ everyRestart: 'skip' }) } });
    desk.model.dispose();
    await becomes('off');
    assert.equal(mode(), 'skip', 'nobody looks for a window that has gone');
  });

  test('a policy that is none is refused here', async () => {
    const desk = new Desk();
    await desk.model.handlers.change({ kind: 'policy', policy: 'entry:a\nb' });
    assert.deepEqual([desk.view.denied?.failure.kind, desk.computer.calls], ['usage', []]);
  });

  test('changes that are asked for while another is under way are made after it, none at the same time', async () => {
    const desk = new Desk();
    const { service } = desk.computer;
    let atOnce = 0;
    const most = { atOnce: 0 };
    const slowly = new Desk({
      service: {
        ...service,
        setDefault: async (policy, interactive) => {
          most.atOnce = Math.max(most.atOnce, (atOnce += 1));
          const done = await service.setDefault(policy, interactive);
          atOnce -= 1;
          return done;
        },
      },
    });
    const { change } = slowly.model.handlers;
    await Promise.all([change({ kind: 'policy', policy: 'newest' }), change({ kind: 'policy', policy: 'entry:x' }), change({ kind: 'policy', policy: 'boot-loader' })]);
    assert.deepEqual(desk.computer.calls, ['setDefault {"kind":"newest"}', 'setDefault {"kind":"entry","id":"x"}', 'setDefault {"kind":"boot-loader"}']);
    assert.deepEqual([most.atOnce, slowly.view.changing], [1, null]);
  });

  test('a preference does not wait for somebody’s password', async () => {
    let answer: () => void = () => undefined;
    const desk = new Desk({ service: { ...new FakeComputer().service, setDefault: () => new Promise((resolve) => (answer = () => resolve(ok(null)))) } });
    const waiting = desk.model.handlers.change({ kind: 'policy', policy: 'newest' });
    await desk.model.handlers.change({ kind: 'preferences', preferences: { ...DEFAULT_PREFERENCES, countdown: false } });
    assert.deepEqual([desk.view.preferences.countdown, desk.view.changing], [false, 'policy']);
    answer();
    await waiting;
    assert.equal(desk.view.changing, null);
  });

  test('preferences that cannot be written are denied', async () => {
    const failure = sampleFailure('settings-failed');
    const desk = new Desk({ savePreferences: () => Promise.resolve(err(failure)) });
    await desk.model.handlers.change({ kind: 'preferences', preferences: { ...DEFAULT_PREFERENCES, countdown: false } });
    assert.deepEqual([desk.view.preferences.countdown, desk.view.denied], [true, { change: 'preferences', failure }]);
  });

  test('the extension of GNOME Shell is shown where there is one, and switched without waiting for somebody’s password', async () => {
    const desk = new Desk({ service: { ...new FakeComputer().service, setDefault: () => new Promise(() => undefined) } });
    assert.equal(desk.view.shellExtension, null);
    desk.store.change({ shellExtension: false });
    assert.equal(desk.view.shellExtension, false);
    void desk.model.handlers.change({ kind: 'policy', policy: 'newest' });
    await desk.model.handlers.change({ kind: 'shell-extension', on: true });
    assert.deepEqual([desk.view.shellExtension, desk.view.denied], [true, null]);
  });

  test('where the shell does not switch it, that is denied', async () => {
    const failure = sampleFailure('settings-failed');
    const desk = new Desk({ setShellExtension: () => Promise.resolve(err(failure)) });
    desk.store.change({ shellExtension: false });
    await desk.model.handlers.change({ kind: 'shell-extension', on: true });
    assert.deepEqual([desk.view.shellExtension, desk.view.denied], [false, { change: 'shell-extension', failure }]);
  });

  test('opens the restart window for an entry', async () => {
    const desk = new Desk();
    await desk.model.handlers.openRestart({ entryId: 'x' });
    await desk.model.handlers.openRestart({ entryId: '' });
    assert.deepEqual(desk.wishes, [{ kind: 'restart', how: 'quick', goal: { kind: 'entry', id: 'x' } }, { kind: 'restart', how: null, goal: { kind: 'usual' } }]);
    assert.throws(() => desk.model.handlers.restart({ how: 'quick', planNumber: 0 }));
  });
});
