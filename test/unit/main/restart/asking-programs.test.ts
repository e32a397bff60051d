import assert from 'node:assert/strict';
import test, { describe, type TestContext } from 'node:test';
import { ok } from '../../../../src/core/result.ts';
import { FakeSession } from '../../../fakes/fake-session.ts';
import { NEXT_RELEASE, sampleEntry } from '../../../fakes/sample-plan.ts';
import { Desk } from './restart-desk.ts';

/** A window on a desktop whose session manager does not answer before `answer` is called. */
async function open(t: TestContext): Promise<{ readonly desk: Desk; readonly session: FakeSession; readonly answer: (outcome: 'ending' | 'cancelled') => Promise<void> }> {
  t.mock.timers.enable({ apis: ['setInterval'] });
  const desk = new Desk();
  const session = new FakeSession();
  let go: () => void = () => undefined;
  session.during = () => new Promise<void>((resolve) => (go = resolve));
  desk.session = session;
  desk.computer.state = { everyRestart: 'off', nextRestart: { kind: 'quick', entryId: sampleEntry().id, kernelRelease: NEXT_RELEASE, possible: true, message: '' } };
  await desk.open();
  const answer = async (outcome: 'ending' | 'cancelled'): Promise<void> => {
    session.answer = ok(outcome);
    go();
    await desk.settle();
  };
  return { desk, session, answer };
}

describe('the restart window while the desktop asks programs', () => {
  test('shows that, and then that the session ends', async (t) => {
    const { desk, answer } = await open(t);
    void desk.restart('quick');
    await desk.settle();
    assert.deepEqual([desk.phases, desk.computer.state.everyRestart], [['authorising', 'asking-programs'], 'once']);
    await answer('ending');
    assert.deepEqual(desk.view.phase, { kind: 'restarting', how: 'quick', throughSession: true });
    assert.deepEqual([desk.computer.loaded, desk.computer.restarted], ['', 'no'], 'logind is the session manager’s to ask');
  });

  test('cancelled there: it closes, and the next restart is an ordinary one', async (t) => {
    const { desk, answer } = await open(t);
    void desk.restart('quick');
    await desk.settle();
    await answer('cancelled');
    assert.deepEqual([desk.closed, desk.computer.state.everyRestart, desk.computer.loaded], [1, 'off', '']);
  });

  test('may be closed, by the desktop that ends the session too, without a word against the restart', async (t) => {
    const { desk, answer } = await open(t);
    void desk.restart('quick');
    await desk.settle();
    assert.equal(desk.model.mayClose(), true);
    desk.model.close();
    desk.model.dispose();
    await desk.settle();
    assert.deepEqual([desk.computer.state.everyRestart, desk.closed], ['once', 1]);
    await answer('cancelled');
    assert.deepEqual([desk.computer.state.everyRestart, desk.closed], ['off', 1], 'set back, and no window of another restart is closed');
  });

  test('a session that ended for a restart that did not come: told', async (t) => {
    const { desk, answer } = await open(t);
    void desk.restart('quick');
    await desk.settle();
    await answer('ending');
    desk.giveUp();
    await desk.settle();
    const { phase } = desk.view;
    assert.ok(phase.kind === 'failed' && phase.failure.kind === 'restart-failed');
    assert.equal(desk.computer.state.everyRestart, 'off');
  });
});
