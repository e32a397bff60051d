import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { parseStopEvents, slowStops, STOP_MESSAGE_IDS, type StopEvent, type UnitStop } from '../../../../src/core/history/slow-stops.ts';

const at = (seconds: number, kind: StopEvent['kind'], unit: string): StopEvent => ({ kind, unit, atUsec: seconds * 1e6 });
const MARK = at(1000.2, 'stopping', 'quick-restart-stop@reboot.service');
const whole = (unit: string, seconds: number): UnitStop => ({ unit, seconds, timedOut: false, stopped: true });

describe('what the units cost of a shutdown', () => {
  test('the slowest first; who was killed is named', () => {
    const events = [at(1000, 'stopping', 'b.service'), MARK, at(1000.3, 'stopping', 'a.service'), at(1000.5, 'stopped', 'b.service'), at(1090.3, 'timed-out', 'a.service'), at(1090.4, 'stopped', 'a.service'), at(1090.5, 'stopped', 'quick-restart-stop@reboot.service')];
    assert.deepEqual(slowStops(events), { seconds: 90.5, units: [whole('quick-restart-stop@reboot.service', 90.3), { unit: 'a.service', seconds: 90.1, timedOut: true, stopped: true }, whole('b.service', 0.5)] });
  });

  test('what was stopped by hand an hour before does not count, nor does a failure that is no stop', () => {
    const before = [at(900, 'stopping', 'old.service'), at(985, 'stopped', 'old.service'), at(986, 'timed-out', 'never.service')];
    assert.deepEqual(slowStops([...before, MARK, at(1001.2, 'stopped', MARK.unit)]).units, [whole(MARK.unit, 1)]);
  });

  test('stopped, started, and stopped again: the last one counts', () => {
    assert.deepEqual(slowStops([MARK, at(1001, 'stopping', 'a'), at(1002, 'stopped', 'a'), at(1003, 'stopping', 'a'), at(1003.5, 'stopped', 'a'), at(1003.5, 'stopped', MARK.unit)]).units.find(({ unit }) => unit === 'a'), whole('a', 0.5));
  });

  test('the journal ends before a unit had stopped', () => {
    assert.deepEqual(slowStops([MARK, at(1001, 'stopping', 'hangs.service'), at(1011, 'stopped', MARK.unit)]).units.find(({ unit }) => unit === 'hangs.service'), { unit: 'hangs.service', seconds: 10, timedOut: false, stopped: false });
  });

  test('without our own note the targets tell when the shutdown began, and without those everything counts', () => {
    const events = [at(500, 'stopping', 'old.service'), at(501, 'stopped', 'old.service'), at(999, 'stopping', 'a.service'), at(1000, 'stopped', 'multi-user.target'), at(1002, 'stopped', 'a.service')];
    assert.deepEqual(slowStops(events).units, [whole('a.service', 3)]);
    assert.deepEqual(slowStops(events.filter(({ unit }) => unit.endsWith('.service'))).units, [whole('a.service', 3), whole('old.service', 1)]);
  });

  test('nothing', () => {
    for (const events of [[], [at(1, 'stopped', 'a')], [at(1, 'timed-out', 'a')]]) assert.deepEqual(slowStops(events), { seconds: null, units: [] });
  });
});

describe('entries of the journal', () => {
  const entry = (fields: object): string => JSON.stringify({ __CURSOR: 's=1', __MONOTONIC_TIMESTAMP: '1000000', UNIT: 'a.service', MESSAGE_ID: STOP_MESSAGE_IDS.stopping, ...fields });
  for (const [what, line, kind] of [
    ['a stop begins', entry({}), 'stopping'],
    ['a unit has stopped', entry({ MESSAGE_ID: STOP_MESSAGE_IDS.stopped, JOB_RESULT: 'done' }), 'stopped'],
    ['a timeout', entry({ MESSAGE_ID: STOP_MESSAGE_IDS.failed, UNIT_RESULT: 'timeout' }), 'timed-out'],
    ['another failure', entry({ MESSAGE_ID: STOP_MESSAGE_IDS.failed, UNIT_RESULT: 'exit-code' }), null],
    ['another message', entry({ MESSAGE_ID: 'ffffffffffffffffffffffffffffffff' }), null],
    ['a user’s unit', entry({ UNIT: undefined, USER_UNIT: 'a.service' }), null],
    ['a unit that is no text', entry({ UNIT: [97, 255] }), null],
    ['a unit of a kilobyte', entry({ UNIT: 'x'.repeat(1000) }), null],
    ['a time that is none', entry({ __MONOTONIC_TIMESTAMP: '-1' }), null],
    ['no object', 'null', null],
    ['cut off', entry({}).slice(0, -1), null],
  ] as const) {
    test(what, () => assert.deepEqual(parseStopEvents(`${line}\n`), kind === null ? [] : [{ kind, unit: 'a.service', atUsec: 1e6 }]));
  }
});
