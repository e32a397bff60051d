import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { FakeComputer, sampleFailure } from '../../fakes/computer.ts';
import { NEXT_RELEASE } from '../../fakes/sample-plan.ts';
import { FAILURE_POINTS } from './restart-failure-points.ts';
import { kindOf, restart } from './restart-by-a-person.ts';

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
