import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { addBoot, type Left } from '../../../../src/core/history/describe-restart.ts';
import { EMPTY_HISTORY, type KeptHistory } from '../../../../src/core/history/kept-history.ts';
import type { RestartRecord } from '../../../../src/core/history/restart-record.ts';
import { stopId } from '../../../../src/core/history/stop-note.ts';
import type { BootNote } from '../../../../src/core/history/boot-note.ts';
import { bootNote, leftBy, managerTimes, NEW_BOOT, NOTED_MS, NOTHING_LEFT, OLD_BOOT, stopNote } from '../../../fakes/boot-notes.ts';
import { NEXT_RELEASE, RUNNING_RELEASE } from '../../../fakes/sample-plan.ts';

const KEPT: KeptHistory = { ...EMPTY_HISTORY, boot: { id: OLD_BOOT, kernelRelease: RUNNING_RELEASE } };

function recordOf(boot: BootNote, left: Left, kept: KeptHistory = KEPT): RestartRecord {
  const record = addBoot(kept, boot, left)?.records.at(-1);
  assert.ok(record !== undefined, 'no record');
  return record;
}

describe('what kind of restart it was', () => {
  const damaged: Left = { ...NOTHING_LEFT, stop: 'damaged' };
  const inOrder: Left = { ...NOTHING_LEFT, stoppedInOrder: true };
  // What the boot before was to end with, what the kernel says, and what it comes to.
  for (const [left, throughKexec, kind, cameUp] of [
    ['kexec', true, 'quick', true],
    ['kexec', null, 'quick', true],
    ['kexec', false, 'quick', false], // the jump failed and the firmware started the machine
    ['reboot', true, 'quick', true], // a drop-in makes every restart quick
    ['reboot', false, 'ordinary', true],
    ['reboot', null, 'ordinary', true],
    ['poweroff', true, 'quick', true],
    ['poweroff', false, 'power-cycle', true],
    ['poweroff', null, 'power-cycle', true],
    ['none', true, 'quick', true],
    ['none', false, 'unknown', true],
    ['none', null, 'unknown', true],
    ['unknown', true, 'quick', true],
    ['unknown', false, 'unknown', true],
    ['unknown', null, 'unknown', true],
    ['soft-reboot', true, 'quick', true],
    ['soft-reboot', false, 'unknown', true], // asked for, and yet another kernel runs
    ['soft-reboot', null, 'unknown', true],
    [NOTHING_LEFT, true, 'quick', true], // kexec -e
    [NOTHING_LEFT, false, 'power-cycle', true],
    [NOTHING_LEFT, null, 'power-cycle', true],
    [damaged, true, 'quick', true],
    [damaged, false, 'unknown', true],
    [damaged, null, 'unknown', true],
    [inOrder, true, 'quick', true],
    [inOrder, false, 'unknown', true], // the note could not be written, the mark could
    [inOrder, null, 'unknown', true],
  ] as const) {
    const what = typeof left === 'string' ? left : left === damaged ? 'a damaged note' : left === inOrder ? 'the mark only' : 'nothing';
    test(`${what}, started by kexec: ${String(throughKexec)}: ${kind}${cameUp ? '' : ', failed'}`, () => {
      const record = recordOf(bootNote({ throughKexec }), typeof left === 'string' ? leftBy({ shutdown: left }) : left);
      assert.deepEqual([record.kind, record.cameUp], [kind, cameUp]);
      assert.deepEqual([record.fromRelease, record.toRelease], [RUNNING_RELEASE, NEXT_RELEASE]);
      assert.equal(record.askedAtMs === null, !(kind === 'quick' || kind === 'ordinary') || typeof left !== 'string');
    });
  }

  test('the same boot id after a soft reboot: one clock measures it', () => {
    const boot = bootNote({ id: OLD_BOOT, now: { bootSeconds: 1130, monotonicSeconds: 1030, wallMs: NOTED_MS + 29_500, rtcSeconds: null }, times: managerTimes({ userspaceMonotonicUsec: 905_000_000, finishMonotonicUsec: 912_000_000 }) });
    const record = recordOf(boot, leftBy({ shutdown: 'soft-reboot' }));
    assert.deepEqual(record, {
      kind: 'soft-reboot', askedAtMs: NOTED_MS - 500, finishedAtMs: NOTED_MS + 29_500 - 118_000, fromRelease: RUNNING_RELEASE, toRelease: NEXT_RELEASE,
      totalSeconds: 12, stoppingSeconds: 4, firmwareSeconds: null, loaderSeconds: null, startingSeconds: 7, cameUp: true,
    });
  });

  test('each boot is recorded once, and each stop counts once', () => {
    const once = addBoot(KEPT, bootNote(), leftBy());
    assert.equal(once?.records.length, 1);
    assert.equal(once.lastStop, stopId(stopNote()));
    assert.equal(addBoot(once, bootNote(), leftBy()), null);
    // The note could not be removed, then the power failed.
    const next = addBoot(once, bootNote({ id: '33333333-3333-4333-8333-333333333333' }), leftBy());
    assert.deepEqual(next?.records.map((one) => one.kind), ['ordinary', 'power-cycle']);
    // Two soft reboots of one boot are two.
    const softly = (notedBootSeconds: number): Left => leftBy({ bootId: NEW_BOOT, shutdown: 'soft-reboot', notedBootSeconds });
    const first = addBoot(once, bootNote(), softly(1000));
    assert.equal(first?.records.length, 2);
    assert.equal(addBoot(first, bootNote(), softly(1000)), null);
    assert.equal(addBoot(first, bootNote(), softly(1001))?.records.length, 3);
  });

  test('a stop that was noted in this very boot is not the one that led to it', () => {
    assert.equal(recordOf(bootNote(), leftBy({ bootId: NEW_BOOT, shutdown: 'none' })).kind, 'power-cycle');
  });

  test('the first boot is noted and no restart: nobody knows what was before', () => {
    const first = addBoot(EMPTY_HISTORY, bootNote(), NOTHING_LEFT);
    assert.deepEqual(first, { boot: { id: NEW_BOOT, kernelRelease: NEXT_RELEASE }, lastStop: null, firmwareBootSeconds: null, records: [] });
    assert.equal(addBoot(EMPTY_HISTORY, bootNote(), leftBy())?.records[0]?.kind, 'ordinary', 'a note is enough');
  });
});

describe('how long it took', () => {
  test('at a clock that begins, no end is minus nought: JSON would give another number back', () => {
    const boot = { ...bootNote(), times: null, now: { bootSeconds: 0, monotonicSeconds: Number.MIN_VALUE, wallMs: 0, rtcSeconds: 0 }, reachedMonotonicSeconds: 0 };
    assert.equal(Object.is(recordOf(boot, leftBy()).finishedAtMs, 0), true);
  });

  test('an ordinary restart whose firmware tells nothing: the clocks measure it', () => {
    assert.deepEqual(recordOf(bootNote(), leftBy()), {
      kind: 'ordinary', askedAtMs: NOTED_MS - 500, finishedAtMs: NOTED_MS + 58_500, fromRelease: RUNNING_RELEASE, toRelease: NEXT_RELEASE,
      totalSeconds: 59, stoppingSeconds: 4, firmwareSeconds: 30, loaderSeconds: null, startingSeconds: 25, cameUp: true,
    });
  });

  test('one whose firmware and boot loader tell', () => {
    const boot = bootNote({ times: managerTimes({ firmwareUsec: 28_000_000, loaderUsec: 5_500_000 }) });
    const { firmwareSeconds, loaderSeconds, totalSeconds } = recordOf(boot, leftBy());
    assert.deepEqual({ firmwareSeconds, loaderSeconds, totalSeconds }, { firmwareSeconds: 22.5, loaderSeconds: 5.5, totalSeconds: 59 });
  });

  test('a quick one: what the firmware variables say is the last boot’s, and what was skipped', () => {
    const boot = bootNote({ throughKexec: true, times: managerTimes({ firmwareUsec: 28_000_000, loaderUsec: 5_500_000 }) });
    const record = recordOf(boot, leftBy({ shutdown: 'kexec' }));
    assert.deepEqual([record.firmwareSeconds, record.loaderSeconds, record.skippedSeconds, record.totalSeconds], [null, null, 28, 59]);
    const silent = recordOf(bootNote({ throughKexec: true }), leftBy({ shutdown: 'kexec' }), { ...KEPT, firmwareBootSeconds: 31 });
    assert.deepEqual([silent.firmwareSeconds, silent.skippedSeconds], [null, 31]);
    assert.ok(!('skippedSeconds' in recordOf(bootNote({ throughKexec: true }), leftBy({ shutdown: 'kexec' }))));
  });

  test('a quick one that ended in the firmware skipped nothing', () => {
    const record = recordOf(bootNote(), leftBy({ shutdown: 'kexec' }), { ...KEPT, firmwareBootSeconds: 31 });
    assert.deepEqual([record.cameUp, record.totalSeconds, record.firmwareSeconds, 'skippedSeconds' in record], [false, 59, null, false]);
  });

  test('without the mark the stopping is not known, the whole is', () => {
    const record = recordOf(bootNote(), { ...leftBy(), stoppedBootSeconds: null });
    assert.deepEqual([record.stoppingSeconds, record.firmwareSeconds, record.totalSeconds], [null, null, 59]);
  });

  test('systemd says nothing: what the recorder saw itself', () => {
    const record = recordOf(bootNote({ times: null }), leftBy());
    assert.deepEqual([record.startingSeconds, record.totalSeconds, record.askedAtMs], [24, null, NOTED_MS - 500]);
  });

  test('not finished: the targets’ time counts', () => {
    assert.equal(recordOf(bootNote({ times: managerTimes({ finishMonotonicUsec: 0 }) }), leftBy()).startingSeconds, 24);
  });

  test('a boot that ended before it was up', () => {
    const record = recordOf(bootNote({ cameUp: false, times: managerTimes({ finishMonotonicUsec: 0 }), reachedMonotonicSeconds: 9 }), leftBy());
    assert.deepEqual([record.cameUp, record.startingSeconds], [false, 9]);
  });

  for (const [what, stop, times, total] of [
    ['the system’s clock was an hour fast, the hardware clock was not', { notedWallMs: NOTED_MS + 3_600_000 }, {}, 58.5],
    ['the hardware clock runs in local time', { notedRtcSeconds: NOTED_MS / 1000 + 3600 }, { kernelUsec: (NOTED_MS + 33_500 + 3_600_000) * 1000 }, 58.5],
    ['no hardware clock, and the time of day is plausible', { notedRtcSeconds: null }, {}, 59],
    ['no hardware clock: the next boot begins in 1970', { notedRtcSeconds: null }, { kernelUsec: 5_000_000 }, null],
    ['another system ran for ten minutes', {}, { kernelUsec: (NOTED_MS + 633_500) * 1000, firmwareUsec: 20_000_000, loaderUsec: 5_000_000 }, null],
    ['off for two hours', {}, { kernelUsec: (NOTED_MS + 7_233_500) * 1000 }, null],
    ['the next kernel starts before the stop', {}, { kernelUsec: (NOTED_MS - 60_000) * 1000 }, null],
    ['a firmware that tells of more than the clocks', {}, { firmwareUsec: 33_000_000, loaderUsec: 5_000_000 }, 62],
    ['a firmware that tells of a year', {}, { firmwareUsec: 3.2e13, loaderUsec: 3.1e13 }, 59],
  ] as const) {
    test(`clocks: ${what}`, () => {
      const { totalSeconds } = recordOf(bootNote({ times: managerTimes(times) }), leftBy(stop));
      if (total === null || totalSeconds === null) assert.equal(totalSeconds, total);
      else assert.ok(Math.abs(totalSeconds - total) <= 0.51, `${totalSeconds} and not ${total}`);
    });
  }
});

describe('what firmware and boot loader take, for the estimate', () => {
  const told = managerTimes({ firmwareUsec: 28_000_000, loaderUsec: 5_500_000 });
  for (const [what, boot, left, before, after] of [
    ['told at the first boot that is seen', bootNote({ times: told }), NOTHING_LEFT, null, 28],
    ['told, also after kexec', bootNote({ times: told, throughKexec: true }), leftBy({ shutdown: 'kexec' }), null, 28],
    ['measured', bootNote(), leftBy(), null, 30],
    ['not known: the last value stays', bootNote({ throughKexec: true }), leftBy({ shutdown: 'kexec' }), 31, 31],
    ['a failed quick restart measures nothing', bootNote(), leftBy({ shutdown: 'kexec' }), 31, 31],
    ['a boot loader that tells alone', bootNote({ times: managerTimes({ loaderUsec: 5_500_000 }) }), NOTHING_LEFT, null, 5.5],
  ] as const) {
    test(what, () => {
      assert.equal(addBoot({ ...KEPT, firmwareBootSeconds: before }, boot, left)?.firmwareBootSeconds, after);
    });
  }
});
