import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import type { BootNote } from '../../../src/core/history/boot-note.ts';
import { addBoot, type Left } from '../../../src/core/history/describe-restart.ts';
import { EMPTY_HISTORY, formatHistory, MAX_RECORDS, parseHistory, type KeptHistory } from '../../../src/core/history/kept-history.ts';
import { savedSeconds, totalSavedSeconds } from '../../../src/core/history/saved-seconds.ts';
import type { RestartRecord } from '../../../src/core/history/restart-record.ts';
import { parseStopEvents, slowStops, STOP_MESSAGE_IDS } from '../../../src/core/history/slow-stops.ts';
import { parseStoppedMark, SHUTDOWNS, type StopNote } from '../../../src/core/history/stop-note.ts';
import { parseStopNotes } from '../../../src/core/history/stop-notes.ts';
import { historyText } from '../../../src/cli/view/history.ts';
import { NEW_BOOT, NOTED_MS, stopNote, stopNoteText } from '../../fakes/boot-notes.ts';
import { sampleHistory } from '../../fakes/sample-history.ts';

const id = fc.constantFrom('a', 'b', 'c');
const seconds = fc.double({ min: 0, max: 1e9, noNaN: true });
const usec = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 60_000_000 }), fc.maxSafeNat());
const wallMs = fc.oneof(fc.integer({ min: 1_700_000_000_000, max: 1_700_000_300_000 }), fc.integer({ min: 0, max: 4_000_000_000_000 }));
const rtc = fc.oneof(fc.constant(null), wallMs.map((ms) => Math.floor(ms / 1000)));

const stops: fc.Arbitrary<StopNote> = fc
  .record({ bootId: id, kernelRelease: id, shutdown: fc.constantFrom(...SHUTDOWNS), askedBootSeconds: seconds, notedBootSeconds: seconds, notedWallMs: wallMs, notedRtcSeconds: rtc });
const lefts: fc.Arbitrary<Left> = fc.record({ stop: fc.oneof(stops, fc.constant(null), fc.constant('damaged' as const)), stoppedBootSeconds: fc.option(seconds), stoppedInOrder: fc.boolean(), loadedAtEnd: fc.constantFrom(true, false, null) });
const boots: fc.Arbitrary<BootNote> = fc.record({
  id,
  kernelRelease: id,
  throughKexec: fc.constantFrom(true, false, null),
  times: fc.option(fc.record({ firmwareUsec: usec, loaderUsec: usec, kernelUsec: wallMs.map((ms) => ms * 1000), userspaceMonotonicUsec: usec, finishMonotonicUsec: usec })),
  now: fc.record({ bootSeconds: seconds, monotonicSeconds: seconds, wallMs, rtcSeconds: rtc }),
  reachedMonotonicSeconds: seconds,
  cameUp: fc.boolean(),
});

function assertSound(record: RestartRecord, { throughKexec }: BootNote): void {
  if (record.kind === 'quick' && throughKexec === false) assert.equal(record.cameUp, false);
  if (record.kind === 'quick' && throughKexec !== false) assert.deepEqual([record.firmwareSeconds, record.loaderSeconds], [null, null]);
  const parts = [record.stoppingSeconds, record.firmwareSeconds, record.loaderSeconds].reduce<number>((sum, one) => sum + (one ?? 0), 0);
  if (record.totalSeconds !== null && record.kind !== 'soft-reboot') assert.ok(record.totalSeconds + 0.2 >= parts);
}

test('whatever happens between boots: the history can be written and read, grows by one at most, and never invents firmware after kexec', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(boots, lefts), { maxLength: 12 }), (happenings) => {
      let kept: KeptHistory = EMPTY_HISTORY;
      for (const [boot, left] of happenings) {
        const added = addBoot(kept, boot, left);
        if (added === null) continue;
        assert.ok(added.records.length - kept.records.length <= 1);
        assert.equal(addBoot(added, boot, left), null, 'recorded twice');
        for (const record of added.records.slice(kept.records.length)) assertSound(record, boot);
        assert.deepEqual(parseHistory(formatHistory(added)), { ok: true, value: added });
        kept = added;
      }
      const saved = savedSeconds(kept.records, kept.firmwareBootSeconds);
      assert.equal(saved.value === null, saved.from === 'unknown');
      const total = totalSavedSeconds(kept.records);
      assert.ok(total === null || Number.isFinite(total));
      historyText([...kept.records].reverse(), { width: 80, colour: true, unicode: true, symbols: true });
    }),
  );
});

test('any text: a history, a note, a mark or a sentence, never an exception', () => {
  const json = fc.json({ maxDepth: 2 });
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' }), json), (text) => {
      const history = parseHistory(text);
      if (history.ok) assert.ok(history.value.records.length <= MAX_RECORDS);
      assertSoundNotes(text);
      parseStoppedMark(text, stopNote());
    }),
  );
});

/** Never an exception, bounded, and nothing in a note that could not be recorded. */
function assertSoundNotes(text: string): void {
  const notes = parseStopNotes(text, NOTED_MS);
  assert.ok(notes.length <= 64);
  for (const one of notes) {
    if (one === 'damaged') continue;
    const { note } = one;
    assert.ok([note.askedBootSeconds, note.notedBootSeconds, note.notedWallMs].every((value) => Number.isFinite(value) && value >= 0));
    assert.ok(note.askedBootSeconds <= note.notedBootSeconds + 1e10 && note.kernelRelease.length <= 256 && SHUTDOWNS.includes(note.shutdown));
  }
}

test('one byte changed in a history or a note: read or refused, never an exception', () => {
  const texts = [formatHistory({ ...EMPTY_HISTORY, records: sampleHistory() }), stopNoteText(), `${JSON.stringify({ schema: 1, ...stopNote() })}\n`];
  fc.assert(
    fc.property(fc.constantFrom(...texts), fc.nat(), fc.string({ maxLength: 2 }), (text, at, piece) => {
      const place = at % text.length;
      const changed = text.slice(0, place) + piece + text.slice(place + 1);
      const read = parseHistory(changed);
      if (read.ok) assert.deepEqual(parseHistory(formatHistory(read.value)), read);
      assertSoundNotes(changed);
    }),
    { numRuns: 500 },
  );
});

test('notes that were cut anywhere: the whole ones in front of the cut are read, and nothing is made up of the rest', () => {
  const first = `${stopNoteText()}written 1795262400.500\nstopped 1004.25 1.00\n`;
  const second = stopNoteText({ boot: NEW_BOOT, shutdown: 'kexec', loaded: '1', load: '{"state":"loaded","entryId":"x","sinceBootSeconds":990.25,"files":[' });
  const whole = parseStopNotes(first + second, NOTED_MS);
  fc.assert(
    fc.property(fc.nat(first.length + second.length), (at) => {
      const read = parseStopNotes((first + second).slice(0, at), NOTED_MS);
      if (at >= first.length) assert.deepEqual(read[0], whole[0]);
      const last = read.at(-1);
      // Behind `noted` and a digit of its second number a note is whole; before, it is not.
      if (at >= first.length + 'stop 2'.length && at < first.length + second.length - '90.25\n'.length) assert.equal(last, 'damaged');
    }),
    { numRuns: 500 },
  );
});

test('a file of nothing but notes, or of one line, takes no time', () => {
  const started = performance.now();
  for (const text of [stopNoteText().repeat(20_000), `stop 2\nload ${'"sinceBootSeconds":1'.repeat(200_000)}`, 'x '.repeat(500_000), '{'.repeat(1_000_000)]) assertSoundNotes(text);
  assert.ok(performance.now() - started < 3000);
});

test('any entries of a journal, in any order: no exception, no negative length, each unit once', () => {
  const fields = fc.record({ MESSAGE_ID: fc.constantFrom(...Object.values(STOP_MESSAGE_IDS), 'x'), UNIT: fc.constantFrom('a', 'b', 'multi-user.target', 'quick-restart-stop@kexec.service'), UNIT_RESULT: fc.constantFrom('timeout', 'x'), __MONOTONIC_TIMESTAMP: fc.oneof(fc.nat().map(String), fc.string()) });
  fc.assert(
    fc.property(fc.array(fc.oneof(fields.map((one) => JSON.stringify(one)), fc.json(), fc.string())), (lines) => {
      const { seconds, units } = slowStops(parseStopEvents(lines.join('\n')));
      assert.ok(seconds === null ? units.length === 0 : seconds >= 0);
      assert.equal(new Set(units.map((one) => one.unit)).size, units.length);
      for (const one of units) assert.ok(Number.isFinite(one.seconds) && one.seconds >= 0);
    }),
  );
});
