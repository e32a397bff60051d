import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { EMPTY_HISTORY, formatHistory, MAX_RECORDS, parseHistory, type KeptHistory } from '../../../../src/core/history/kept-history.ts';
import { parseStoppedMark } from '../../../../src/core/history/stop-note.ts';
import { OLD_BOOT, stopNote } from '../../../fakes/boot-notes.ts';
import { sampleHistory, sampleRestart } from '../../../fakes/sample-history.ts';

const WHOLE: KeptHistory = { boot: { id: OLD_BOOT, kernelRelease: '6.12.1' }, lastStop: `${OLD_BOOT}@12.34`, firmwareBootSeconds: 33.5, records: sampleHistory() };

function changed(changes: object): string {
  return JSON.stringify({ ...(JSON.parse(formatHistory(WHOLE)) as object), ...changes });
}

describe('the history file', () => {
  test('what is written is read again', () => {
    for (const history of [WHOLE, EMPTY_HISTORY]) assert.deepEqual(parseHistory(formatHistory(history)), { ok: true, value: history });
  });

  test('the latest records are kept, and the file stays small', () => {
    const records = Array.from({ length: 2 * MAX_RECORDS }, (_, at) => sampleRestart({ totalSeconds: at }));
    const text = formatHistory({ ...WHOLE, records });
    const read = parseHistory(text);
    assert.deepEqual(read.ok && [read.value.records.length, read.value.records[0]?.totalSeconds], [MAX_RECORDS, MAX_RECORDS]);
    assert.ok(text.length < 200_000);
  });

  test('keys of a later version are left out', () => {
    assert.deepEqual(parseHistory(changed({ novelty: 1, records: [{ ...sampleRestart(), novelty: 1 }] })), { ok: true, value: { ...WHOLE, records: [sampleRestart()] } });
  });

  for (const [what, text, why] of [
    ['empty', '', /no JSON object/],
    ['cut off', formatHistory(WHOLE).slice(0, 200), /no JSON object/],
    ['zeros, as a file system leaves them', '\0'.repeat(512), /no JSON object/],
    ['a list', '[]', /no JSON object/],
    ['another schema', changed({ schema: 2 }), /schema is not 1/],
    ['no boot', changed({ boot: 'x' }), /boot is damaged/],
    ['a boot without a release', changed({ boot: { id: 'x' } }), /boot is damaged/],
    ['a number for a stop', changed({ lastStop: 4 }), /lastStop/],
    ['a negative length', changed({ firmwareBootSeconds: -1 }), /firmwareBootSeconds/],
    ['no records', changed({ records: null }), /no list of records/],
    ['a record of an unknown kind', changed({ records: [sampleRestart(), { ...sampleRestart(), kind: 'sideways' }] }), /record 2 is damaged/],
    ['a record without an end', changed({ records: [{ ...sampleRestart(), finishedAtMs: null }] }), /record 1/],
    ['a record at the end of time', changed({ records: [{ ...sampleRestart(), finishedAtMs: 9e15 }] }), /record 1/],
    ['a record with a release of a megabyte', changed({ records: [{ ...sampleRestart(), toRelease: 'x'.repeat(1e6) }] }), /record 1/],
    ['a record with a negative length', changed({ records: [{ ...sampleRestart(), totalSeconds: -0.1 }] }), /record 1/],
  ] as const) {
    test(`damaged: ${what}`, () => {
      const read = parseHistory(text);
      assert.match(read.ok ? 'read' : read.error, why);
    });
  }
});

describe('the mark that services have stopped', () => {
  for (const [text, seconds] of [
    ['1004.25 1999.00\n', 1004.25],
    ['1000.00 1.00', 1000],
    ['999.99 1.00', null], // of a boot before
    ['4700.00 1.00', null], // of a longer one
    ['', null],
    ['1004.25', null],
    ['x1004.25 1.00', null],
    ['NaN 1', null],
    [null, null],
  ] as const) {
    test(`the mark ${JSON.stringify(text)}: ${String(seconds)}`, () => assert.equal(parseStoppedMark(text, stopNote()), seconds));
  }
});
