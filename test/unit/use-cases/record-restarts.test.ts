import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { describe } from 'node:test';
import type { RestartRecord } from '../../../src/core/history/restart-record.ts';
import type { Shutdown } from '../../../src/core/history/stop-note.ts';
import { recordBoot } from '../../../src/use-cases/record-boot.ts';
import { recordStop } from '../../../src/use-cases/record-stop.ts';
import { Recorder } from '../../fakes/recorder.ts';

const NOBODY = new AbortController().signal;

function records({ store }: Recorder): readonly RestartRecord[] {
  const read = store.read();
  assert.ok(read.ok);
  return read.value.records;
}

/** The machine runs for a while, stops in `stopSeconds`, and the mark is written as quick-restart-stopped.service writes it. */
async function stop(recorder: Recorder, asked: Shutdown | null, stopSeconds: number): Promise<void> {
  recorder.wait(1000);
  recorder.asked = asked;
  await recordStop(recorder);
  recorder.wait(stopSeconds - 0.5);
  writeFileSync(join(recorder.directory, 'services-stopped'), `${recorder.clocks.bootSeconds.toFixed(2)} 1.00\n`);
}

describe('restarts are recorded', () => {
  test('three of them: ordinary, quick, a power failure', async (t) => {
    const recorder = new Recorder(t);
    await recordBoot(recorder, NOBODY);
    assert.deepEqual(records(recorder), []);
    await stop(recorder, 'reboot', 4);
    recorder.boot(30, 25, false);
    await recordBoot(recorder, NOBODY);
    await stop(recorder, 'kexec', 3);
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
    await stop(recorder, 'reboot', 4);
    recorder.boot(30, 25, false);
    await recordBoot(recorder, NOBODY);
    const before = readFileSync(join(recorder.directory, 'history'), 'utf8');
    await recordBoot(recorder, NOBODY);
    assert.equal(readFileSync(join(recorder.directory, 'history'), 'utf8'), before);
  });

  test('a boot that ends before it was up is recorded by its stop, and the next one by itself', async (t) => {
    const recorder = new Recorder(t);
    await recordBoot(recorder, NOBODY);
    await stop(recorder, 'kexec', 3);
    recorder.boot(1, 20, true);
    await stop(recorder, 'reboot', 2);
    recorder.boot(30, 25, false);
    await recordBoot(recorder, NOBODY);
    assert.deepEqual(records(recorder).map(({ kind, cameUp }) => [kind, cameUp]), [['quick', false], ['ordinary', true]]);
  });

  test('told to stop while it waits for the start, it records at once', async (t) => {
    const recorder = new Recorder(t);
    await recordBoot(recorder, NOBODY);
    await stop(recorder, 'reboot', 4);
    recorder.boot(30, 25, false);
    const told = new AbortController();
    recorder.whileStarting = (signal) => new Promise((resolve) => signal.addEventListener('abort', () => resolve()));
    const recording = recordBoot(recorder, told.signal);
    told.abort();
    await recording;
    assert.equal(records(recorder).length, 1);
  });

  test('our unit is stopped by hand and started again: no restart', async (t) => {
    const recorder = new Recorder(t);
    await recordBoot(recorder, NOBODY);
    await stop(recorder, 'none', 1);
    await recordBoot(recorder, NOBODY);
    assert.deepEqual(records(recorder), []);
  });
});

describe('when the restart was asked for', () => {
  for (const [what, asked, loadingSince, secondsBefore] of [
    ['when services began to stop: the recorder was started then', 'reboot', null, 0.5],
    ['when the load began, for a quick one', 'kexec', 990, 10],
    ['a load of an hour ago is not the wish', 'kexec', -2600, 0.5],
    ['a load in the future is none', 'kexec', 1100, 0.5],
    ['a load is no wish for an ordinary one', 'reboot', 990, 0.5],
  ] as const) {
    test(what, async (t) => {
      const recorder = new Recorder(t);
      recorder.wait(1000);
      recorder.asked = asked;
      recorder.loadingSince = loadingSince;
      await recordStop(recorder);
      const note = recorder.store.readStop();
      assert.equal(note.ok && note.value !== null && note.value.notedBootSeconds - note.value.askedBootSeconds, secondsBefore);
    });
  }
});

describe('what goes wrong is told and costs the record only', () => {
  test('systemd does not answer at the stop: the kernel decides', async (t) => {
    const recorder = new Recorder(t);
    await recordBoot(recorder, NOBODY);
    await stop(recorder, null, 4);
    assert.match(recorder.log.at(-1) ?? '', /^warning: systemd did not say/);
    recorder.boot(1, 20, true);
    await recordBoot(recorder, NOBODY);
    assert.equal(records(recorder)[0]?.kind, 'quick');
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
    writeFileSync(join(recorder.directory, 'stop'), '{"schema":1,');
    recorder.boot(30, 25, false);
    await recordBoot(recorder, NOBODY);
    assert.deepEqual(records(recorder).map((one) => one.kind), ['unknown']);
    assert.ok(recorder.log.some((line) => line.includes('The note of the last stop could not be read')));
    assert.deepEqual(readdirSync(recorder.directory), ['history']);
  });

  test('no boot id: nothing is recorded', async (t) => {
    const recorder = new Recorder(t);
    recorder.facts = { ...recorder.facts, bootId: null };
    await recordBoot(recorder, NOBODY);
    await recordStop(recorder);
    assert.deepEqual(readdirSync(recorder.directory), []);
  });

  test('no directory: told', async (t) => {
    const recorder = new Recorder(t, '/nonexistent/quick-restart');
    await recordBoot(recorder, NOBODY);
    await recordStop(recorder);
    assert.deepEqual(recorder.log.filter((line) => line.startsWith('error: This ')).map((line) => line.slice(0, 36)), ['error: This boot could not be recorde', 'error: This stop could not be noted:'].map((line) => line.slice(0, 36)));
  });
});
