import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { err, ok } from '../../../src/core/result.ts';
import { FakeComputer, sampleFailure, sampleInhibitor } from '../../fakes/computer.ts';
import { sampleCheck, sampleEntry, samplePlan } from '../../fakes/sample-plan.ts';
import { kindOf, restart } from './restart-by-a-person.ts';

describe('a restart that works', () => {
  test('plans, shows, asks, loads, verifies, restarts', async () => {
    const computer = new FakeComputer();
    const { outcome, said } = await restart(computer, { request: { confirmed: false } });
    assert.deepEqual(outcome, ok({ how: 'quick', plan: samplePlan() }));
    assert.deepEqual(said, ['plan quick', 'confirm quick', 'loading', 'loaded', 'restarting']);
    assert.deepEqual(computer.calls, ['plan', `load ${sampleEntry().id}`, 'restartThroughKexec']);
    assert.equal(computer.restarted, 'quick');
  });

  test('somebody changes the initrd between load and restart: unloaded, loaded anew, restarted', async () => {
    const computer = new FakeComputer();
    let loads = 0;
    computer.during.set('load', () => {
      loads += 1;
      if (loads === 1) queueMicrotask(() => (computer.changes = ['/boot/initrd.img']));
    });
    const { outcome, said } = await restart(computer);
    assert.equal(kindOf(outcome), 'done');
    const load = `load ${sampleEntry().id}`;
    assert.deepEqual(computer.calls, ['plan', load, 'unload', 'plan', load, 'restartThroughKexec']);
    assert.deepEqual(said, ['plan quick', 'loading', 'loaded', 'unloading', 'loading', 'restarting']);
    assert.equal(computer.restarted, 'quick');
  });

  test('somebody makes another entry the default between load and restart: unloaded, and nothing is started that was not shown', async () => {
    const computer = new FakeComputer();
    computer.during.set('load', () => queueMicrotask(() => {
      computer.changes = ['/boot/grub/grubenv'];
      computer.plan = ok(samplePlan({ entry: sampleEntry({ id: 'another' }) }));
    }));
    const { outcome } = await restart(computer);
    assert.deepEqual([kindOf(outcome), computer.loaded, computer.restarted], ['load-failed', '', 'no']);
    assert.equal(computer.calls.filter((call) => call.startsWith('load')).length, 1);
  });

  test('--yes asks nothing', async () => {
    const { said } = await restart(new FakeComputer());
    assert.deepEqual(said, ['plan quick', 'loading', 'loaded', 'restarting']);
  });

  test('--full unloads first, so that nothing hijacks the ordinary restart', async () => {
    const computer = new FakeComputer();
    computer.loaded = '?';
    const { outcome } = await restart(computer, { request: { full: true } });
    assert.equal(kindOf(outcome), 'done');
    assert.equal(computer.restarted, 'full');
  });

  for (const [before, calls] of [['on', ['plan', 'plan', 'setEveryRestart skip', 'restart']], ['once', ['plan', 'plan', 'setEveryRestart skip', 'restart']], ['skip', ['plan', 'plan', 'restart']], ['off', ['plan', 'plan', 'restart']]] as const) {
    test(`--full in every-restart mode ${before}: that restart is an ordinary one, or none where nobody may say so`, async () => {
      const computer = Object.assign(new FakeComputer(), { state: { everyRestart: before } });
      assert.deepEqual([(await restart(computer, { request: { full: true } })).outcome.ok, computer.calls], [true, calls]);
      assert.equal(kindOf((await restart(Object.assign(computer, { state: { everyRestart: before }, settingFailure: sampleFailure('not-authorised') }), { request: { full: true } })).outcome), calls.length === 4 ? 'not-authorised' : 'done');
    });
  }
  test('--full does not need a plan', async () => {
    const computer = new FakeComputer();
    computer.plan = err(sampleFailure('read-failed'));
    const { outcome } = await restart(computer, { request: { full: true } });
    assert.deepEqual(outcome, ok({ how: 'full', plan: null }));
    assert.equal(computer.restarted, 'full');
  });

  test('without a plan, what stands against any restart is heeded, at once and behind the question', async () => {
    const checks = [sampleCheck({ id: 'package-manager', result: 'refusal', against: 'any', message: 'Packages are being installed.' })];
    const problem = { ...sampleFailure('helper-unavailable'), checks };
    for (const request of [{ full: true }, { fallback: true }, {}]) {
      const computer = new FakeComputer();
      computer.plan = err(problem);
      const { outcome } = await restart(computer, { request });
      const kind = Object.keys(request).length === 0 ? 'helper-unavailable' : 'refused';
      assert.deepEqual([kindOf(outcome), computer.restarted, computer.calls], [kind, 'no', ['plan']]);
    }
    const later = new FakeComputer();
    later.plan = err(sampleFailure('helper-unavailable'));
    later.during.set('plan', () => {
      if (later.calls.filter((call) => call === 'plan').length === 2) later.plan = err(problem);
    });
    assert.deepEqual([kindOf((await restart(later, { request: { full: true } })).outcome), later.restarted], ['refused', 'no']);
  });

  test('a password is asked for where it is wanted, for the load and for the restart', async () => {
    const computer = new FakeComputer();
    computer.wantsPassword.add('load').add('restart');
    const { outcome } = await restart(computer);
    assert.equal(kindOf(outcome), 'done');
    const id = sampleEntry().id;
    assert.deepEqual(computer.calls, ['plan', `load ${id}`, `load ${id} interactive`, 'restartThroughKexec', 'restartThroughKexec interactive']);
  });

  test('other people who are logged in are named once each, not the caller and not the login screen', async () => {
    const computer = new FakeComputer();
    const session = (id: string, uid: number, userName: string) => ({ id, uid, userName, seat: 'seat0' });
    computer.sessions = ok([session('1', 1000, 'anna'), session('2', 1001, 'ben'), session('3', 1001, 'ben'), session('4', 107, 'gdm')]);
    const { said } = await restart(computer, { request: { confirmed: false } });
    assert.deepEqual(said.slice(0, 3), ['plan quick', 'others ben', 'confirm quick']);
  });

  for (const word of ['yes', 'challenge', 'unknown'] as const) {
    test(`CanReboot says ${word}: goes on`, async () => {
      const computer = new FakeComputer();
      computer.canRestart = ok(word);
      assert.equal(kindOf((await restart(computer)).outcome), 'done');
    });
  }
});

describe('somebody else is loading at the same moment', () => {
  for (const fallback of [false, true]) {
    test(`is told, and what they load is left alone (fallback: ${fallback})`, async () => {
      const computer = new FakeComputer();
      computer.loadFailure = sampleFailure('busy');
      computer.during.set('load', () => (computer.loaded = sampleEntry().id));
      const { outcome } = await restart(computer, { request: { fallback } });
      assert.equal(kindOf(outcome), 'busy');
      assert.equal(computer.loaded, sampleEntry().id);
      assert.equal(computer.restarted, 'no');
    });
  }
});

describe('a person who changes their mind', () => {
  test('says no: nothing was loaded', async () => {
    const computer = new FakeComputer();
    const { outcome } = await restart(computer, { request: { confirmed: false, fallback: true }, answer: false });
    assert.equal(kindOf(outcome), 'cancelled');
    assert.deepEqual(computer.calls, ['plan']);
  });

  for (const abortAt of ['others', 'loading', 'loaded'] as const) {
    test(`presses Ctrl-C at "${abortAt}": nothing stays loaded, no fallback`, async () => {
      const computer = new FakeComputer();
      computer.sessions = ok([{ id: '2', uid: 1001, userName: 'ben', seat: '' }]);
      const { outcome } = await restart(computer, { abortAt, request: { fallback: true } });
      assert.equal(kindOf(outcome), 'cancelled');
      assert.equal(computer.loaded, '');
      assert.equal(computer.restarted, 'no');
    });
  }

  test('presses Ctrl-C while logind waits for a password: it is not waited for', async () => {
    const computer = new FakeComputer();
    const abort = new AbortController();
    computer.wantsPassword.add('restart');
    const hanging = { ...computer.restartManager, restartThroughKexec: (interactive: boolean) => (interactive ? waitForever(abort) : computer.restartManager.restartThroughKexec(false)) };
    const stuck = Object.assign(new FakeComputer(), { restartManager: hanging, service: computer.service });
    const { outcome } = await restart(stuck, { abort });
    assert.equal(kindOf(outcome), 'cancelled');
    assert.equal(computer.loaded, '');
  });

  test('presses Ctrl-C when logind has accepted already: it restarts', async () => {
    const computer = new FakeComputer();
    const { outcome } = await restart(computer, { abortAt: 'restarting' });
    assert.equal(kindOf(outcome), 'done');
    assert.equal(computer.loaded, sampleEntry().id);
  });
});

function waitForever(abort: AbortController): Promise<never> {
  setImmediate(() => abort.abort());
  return new Promise<never>(() => undefined);
}

describe('who blocks a restart', () => {
  test('is named with reason, process and user', async () => {
    const computer = new FakeComputer();
    computer.inhibitors = ok([
      sampleInhibitor(),
      sampleInhibitor({ who: 'backup', why: 'Copying /home', uid: 1000, pid: 99 }),
      sampleInhibitor({ who: 'odd', why: 'a lock of a later logind', mode: 'unknown', uid: 77, pid: 5 }),
    ]);
    const { outcome } = await restart(computer);
    assert.equal(
      outcome.ok ? '' : outcome.error.message,
      'Restarting is blocked by packagekitd (process 812, user root): “Installing updates”; by backup (process 99, user anna): “Copying /home”; by odd (process 5, user 77): “a lock of a later logind”.',
    );
  });

  for (const [name, change] of [['a delay', { mode: 'delay' }], ['a lock on sleep', { what: ['sleep'] }], ['a lock on a key', { what: ['handle-power-key'] }]] as const) {
    test(`is not ${name}`, async () => {
      const computer = new FakeComputer();
      computer.inhibitors = ok([sampleInhibitor(change)]);
      assert.equal(kindOf((await restart(computer)).outcome), 'done');
    });
  }
});
