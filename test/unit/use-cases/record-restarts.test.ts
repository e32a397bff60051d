import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { describe } from 'node:test';
import type { RestartRecord } from '../../../src/core/history/restart-record.ts';
import { recordBoot } from '../../../src/use-cases/record-boot.ts';
import { Recorder } from '../../fakes/recorder.ts';

const NOBODY = new AbortController().signal;

function records({ store }: Recorder): readonly RestartRecord[] {
  const read = store.read();
  assert.ok(read.ok);
  return read.value.records;
}

/** The machine runs for a while and stops in `stopSeconds`. */
function stop(recorder: Recorder, kind: string, stopSeconds: number): void {
  recorder.wait(1000);
  recorder.noteStop(kind);
  recorder.wait(stopSeconds);
  recorder.markStopped();
}

describe('restarts are recorded', () => {
  test('three of them: ordinary, quick, a power failure', async (t) => {
    const recorder = new Recorder(t);
    await recordBoot(recorder, NOBODY);
    assert.deepEqual(records(recorder), []);
    stop(recorder, 'reboot', 4);
    recorder.boot(30, 25, false);
    await recordBoot(recorder, NOBODY);
    stop(recorder, 'kexec', 3);
    recorder.boot(1, 20, true);
    await recordBoot(recorder, NOBODY);
    recorder.boot(120, 25, false);
    await recordBoot(recorder, NOBODY);
    const rows = records(recorder).map((one) => [one.kind, one.askedAtMs !== null, one.stoppingSeconds, one.firmwareSeconds, one.skippedSeconds, one.startingSeconds, one.totalSeconds, one.fromRelease, one.toRelease]);
    assert.deepEqual(rows, [
      ['ordinary', true, 4, 30, undefined, 25, 59, '6.12.1', '6.12.2'],
      ['quick', true, 3, null, 30, 20, 24, '6.12.2', '6.12.2'],
      ['power-cycle', false, null, null, undefined, 25, null, '6.12.2', '6.12.2'],
    ]);
    assert.deepEqual(readdirSync(recorder.directory), ['history']);
  });

  test('recorded again in the same boot, nothing changes', async (t) => {
    const recorder = new Recorder(t);
    await recordBoot(recorder, NOBODY);
    stop(recorder, 'reboot', 4);
    recorder.boot(30, 25, false);
    await recordBoot(recorder, NOBODY);
    const before = readFileSync(join(recorder.directory, 'history'), 'utf8');
    await recordBoot(recorder, NOBODY);
    assert.equal(readFileSync(join(recorder.directory, 'history'), 'utf8'), before);
  });

  test('a boot that ended before it was recorded is recorded by the next, with what systemd said of it', async (t) => {
    const recorder = new Recorder(t);
    await recordBoot(recorder, NOBODY);
    stop(recorder, 'kexec', 3);
    recorder.boot(1, 20, true);
    recorder.times = { ...recorder.times!, finishMonotonicUsec: 0 };
    stop(recorder, 'reboot', 2);
    recorder.boot(30, 25, false);
    await recordBoot(recorder, NOBODY);
    const rows = records(recorder).map((one) => [one.kind, one.cameUp, one.stoppingSeconds, one.totalSeconds, one.fromRelease, one.toRelease]);
    assert.deepEqual(rows, [['quick', false, 3, 3 + 1 + 20 + 1 + 1000, '6.12.1', '6.12.2'], ['ordinary', true, 2, 2 + 30 + 25, '6.12.2', '6.12.2']]);
    assert.deepEqual(readdirSync(recorder.directory), ['history']);
  });

  test('three such boots in a row, the first behind a power failure, the last one up but not recorded', async (t) => {
    const recorder = new Recorder(t);
    await recordBoot(recorder, NOBODY);
    recorder.boot(120, 25, false);
    stop(recorder, 'kexec', 3);
    recorder.boot(1, 20, true);
    stop(recorder, 'poweroff', 2);
    recorder.boot(500, 25, false);
    stop(recorder, 'reboot', 4);
    recorder.boot(30, 25, false);
    await recordBoot(recorder, NOBODY);
    assert.deepEqual(records(recorder).map((one) => [one.kind, one.cameUp, one.stoppingSeconds]), [['power-cycle', true, null], ['quick', true, 3], ['power-cycle', true, null], ['ordinary', true, 4]]);
    assert.deepEqual(readdirSync(recorder.directory), ['history']);
  });

  test('a shutdown that did not come, then one that did: the second counts', async (t) => {
    const recorder = new Recorder(t);
    await recordBoot(recorder, NOBODY);
    recorder.noteStop('poweroff');
    stop(recorder, 'reboot', 4);
    recorder.boot(30, 25, false);
    await recordBoot(recorder, NOBODY);
    assert.deepEqual(records(recorder).map((one) => [one.kind, one.stoppingSeconds]), [['ordinary', 4]]);
  });

  test('a note of the version before this one is read, also where another follows it', async (t) => {
    const recorder = new Recorder(t);
    await recordBoot(recorder, NOBODY);
    recorder.wait(1000);
    const { bootSeconds, wallMs, rtcSeconds } = recorder.clocks;
    const note = { schema: 1, bootId: recorder.facts.bootId, kernelRelease: '6.12.1', shutdown: 'kexec', askedBootSeconds: bootSeconds, notedBootSeconds: bootSeconds, notedWallMs: wallMs, notedRtcSeconds: rtcSeconds };
    writeFileSync(join(recorder.directory, 'stop'), `${JSON.stringify(note)}\n`);
    recorder.wait(3);
    recorder.markStopped();
    recorder.boot(1, 20, true);
    stop(recorder, 'reboot', 2);
    recorder.boot(30, 25, false);
    await recordBoot(recorder, NOBODY);
    assert.deepEqual(records(recorder).map((one) => [one.kind, one.stoppingSeconds]), [['quick', 3], ['ordinary', 2]]);
  });

  test('told to stop while it waits for the start, it records at once', async (t) => {
    const recorder = new Recorder(t);
    await recordBoot(recorder, NOBODY);
    stop(recorder, 'reboot', 4);
    recorder.boot(30, 25, false);
    const told = new AbortController();
    recorder.whileStarting = (signal) => new Promise((resolve) => signal.addEventListener('abort', () => resolve()));
    const recording = recordBoot(recorder, told.signal);
    told.abort();
    await recording;
    assert.equal(records(recorder).length, 1);
  });

  test('a soft reboot: the same kernel, another start', async (t) => {
    const recorder = new Recorder(t);
    await recordBoot(recorder, NOBODY);
    recorder.wait(1000);
    recorder.noteStop('soft-reboot');
    recorder.wait(2);
    recorder.markStopped();
    recorder.times = { firmwareUsec: 0, loaderUsec: 0, kernelUsec: 1_795_262_400e6, userspaceMonotonicUsec: 1002.5e6, finishMonotonicUsec: 1010e6 };
    recorder.wait(10);
    await recordBoot(recorder, NOBODY);
    assert.deepEqual(records(recorder).map((one) => [one.kind, one.stoppingSeconds, one.totalSeconds]), [['soft-reboot', 2, 10]]);
  });
});

describe('what goes wrong is told and costs the record only', () => {
  test('a kind of shutdown that nobody knows: the kind is not known, unless the kernel decides', async (t) => {
    const recorder = new Recorder(t);
    await recordBoot(recorder, NOBODY);
    stop(recorder, 'sideways', 4);
    recorder.boot(1, 20, true);
    await recordBoot(recorder, NOBODY);
    stop(recorder, 'sideways', 4);
    recorder.boot(30, 20, false);
    await recordBoot(recorder, NOBODY);
    assert.deepEqual(records(recorder).map((one) => one.kind), ['quick', 'unknown']);
  });

  test('a damaged history is kept aside and started anew, six times without filling the disk', async (t) => {
    const recorder = new Recorder(t);
    for (let time = 1; time <= 6; time += 1) {
      writeFileSync(join(recorder.directory, 'history'), `damage ${time}`);
      recorder.boot(30, 25, false);
      await recordBoot(recorder, NOBODY);
      assert.ok(recorder.log.some((line) => line.startsWith('warning: The damaged history is kept as')));
      assert.deepEqual(records(recorder), []);
    }
    assert.deepEqual(readdirSync(recorder.directory).sort(), ['history', ...[1, 2, 3, 4, 5].map((number) => `history.corrupt-${number}`)]);
    assert.deepEqual([1, 5].map((number) => readFileSync(join(recorder.directory, `history.corrupt-${number}`), 'utf8')), ['damage 1', 'damage 6']);
  });

  test('a directory in the place of the history', async (t) => {
    const recorder = new Recorder(t);
    mkdirSync(join(recorder.directory, 'history', 'x'), { recursive: true });
    await recordBoot(recorder, NOBODY);
    assert.deepEqual(records(recorder), []);
    assert.deepEqual(readdirSync(recorder.directory).sort(), ['history', 'history.corrupt-1']);
  });

  test('a damaged note: the restart is of an unknown kind, and the note is gone', async (t) => {
    const recorder = new Recorder(t);
    await recordBoot(recorder, NOBODY);
    writeFileSync(join(recorder.directory, 'stop'), 'stop 2\nuptime 1000.00 1.00\nboot 0000');
    recorder.boot(30, 25, false);
    await recordBoot(recorder, NOBODY);
    assert.deepEqual(records(recorder).map((one) => one.kind), ['unknown']);
    assert.ok(recorder.log.some((line) => line.includes('The note of a stop is damaged')));
    assert.deepEqual(readdirSync(recorder.directory), ['history']);
  });

  test('no boot id: nothing is recorded', async (t) => {
    const recorder = new Recorder(t);
    recorder.facts = { ...recorder.facts, bootId: null };
    await recordBoot(recorder, NOBODY);
    assert.deepEqual(readdirSync(recorder.directory), []);
  });

  test('a directory in the place of the note: the kind is not known', async (t) => {
    const recorder = new Recorder(t);
    await recordBoot(recorder, NOBODY);
    mkdirSync(join(recorder.directory, 'stop'));
    recorder.boot(30, 25, false);
    await recordBoot(recorder, NOBODY);
    assert.deepEqual(records(recorder).map((one) => one.kind), ['unknown']);
    assert.ok(recorder.log.some((line) => line.startsWith('error: The note of the last stop could not be read')));
    assert.deepEqual(readdirSync(recorder.directory), ['history']);
  });

  test('no directory: told', async (t) => {
    const recorder = new Recorder(t, '/nonexistent/quick-restart');
    await recordBoot(recorder, NOBODY);
    assert.match(recorder.log.find((line) => line.startsWith('error: ')) ?? '', /^error: This boot could not be recorded: \/nonexistent/);
  });
});
