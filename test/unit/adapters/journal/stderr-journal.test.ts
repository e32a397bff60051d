import assert from 'node:assert/strict';
import test from 'node:test';
import { StderrJournal } from '../../../../src/adapters/journal/stderr-journal.ts';

function lines(prefixed: boolean, use: (journal: StderrJournal) => void): readonly string[] {
  const written: string[] = [];
  use(new StderrJournal({ prefixed, write: (line) => written.push(line) }));
  return written;
}

test('one event, one line, with its priority where systemd reads it', () => {
  assert.deepEqual(
    lines(true, (journal) => {
      journal.info('loaded', { entry: 'a "b"', uid: 1000 });
      journal.warning('odd');
      journal.error('bad');
    }),
    ['<6>loaded entry="a \\"b\\"" uid=1000\n', '<4>odd\n', '<3>bad\n'],
  );
});

test('what a peer sends starts no line and no colour of its own', () => {
  const [line = ''] = lines(false, (journal) => journal.info('asked for\n<0>panic', { entry: 'x\u001b[31m\u202egnp' }));
  assert.equal(line, 'asked for\\u{a}<0>panic entry="x\\u001b[31m\\u{202e}gnp"\n');
});
