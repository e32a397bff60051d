import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { countdownAfterSecond, countdownAfterTouch, countdownAfterView, isDue, type Countdown, type CountdownFacts } from '../../../../src/renderer/restart/countdown.ts';

const WAITING: Countdown = { kind: 'waiting' };
const FREE: CountdownFacts = { phase: { kind: 'choosing' }, action: 'quick', problem: null, countdownSeconds: 60, blockers: [] };
const BLOCKER = { who: 'GNOME Disks', why: 'Formatting' };
const FAILURE = { kind: 'helper-unavailable', message: 'The helper does not answer.', hint: '' } as const;

describe('a countdown begins', () => {
  const CASES: readonly (readonly [what: string, facts: Partial<CountdownFacts>, kind: Countdown['kind']])[] = [
    ['with a plan and nothing in the way', {}, 'counting'],
    ['where only an ordinary restart is possible', { action: 'full' }, 'counting'],
    ['not while the plan is read', { phase: { kind: 'reading' } }, 'waiting'],
    ['not with a program in the way', { blockers: [BLOCKER] }, 'off'],
    ['not where nothing may be restarted', { action: 'none' }, 'off'],
    ['not without a plan', { action: null, problem: FAILURE }, 'off'],
    ['not where the person or main does not want it', { countdownSeconds: null }, 'off'],
    ['not after a failure', { phase: { kind: 'failed', how: 'quick', failure: FAILURE, ordinaryOffered: true, nothingLoaded: true } }, 'off'],
  ];
  for (const [what, facts, kind] of CASES) {
    test(what, () => assert.equal(countdownAfterView(WAITING, { ...FREE, ...facts }).kind, kind));
  }
});

describe('a countdown', () => {
  const counting = countdownAfterView(WAITING, FREE);

  test('counts each second down to nothing, and is due only then', () => {
    let now = counting;
    const due: number[] = [];
    for (let second = 0; second <= 60; second += 1) {
      if (isDue(now)) due.push(second);
      now = countdownAfterSecond(now);
    }
    assert.deepEqual(due, [60]);
  });

  test('goes on when a view changes nothing, from where it was', () => {
    const later = countdownAfterSecond(counting);
    assert.deepEqual(countdownAfterView(later, FREE), { kind: 'counting', secondsLeft: 59 });
  });

  test('stops when something comes into its way, and does not go on when that has gone', () => {
    const stopped = countdownAfterView(counting, { ...FREE, blockers: [BLOCKER] });
    assert.equal(stopped.kind, 'stopped');
    assert.equal(countdownAfterView(stopped, FREE).kind, 'stopped');
  });

  test('stops when main gives no seconds any more, as when somebody else logs in', () => {
    assert.equal(countdownAfterView(counting, { ...FREE, countdownSeconds: null }).kind, 'stopped');
  });

  test('stops for good when the window is touched', () => {
    const stopped = countdownAfterTouch(counting);
    assert.deepEqual(stopped, { kind: 'stopped' });
    assert.deepEqual(countdownAfterSecond(stopped), { kind: 'stopped' });
    assert.equal(isDue(stopped), false);
  });

  test('never begins late, when what stood in its way has gone', () => {
    const off = countdownAfterView(WAITING, { ...FREE, blockers: [BLOCKER] });
    assert.equal(countdownAfterView(off, FREE).kind, 'off');
  });

  test('never begins in a window that was touched before', () => {
    const off = countdownAfterTouch(WAITING);
    assert.equal(countdownAfterView(off, FREE).kind, 'off');
  });
});
