import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import type { StopNote } from '../../../../src/core/history/stop-note.ts';
import { parseStopNotes, type NotedStop } from '../../../../src/core/history/stop-notes.ts';
import { NEW_BOOT, NOTED_MS, OLD_BOOT, stopNote, stopNoteText } from '../../../fakes/boot-notes.ts';

function only(text: string): NotedStop | 'damaged' {
  const read = parseStopNotes(text, NOTED_MS);
  assert.equal(read.length, 1);
  return read[0]!;
}

function noteOf(text: string): StopNote {
  const one = only(text);
  assert.ok(one !== 'damaged');
  return one.note;
}

describe('the note of a stop', () => {
  for (const [what, text, note] of [
    ['an ordinary restart', stopNoteText(), stopNote()],
    ['no hardware clock', stopNoteText({ rtc: '' }), stopNote({ notedRtcSeconds: null })],
    ['a hardware clock that is none', stopNoteText({ rtc: '-7' }), stopNote({ notedRtcSeconds: null })],
    ['halt does not come back either', stopNoteText({ shutdown: 'halt' }), stopNote({ shutdown: 'poweroff' })],
    ['a soft reboot', stopNoteText({ shutdown: 'soft-reboot' }), stopNote({ shutdown: 'soft-reboot' })],
    ['a key that is not known', stopNoteText({ later: 'x' }), stopNote()],
    ['a key twice: the first counts', stopNoteText().replace('noted', 'shutdown kexec\nnoted'), stopNote()],
    ['version 1', `${JSON.stringify({ schema: 1, ...stopNote() })}\n`, stopNote()],
  ] as const) {
    test(what, () => assert.deepEqual(noteOf(text), note));
  }

  for (const [what, text] of [
    ['cut before its end', stopNoteText().replace(/noted.*\n$/, '')],
    ['an unknown word', stopNoteText({ shutdown: 'sideways' })],
    ['a boot id that is none', stopNoteText({ boot: '../../etc' })],
    ['no release', stopNoteText({ release: '' })],
    ['a release of a kilobyte', stopNoteText({ release: 'x'.repeat(1000) })],
    ['a clock that is none', stopNoteText({ uptime: 'NaN 1' })],
    ['a negative clock', stopNoteText({ uptime: '-1.00 1' })],
    ['something else', 'x\n'],
    ['version 1, no object', '{\n'],
    ['another schema', JSON.stringify({ schema: 2, ...stopNote() })],
    ['version 1, an unknown word', JSON.stringify({ schema: 1, ...stopNote({ shutdown: 'sideways' as never }) })],
    ['version 1, a time beyond all', JSON.stringify({ schema: 1, ...stopNote({ notedWallMs: 1e300 }) })],
    ['version 1, a negative time', JSON.stringify({ schema: 1, ...stopNote({ askedBootSeconds: -1 }) })],
  ] as const) {
    test(`damaged: ${what}`, () => assert.equal(only(text), 'damaged'));
  }

  test('none', () => {
    for (const text of ['', '\n']) assert.deepEqual(parseStopNotes(text, NOTED_MS), []);
  });
});

describe('when the restart was asked for', () => {
  const record = (since: string): string => `{"state":"loaded","entryId":"x","sinceBootSeconds":${since},"files":[`;
  for (const [what, changes, asked] of [
    ['when services began to stop', {}, 1000],
    ['when the load began, for a quick one', { shutdown: 'kexec', loaded: '1', load: record('990') }, 990],
    ['the same, where the kernel does not say that one is loaded', { shutdown: 'kexec', load: record('990') }, 990],
    ['nothing is loaded', { shutdown: 'kexec', loaded: '0', load: record('990') }, 1000],
    ['a load of an hour ago is not the wish', { shutdown: 'kexec', loaded: '1', load: record('900') }, 1000],
    ['a load in the future is none', { shutdown: 'kexec', loaded: '1', load: record('1100') }, 1000],
    ['a load is no wish for an ordinary one', { loaded: '1', load: record('990') }, 1000],
    ['a record without the time', { shutdown: 'kexec', loaded: '1', load: '{"state":"loaded","entryId":"x"}' }, 1000],
    ['an entry whose id looks like it', { shutdown: 'kexec', loaded: '1', load: JSON.stringify({ state: 'loaded', entryId: '"sinceBootSeconds":999,' }) }, 1000],
  ] as const) {
    test(what, () => assert.equal(noteOf(stopNoteText(changes)).askedBootSeconds, asked));
  }
});

describe('stops that nobody recorded', () => {
  const earlier = (changes: Readonly<Record<string, string>> = {}): string => `${stopNoteText(changes)}written ${(NOTED_MS / 1000).toFixed(3)}\nstopped 1004.25 1.00\nkernel-loaded 0\n`;

  test('each has its own clocks and mark; the last one has the file’s', () => {
    const read = parseStopNotes(earlier() + stopNoteText({ boot: NEW_BOOT, noted: '20.50 1.00', uptime: '20.00 1.00' }), NOTED_MS + 60_000);
    assert.deepEqual(read.map((one) => one !== 'damaged' && [one.note.bootId, one.note.notedWallMs, one.stoppedMark]), [[OLD_BOOT, NOTED_MS, '1004.25 1.00\n0\n'], [NEW_BOOT, NOTED_MS + 60_000, null]]);
  });

  test('where stat(1) did not tell the time, the hardware clock does; without either the note is damaged', () => {
    const read = (changes: Readonly<Record<string, string>>): unknown => {
      const [first] = parseStopNotes(stopNoteText(changes) + stopNoteText({ boot: NEW_BOOT }), NOTED_MS);
      return first === 'damaged' ? first : first?.note.notedWallMs;
    };
    assert.deepEqual([read({}), read({ rtc: '' })], [NOTED_MS + 500, 'damaged']);
  });

  test('of two stops of one boot the first did not come, unless it was a soft reboot', () => {
    const shutdowns = (first: string): unknown => parseStopNotes(earlier({ shutdown: first }) + stopNoteText(), NOTED_MS).map((one) => one !== 'damaged' && one.note.shutdown);
    assert.deepEqual([shutdowns('poweroff'), shutdowns('soft-reboot')], [['reboot'], ['soft-reboot', 'reboot']]);
  });

  test('what systemd said of the boot that ended', () => {
    const said = 'FirmwareTimestampMonotonic=9000000\nLoaderTimestampMonotonic=2000000\nKernelTimestamp=Sat 2026-11-21 12:00:00.123456 UTC\nUserspaceTimestampMonotonic=6000000\nFinishTimestampMonotonic=';
    const boot = (finish: string, loader: string): unknown => {
      const one = only(stopNoteText({ loader }).replace('noted', `${said}${finish}\nnoted`));
      return one !== 'damaged' && [one.boot?.times, one.boot?.cameUp, one.boot?.throughKexec];
    };
    const times = { firmwareUsec: 9e6, loaderUsec: 2e6, kernelUsec: Date.UTC(2026, 10, 21, 12, 0, 0, 123) * 1000 + 456, userspaceMonotonicUsec: 6e6 };
    assert.deepEqual(boot('0', '114'), [{ ...times, finishMonotonicUsec: 0 }, false, false]);
    assert.deepEqual(boot('25000000', '208'), [{ ...times, finishMonotonicUsec: 25e6 }, true, true]);
    assert.deepEqual(boot('', ''), [null, false, null]);
  });
});
