import { describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { HISTORY_DIRECTORY, RECORDED_MARK } from '../../src/adapters/history/history-file.ts';
import { findProgram, POSIX_SHELLS } from '../fakes/posix-shells.ts';
import { Recorder } from '../fakes/recorder.ts';

describe('the script that notes a stop', () => {
  const script = readFileSync('systemd/libexec/note-stop', 'utf8');

  test('it writes and looks where the helper does', () => {
    for (const path of [HISTORY_DIRECTORY, RECORDED_MARK]) assert.ok(script.includes(`$root${path}`), path);
  });

  for (const shell of POSIX_SHELLS) {
    test(`by ${shell.join(' ')}: the same note, and whole`, (t) => {
      const recorder = new Recorder(t);
      recorder.wait(1000);
      recorder.put('sys/kernel/kexec_loaded', '1');
      recorder.put('run/quick-restart/load.json', String.raw`{"state":"loaded","entryId":"a\\b \"c\" %s $(id)","sinceBootSeconds":990.25,"files":[`);
      recorder.put('sys/class/rtc/rtc1/hctosys', '1');
      recorder.put('sys/class/rtc/rtc1/since_epoch', '1795262999');
      recorder.put('run/quick-restart/boot-recorded', '');
      recorder.noteStop('kexec', shell);
      assert.deepEqual(readFileSync(join(recorder.directory, 'stop'), 'utf8').split('\n'), [
        'stop 2', 'uptime 1000.00 1.00', `boot ${recorder.facts.bootId ?? ''}`, 'shutdown kexec', 'release 6.12.1', 'loader 114', 'loaded 1',
        String.raw`load {"state":"loaded","entryId":"a\\b \"c\" %s $(id)","sinceBootSeconds":990.25,"files":[`, 'rtc 1795262999', 'noted 1000.00 1.00', '',
      ]);
      assert.deepEqual(readdirSync(recorder.directory), ['stop']);
    });
  }

  test('where the boot was recorded it needs no programs but sync(1) and mv(1)', (t) => {
    const recorder = new Recorder(t);
    recorder.put('run/quick-restart/boot-recorded', '');
    const programs = join(recorder.root, 'only');
    mkdirSync(programs);
    for (const name of ['sync', 'mv']) symlinkSync(findProgram(name) ?? '', join(programs, name));
    recorder.noteStop('reboot', ['/usr/bin/env', `PATH=${programs}`, '/bin/sh']);
    const read = recorder.store.readStops();
    assert.ok(read.ok && read.value[0] !== 'damaged' && read.value[0]?.note.shutdown === 'reboot');
  });

  for (const shell of POSIX_SHELLS) {
    test(`by ${shell.join(' ')}: of a boot that nobody recorded, whether a kernel was still loaded at its end stays known`, (t) => {
      const recorder = new Recorder(t);
      recorder.noteStop('kexec', shell);
      recorder.wait(10);
      recorder.markStopped(false);
      recorder.noteStop('reboot', shell);
      const text = readFileSync(join(recorder.directory, 'stop'), 'utf8');
      assert.match(text, /^written [^]*^stopped \d+\.\d\d 1\.00\nkernel-loaded 0\nstop 2$/m);
      assert.deepEqual(readdirSync(recorder.directory), ['stop']);
    });
  }

  test('notes that nobody reads do not fill the disk', (t) => {
    const recorder = new Recorder(t);
    for (let time = 0; time < 60; time += 1) recorder.noteStop('reboot');
    const read = recorder.store.readStops();
    assert.ok(read.ok && read.value.at(-1) !== 'damaged');
    assert.ok(readFileSync(join(recorder.directory, 'stop'), 'utf8').split('\n').length < 450);
  });

  test('no directory, or a full disk: told in a line, and the note before stays', (t) => {
    const recorder = new Recorder(t, '/nonexistent/quick-restart');
    assert.throws(() => recorder.noteStop('reboot'), /This stop could not be noted/);
    const other = new Recorder(t);
    other.noteStop('reboot');
    const before = readFileSync(join(other.directory, 'stop'), 'utf8');
    assert.throws(() => other.noteStop('kexec', ['/bin/sh', '-c', `trap '' XFSZ; ulimit -f 0; exec "$@"`, 'sh', '/bin/sh']), /This stop could not be noted/);
    assert.equal(readFileSync(join(other.directory, 'stop'), 'utf8'), before);
    assert.deepEqual(readdirSync(other.directory), ['stop']);
  });
});
