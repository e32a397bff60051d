import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import type { EveryRestart } from '../../../src/core/every-restart/mode.ts';
import { err, ok } from '../../../src/core/result.ts';
import type { SessionError } from '../../../src/ports/session-manager.ts';
import { undoRestart } from '../../../src/use-cases/undo-restart.ts';
import { withAuthentication } from '../../../src/use-cases/with-authentication.ts';
import { FakeComputer, sampleFailure, sampleInhibitor } from '../../fakes/computer.ts';
import { FakeSession } from '../../fakes/fake-session.ts';
import { NEXT_RELEASE, sampleEntry, samplePlan } from '../../fakes/sample-plan.ts';
import { kindOf, restart } from './restart-by-a-person.ts';

/** A computer whose helper prepares what the plan says; the mode is `before`. */
function desk(before: EveryRestart = 'off'): { readonly computer: FakeComputer; readonly session: FakeSession; readonly mode: () => string; readonly modes: () => readonly string[] } {
  const computer = new FakeComputer();
  computer.state = {
    everyRestart: before,
    nextRestart: { kind: 'quick', entryId: sampleEntry().id, kernelRelease: NEXT_RELEASE, possible: true, message: '' },
  };
  const modes = (): readonly string[] => computer.calls.filter((call) => call.startsWith('setEveryRestart')).map((call) => call.replace('setEveryRestart ', ''));
  return { computer, session: new FakeSession(), mode: () => computer.state.everyRestart ?? '', modes };
}

/** What today's way does instead. */
const LOADED = [`load ${sampleEntry().id}`, 'restartThroughKexec'];
const loads = (computer: FakeComputer): readonly string[] => computer.calls.filter((call) => call.startsWith('load') || call.startsWith('restart'));

describe('a quick restart where a session manager asks programs', () => {
  test('the next restart is made a quick one, and the session manager asked; nothing is loaded, and logind is the session manager’s', async () => {
    const { computer, session, modes } = desk();
    const { outcome, said } = await restart(computer, { session, request: { confirmed: false } });
    assert.deepEqual(outcome, ok({ how: 'quick', plan: samplePlan(), throughSession: { before: 'off' } }));
    assert.deepEqual(said, ['plan quick', 'confirm quick', 'asking-programs', 'restarting']);
    assert.deepEqual([session.asked, modes(), loads(computer), computer.loaded], [1, ['once'], [], '']);
  });

  test('nothing is set before the person said yes', async () => {
    const { computer, session, modes } = desk();
    assert.equal(kindOf((await restart(computer, { session, answer: false, request: { confirmed: false } })).outcome), 'cancelled');
    assert.deepEqual([session.asked, modes()], [0, []]);
  });

  for (const before of ['off', 'on', 'once', 'skip'] as const) {
    test(`cancelled there: the mode is ${before} again, as it was, and nothing is loaded`, async () => {
      const { computer, session, mode } = desk(before);
      session.answer = ok('cancelled');
      const { outcome } = await restart(computer, { session });
      assert.deepEqual([kindOf(outcome), mode(), computer.loaded, loads(computer)], ['cancelled', before, '', []]);
    });
  }

  test('a session manager that says nothing more has taken the wish', async () => {
    const { computer, session, mode } = desk();
    session.answer = ok('untold');
    assert.deepEqual([kindOf((await restart(computer, { session })).outcome), mode()], ['done', 'once']);
  });

  const refusals: readonly (readonly [SessionError['kind'], string])[] = [['busy', 'busy'], ['forbidden', 'not-authorised'], ['no-reply', 'restart-failed'], ['failed', 'restart-failed']];
  for (const [kind, told] of refusals) {
    test(`${kind}: told, the mode as before, and no other way is tried`, async () => {
      const { computer, session, mode } = desk();
      session.answer = err({ kind, detail: 'no' });
      assert.deepEqual([kindOf((await restart(computer, { session })).outcome), mode(), loads(computer)], [told, 'off', []]);
    });
  }

  test('what cannot be set back is told', async () => {
    const { computer, session } = desk();
    session.answer = ok('cancelled');
    session.during = () => (computer.settingFailure = sampleFailure('settings-failed'));
    const { outcome } = await restart(computer, { session });
    assert.match(outcome.ok ? '' : outcome.error.message, /could not be set back: It failed/);
  });

  test('somebody switched the mode on while programs asked: that stays', async () => {
    const { computer, session, mode } = desk();
    session.answer = ok('cancelled');
    session.during = () => (computer.state = { ...computer.state, everyRestart: 'on' });
    await restart(computer, { session });
    assert.equal(mode(), 'on');
  });

  test('another entry is prepared than the window showed, or the plan is another by now: not asked, the mode as before', async () => {
    const one = desk();
    one.computer.state = { ...one.computer.state, nextRestart: { kind: 'quick', entryId: 'another', kernelRelease: NEXT_RELEASE, possible: true, message: '' } };
    const other = desk();
    other.computer.during.set('setEveryRestart', () => (other.computer.plan = ok(samplePlan({ commandLine: 'other' }))));
    for (const { computer, session, mode } of [one, other]) {
      assert.deepEqual([kindOf((await restart(computer, { session })).outcome), session.asked, mode(), loads(computer)], ['load-failed', 0, 'off', []]);
    }
  });

  test('a program blocks restarting: not asked, the mode as before', async () => {
    const { computer, session, mode } = desk();
    computer.during.set('setEveryRestart', () => (computer.inhibitors = ok([sampleInhibitor()])));
    assert.deepEqual([kindOf((await restart(computer, { session })).outcome), session.asked, mode()], ['inhibited', 0, 'off']);
  });

  test('the person gives up while it is prepared: the mode as before', async () => {
    const { computer, session, mode } = desk();
    const abort = new AbortController();
    computer.during.set('setEveryRestart', () => abort.abort());
    assert.deepEqual([kindOf((await restart(computer, { session, abort })).outcome), session.asked, mode()], ['cancelled', 0, 'off']);
  });

  test('who may not: told, and nothing is asked', async () => {
    const { computer, session } = desk();
    computer.settingFailure = sampleFailure('not-authorised');
    assert.deepEqual([kindOf((await restart(computer, { session })).outcome), session.asked], ['not-authorised', 0]);
  });

  test('while somebody takes long to save their work, what counts for 15 minutes is set anew', async (t) => {
    t.mock.timers.enable({ apis: ['setInterval'] });
    const { computer, session, modes } = desk();
    session.during = async () => {
      for (let turn = 0; turn < 2; turn += 1) {
        t.mock.timers.tick(10 * 60_000);
        for (let step = 0; step < 20; step += 1) await Promise.resolve();
      }
    };
    await restart(computer, { session });
    assert.deepEqual(modes(), ['once', 'once', 'once']);
    t.mock.timers.tick(60 * 60_000);
    assert.equal(modes().length, 3);
  });
});

describe('a quick restart goes the way of load and logind', () => {
  const ways: readonly (readonly [string, (of: ReturnType<typeof desk>) => Parameters<typeof restart>[1]])[] = [
    ['without a session manager', ({ session }) => ({ session: Object.assign(session, { there: false }) })],
    ['into an entry that was picked', ({ session }) => ({ session, request: { selector: sampleEntry().id } })],
    ['where the mode can do nothing', ({ computer, session }) => {
      computer.state = { nextRestart: { kind: 'ordinary', entryId: null, kernelRelease: null, possible: false, message: '' } };
      return { session };
    }],
    ['where a kernel is loaded already', ({ computer, session }) => {
      computer.loaded = '?';
      return { session };
    }],
    ['where the mode would not make it a quick one', ({ computer, session }) => {
      computer.state = { everyRestart: 'off', nextRestart: { kind: 'ordinary', entryId: null, kernelRelease: null, possible: true, message: '' } };
      return { session };
    }],
    ['where the helper cannot set the mode', ({ computer, session }) => {
      computer.settingFailure = sampleFailure('not-supported');
      return { session };
    }],
  ];
  for (const [name, setting] of ways) {
    test(`${name}; the mode stays as it was`, async () => {
      const one = desk();
      const { outcome } = await restart(one.computer, setting(one));
      assert.deepEqual([kindOf(outcome), one.session.asked, loads(one.computer), one.mode() || 'off'], ['done', 0, LOADED, 'off']);
      assert.ok(outcome.ok && outcome.value.throughSession === undefined);
    });
  }

  test('where the session manager has gone when it is asked', async () => {
    const one = desk();
    one.session.answer = err({ kind: 'absent', detail: '' });
    const { outcome } = await restart(one.computer, { session: one.session });
    assert.deepEqual([kindOf(outcome), one.modes(), loads(one.computer)], ['done', ['once', 'off'], LOADED]);
  });
});

describe('an ordinary restart where a session manager asks programs', () => {
  for (const [before, set] of [['off', []], ['on', ['skip']], ['once', ['skip']], ['skip', []]] as const) {
    test(`in every-restart mode ${before}: that one is ordinary; cancelled, the mode is as before`, async () => {
      const { computer, session, modes, mode } = desk(before);
      const { outcome } = await restart(computer, { session, request: { full: true } });
      assert.deepEqual(outcome, ok({ how: 'full', plan: samplePlan(), throughSession: { before: set.length === 0 ? null : before } }));
      assert.deepEqual([session.asked, modes(), loads(computer)], [1, set, []]);
      computer.state = { ...computer.state, everyRestart: before };
      session.answer = ok('cancelled');
      assert.deepEqual([kindOf((await restart(computer, { session, request: { full: true } })).outcome), mode()], ['cancelled', before]);
    });
  }

  test('logind’s refusal sets the mode back, too', async () => {
    const { computer, mode } = desk('on');
    computer.restartFailure = { kind: 'failed', detail: '' };
    assert.deepEqual([kindOf((await restart(computer, { request: { full: true } })).outcome), mode()], ['restart-failed', 'on']);
  });

  test('a session manager that has gone: logind', async () => {
    const { computer, session } = desk();
    session.answer = err({ kind: 'absent', detail: '' });
    const { outcome } = await restart(computer, { session, request: { full: true } });
    assert.deepEqual([outcome, loads(computer)], [ok({ how: 'full', plan: samplePlan() }), ['restart']]);
  });
});

test('a session that ended for a restart that did not come: told, and the mode as before', async () => {
  const { computer, mode } = desk('once');
  const told = await undoRestart({ service: computer.service, authenticate: withAuthentication(null), goal: null, throughSession: { before: 'off' } });
  assert.deepEqual([told.kind, mode()], ['restart-failed', 'off']);
  assert.match(told.message, /The desktop agreed/);
});
