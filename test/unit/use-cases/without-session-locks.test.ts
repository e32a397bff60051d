import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { ok } from '../../../src/core/result.ts';
import { checkRestartAllowed } from '../../../src/use-cases/check-restart-allowed.ts';
import { withoutSessionLocks } from '../../../src/use-cases/without-session-locks.ts';
import { FakeComputer, sampleInhibitor } from '../../fakes/computer.ts';
import { FakeSession } from '../../fakes/fake-session.ts';

const OF_SESSION = sampleInhibitor({ who: 'anna', why: 'user session inhibited', pid: 77, uid: 1000 });
const OF_ANOTHER = sampleInhibitor({ pid: 812 });

async function allowed(computer: FakeComputer, pid: number | null): Promise<string> {
  const manager = withoutSessionLocks(computer.restartManager, Object.assign(new FakeSession(), { processId: pid }));
  const answer = await checkRestartAllowed(manager, [1000]);
  return answer.ok ? 'allowed' : answer.error.message;
}

describe('the session manager’s own lock', () => {
  for (const word of ['yes', 'inhibited', 'inhibitor-blocked', 'challenge-inhibitor-blocked'] as const) {
    test(`does not stand against a restart that the session manager asks programs about, where logind says ${word}`, async () => {
      const computer = Object.assign(new FakeComputer(), { inhibitors: ok([OF_SESSION]), canRestart: ok(word) });
      assert.equal(await allowed(computer, 77), 'allowed');
    });
  }

  test('stands where nobody manages the session, and so does every other lock', async () => {
    const computer = Object.assign(new FakeComputer(), { inhibitors: ok([OF_SESSION]), canRestart: ok('inhibitor-blocked' as const) });
    assert.match(await allowed(computer, null), /user session inhibited/);
    computer.inhibitors = ok([OF_SESSION, OF_ANOTHER]);
    assert.match(await allowed(computer, 77), /packagekitd/);
    assert.doesNotMatch(await allowed(computer, 77), /user session/);
  });

  test('logind says that somebody blocks, and names nobody: believed', async () => {
    const computer = Object.assign(new FakeComputer(), { canRestart: ok('inhibitor-blocked' as const) });
    assert.match(await allowed(computer, 77), /A program blocks restarting/);
  });

  test('what may not be done may not be done without it either', async () => {
    const computer = Object.assign(new FakeComputer(), { inhibitors: ok([OF_SESSION]), canRestart: ok('no' as const) });
    assert.match(await allowed(computer, 77), /may not restart/);
  });
});
