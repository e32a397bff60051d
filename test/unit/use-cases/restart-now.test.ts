import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import type { ErrorKind } from '../../../src/contracts/errors.ts';
import { err, ok } from '../../../src/core/result.ts';
import { restartNow, type RestartOutcome, type RestartRequest, type RestartStep } from '../../../src/use-cases/restart-now.ts';
import { withAuthentication } from '../../../src/use-cases/with-authentication.ts';
import type { Failure } from '../../../src/contracts/errors.ts';
import type { Result } from '../../../src/core/result.ts';
import { FakeComputer, sampleFailure, sampleInhibitor } from '../../fakes/computer.ts';
import { NEXT_RELEASE, sampleCheck, sampleEntry, samplePlan } from '../../fakes/sample-plan.ts';
import { FAILURE_POINTS } from './restart-failure-points.ts';

interface Setting {
  readonly request?: Partial<RestartRequest>;
  readonly answer?: boolean;
  readonly terminal?: boolean;
  readonly abort?: AbortController;
  /** Aborts when this step is shown. */
  readonly abortAt?: RestartStep['kind'];
}

async function restart(computer: FakeComputer, setting: Setting = {}): Promise<{ readonly outcome: Result<RestartOutcome, Failure>; readonly said: readonly string[] }> {
  const said: string[] = [];
  const abort = setting.abort ?? new AbortController();
  const agent = { start: () => Promise.resolve({ stop: () => Promise.resolve() }) };
  const outcome = await restartNow(
    { selector: '', full: false, fallback: false, confirmed: true, ...setting.request },
    {
      service: computer.service,
      restartManager: computer.restartManager,
      conversation: {
        showPlan: (plan) => void said.push(`plan ${plan.action}`),
        confirm: (how) => {
          said.push(`confirm ${how}`);
          assert.equal(computer.loaded, '', 'nothing is loaded before the person said yes');
          return Promise.resolve(setting.answer ?? true);
        },
        showStep: (step) => {
          said.push(step.kind === 'others' ? `others ${step.names.join(',')}` : step.kind);
          if (step.kind === setting.abortAt) abort.abort();
        },
      },
      authenticate: withAuthentication(setting.terminal === false ? null : agent),
      ownUids: [1000],
      signal: abort.signal,
    },
  );
  return { outcome, said };
}

function kindOf(outcome: Result<RestartOutcome, Failure>): ErrorKind | 'done' {
  return outcome.ok ? 'done' : outcome.error.kind;
}

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

const detail = 'because';

describe('a restart that fails leaves nothing loaded', () => {
  for (const point of FAILURE_POINTS) {
    test(point.name, async () => {
      const computer = new FakeComputer();
      point.arrange(computer);
      const { outcome } = await restart(computer);
      assert.equal(kindOf(outcome), point.kind);
      assert.equal(computer.loaded, '');
      assert.equal(computer.restarted, 'no');
      assert.equal(computer.calls.some((call) => call.startsWith('load')), point.loads);
    });

    test(`${point.name}, with --fallback`, async () => {
      const computer = new FakeComputer();
      point.arrange(computer);
      const { outcome } = await restart(computer, { request: { fallback: true } });
      assert.equal(computer.loaded, '');
      if (point.withFallback === 'full') {
        assert.equal(outcome.ok && outcome.value.how, 'full');
        assert.equal(computer.restarted, 'full');
      } else {
        assert.equal(kindOf(outcome), point.withFallback);
        assert.equal(computer.restarted, 'no');
      }
    });
  }

  test('when the ordinary restart fails as well', async () => {
    const computer = new FakeComputer();
    computer.kexecFailure = { kind: 'failed', detail };
    computer.restartFailure = { kind: 'failed', detail };
    const { outcome } = await restart(computer, { request: { fallback: true } });
    assert.equal(kindOf(outcome), 'restart-failed');
    assert.equal(computer.loaded, '');
  });

  test('without a terminal, a wanted password fails the load and the restart', async () => {
    for (const call of ['load', 'restart'] as const) {
      const computer = new FakeComputer();
      computer.wantsPassword.add(call);
      const { outcome } = await restart(computer, { terminal: false });
      assert.equal(kindOf(outcome), 'authentication-required');
      assert.equal(computer.loaded, '');
    }
  });
});

describe('a kernel that cannot be unloaded', () => {
  for (const fallback of [false, true]) {
    test(`is told, and no ordinary restart starts it (fallback: ${fallback})`, async () => {
      const computer = new FakeComputer();
      computer.kexecFailure = { kind: 'failed', detail };
      computer.unloadFailure = sampleFailure('unload-failed', 'kexec -u failed.');
      const { outcome } = await restart(computer, { request: { fallback } });
      assert.equal(kindOf(outcome), 'unload-failed');
      assert.match(outcome.ok ? '' : outcome.error.message, /logind did not restart the machine.*could not be unloaded: kexec -u failed/);
      assert.match(outcome.ok ? '' : outcome.error.hint, /kexec -u -a/);
      assert.equal(computer.restarted, 'no');
    });
  }

  test('stops --full too', async () => {
    const computer = new FakeComputer();
    computer.loaded = '?';
    computer.unloadFailure = sampleFailure('unload-failed', 'kexec -u failed.');
    const { outcome } = await restart(computer, { request: { full: true } });
    assert.equal(kindOf(outcome), 'unload-failed');
    assert.equal(computer.restarted, 'no');
  });
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

test('a bug in between throws, and leaves nothing loaded', async () => {
  const computer = new FakeComputer();
  computer.during.set('restartThroughKexec', () => {
    throw new TypeError('a bug');
  });
  await assert.rejects(restart(computer), /a bug/);
  assert.equal(computer.loaded, '');
});

test('the way out is in the hint of a failure behind the yes', async () => {
  const computer = new FakeComputer();
  computer.loadFailure = { kind: 'load-failed', message: `${NEXT_RELEASE} could not be loaded.`, hint: 'Reinstall it.' };
  const { outcome } = await restart(computer);
  assert.equal(outcome.ok ? '' : outcome.error.hint, 'Reinstall it. An ordinary restart still works: quick-restart now --full.');
});
