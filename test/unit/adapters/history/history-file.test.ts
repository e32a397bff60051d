import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { describe } from 'node:test';
import { HistoryFile } from '../../../../src/adapters/history/history-file.ts';
import { thisSystem } from '../../../../src/adapters/this-system.ts';
import { EMPTY_HISTORY, type KeptHistory } from '../../../../src/core/history/kept-history.ts';
import { NOTED_MS, stopNote, stopNoteText } from '../../../fakes/boot-notes.ts';
import { sampleHistory, sampleRestart } from '../../../fakes/sample-history.ts';
import { temporaryTree } from '../../../fakes/temporary-directory.ts';

const HISTORY: KeptHistory = { ...EMPTY_HISTORY, firmwareBootSeconds: 33.5, records: sampleHistory() };
const WRITER = new URL('./support/write-for-ever.ts', import.meta.url).pathname;

describe('the history on the disk', () => {
  test('nothing yet: empty; what is written is read again; nothing else is left', (t) => {
    const directory = temporaryTree(t);
    const file = new HistoryFile(directory);
    assert.deepEqual(file.read(), { ok: true, value: EMPTY_HISTORY });
    assert.deepEqual(new HistoryFile(join(directory, 'none')).read(), { ok: true, value: EMPTY_HISTORY });
    assert.deepEqual(file.write(HISTORY), { ok: true, value: null });
    assert.deepEqual(file.write(HISTORY), { ok: true, value: null });
    assert.deepEqual(file.read(), { ok: true, value: HISTORY });
    assert.deepEqual(readdirSync(directory), ['history']);
  });

  test('another system, looked at with --root, is not judged by this machine’s restarts', (t) => {
    const root = temporaryTree(t, { 'var/lib/quick-restart/history': 'x' });
    const silent = (): void => undefined;
    const system = thisSystem({ version: '', root, journal: { info: silent, warning: silent, error: silent } });
    assert.deepEqual(system.history.read(), { ok: true, value: EMPTY_HISTORY });
  });

  test('the notes of stops, and the mark, until they are cleared; the last note is of the time when the file was changed', (t) => {
    const directory = temporaryTree(t);
    const file = new HistoryFile(directory);
    assert.deepEqual([file.readStops(), file.readStoppedMark()], [{ ok: true, value: [] }, null]);
    writeFileSync(join(directory, 'stop'), stopNoteText());
    utimesSync(join(directory, 'stop'), 0, NOTED_MS / 1000);
    writeFileSync(join(directory, 'services-stopped'), '1004.25 1.00\n');
    const read = file.readStops();
    assert.deepEqual(read.ok && read.value.map((one) => one !== 'damaged' && one.note), [stopNote()]);
    assert.equal(file.readStoppedMark(), '1004.25 1.00\n');
    assert.deepEqual(file.clearStops(), { ok: true, value: null });
    assert.deepEqual(readdirSync(directory), []);
    assert.deepEqual(file.clearStops(), { ok: true, value: null });
  });

  test('the mark that this boot is recorded', (t) => {
    const mark = join(temporaryTree(t), 'run/boot-recorded');
    assert.deepEqual(new HistoryFile(temporaryTree(t), mark).markRecorded(), { ok: true, value: null });
    assert.ok(existsSync(mark));
  });

  test('what is no file, or far too large, is damaged; a pipe is not waited for', (t) => {
    const directory = temporaryTree(t);
    const path = join(directory, 'history');
    const kind = (): string => {
      const read = new HistoryFile(directory).read();
      return read.ok ? 'read' : read.error.kind;
    };
    mkdirSync(path);
    assert.equal(kind(), 'damaged');
    assert.equal(new HistoryFile(directory).keepAside().ok, true);
    spawnSync('mkfifo', [path]);
    assert.equal(kind(), 'damaged');
    assert.equal(new HistoryFile(directory).keepAside().ok, true);
    writeFileSync(path, '');
    truncateSync(path, 1e12);
    assert.equal(kind(), 'damaged');
  });

  test('no room on the disk: told, and the old history is still there', (t) => {
    const directory = temporaryTree(t);
    const file = new HistoryFile(directory);
    file.write(HISTORY);
    const ran = spawnSync('/bin/sh', ['-c', `trap '' XFSZ; ulimit -f 8; exec "$0" --disable-warning=ExperimentalWarning "$@"`, process.execPath, WRITER, directory, '500', 'once'], { encoding: 'utf8' });
    assert.match(ran.stdout, /^failed .*EFBIG/, ran.stderr);
    assert.deepEqual(file.read(), { ok: true, value: HISTORY });
    assert.deepEqual(readdirSync(directory), ['history']);
  });

  test('a directory that cannot be written to: told, nothing thrown', () => {
    const file = new HistoryFile('/proc/self/fdinfo');
    for (const written of [file.write(HISTORY), file.keepAside()]) assert.equal(!written.ok && written.error.kind !== 'damaged', true);
  });

  test('killed in the middle of writing, again and again: there is always a whole history', async (t) => {
    const directory = temporaryTree(t);
    new HistoryFile(directory).write({ ...HISTORY, records: [sampleRestart()] });
    for (let time = 0; time < 12; time += 1) {
      const writer = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', WRITER, directory, '400'], { stdio: ['ignore', 'pipe', 'inherit'] });
      await new Promise((resolve) => writer.stdout.once('data', resolve));
      await new Promise((resolve) => setTimeout(resolve, 7 * time));
      const ended = new Promise((resolve) => writer.once('exit', resolve));
      writer.kill('SIGKILL');
      await ended;
      const read = new HistoryFile(directory).read();
      assert.ok(read.ok && read.value.records.length > 0, readFileSync(join(directory, 'history'), 'utf8').slice(0, 200));
    }
    assert.deepEqual(readdirSync(directory).filter((name) => !/^history\.\d+\.new$/.test(name)), ['history']);
    assert.equal(new HistoryFile(directory).write(HISTORY).ok, true);
    assert.deepEqual(readdirSync(directory), ['history']);
  });
});
