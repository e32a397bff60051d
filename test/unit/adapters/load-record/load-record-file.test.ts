import assert from 'node:assert/strict';
import { join } from 'node:path';
import test from 'node:test';
import { LoadRecordFile } from '../../../../src/adapters/load-record/load-record-file.ts';
import { temporaryTree } from '../../../fakes/temporary-directory.ts';

test('what was written is read, replaced and forgotten', (t) => {
  const records = new LoadRecordFile(join(temporaryTree(t), 'run/load.json'));
  assert.equal(records.read(), null);
  assert.ok(records.write({ state: 'loading', entryId: 'a>b "c"' }).ok);
  assert.ok(records.write({ state: 'loaded', entryId: 'a>b "c"' }).ok);
  assert.deepEqual(records.read(), { state: 'loaded', entryId: 'a>b "c"' });
  records.clear();
  records.clear();
  assert.equal(records.read(), null);
});

for (const damaged of ['', '{', '{"state":"done","entryId":"x"}', '{"state":"loaded","entryId":7}', 'null']) {
  test(`a damaged record counts as a load that was cut short: ${JSON.stringify(damaged)}`, (t) => {
    const root = temporaryTree(t, { 'load.json': damaged });
    assert.deepEqual(new LoadRecordFile(join(root, 'load.json')).read(), { state: 'loading', entryId: '' });
  });
}

test('a place that cannot be written is a failure, not an exception', (t) => {
  const root = temporaryTree(t, { file: '' });
  assert.ok(!new LoadRecordFile(join(root, 'file/below/load.json')).write({ state: 'loading', entryId: 'x' }).ok);
});
