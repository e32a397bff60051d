import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { LoadRecordFile } from '../../../../src/adapters/load-record/load-record-file.ts';
import { temporaryTree } from '../../../fakes/temporary-directory.ts';

test('what was written is read, replaced and forgotten', (t) => {
  const records = new LoadRecordFile(join(temporaryTree(t), 'run/load.json'));
  assert.equal(records.read(), null);
  assert.ok(records.write({ state: 'loading', entryId: 'a>b "c"' }).ok);
  const files = ['file 1 /boot/a "b"\n\\', 'fat 2 3 /efi/ü'];
  assert.ok(records.write({ state: 'loaded', entryId: 'a>b "c"', files }).ok);
  assert.deepEqual(records.read(), { state: 'loaded', entryId: 'a>b "c"', files });
  records.clear();
  records.clear();
  assert.equal(records.read(), null);
});

for (const damaged of ['', '{', '{"state":"done","entryId":"x"}', '{"state":"loaded","entryId":7}', '{"state":"loaded","entryId":"x","files":[7]}', 'null']) {
  test(`a damaged record counts as a load that was cut short: ${JSON.stringify(damaged)}`, (t) => {
    const root = temporaryTree(t, { 'load.json': damaged });
    assert.deepEqual(new LoadRecordFile(join(root, 'load.json')).read(), { state: 'loading', entryId: '' });
  });
}

test('a place that cannot be written is a failure, not an exception', (t) => {
  const root = temporaryTree(t, { file: '' });
  assert.ok(!new LoadRecordFile(join(root, 'file/below/load.json')).write({ state: 'loading', entryId: 'x' }).ok);
});

test('since when the load goes on is kept from the one state to the other, in the first line', (t) => {
  const file = join(temporaryTree(t), 'load.json');
  const records = new LoadRecordFile(file);
  const since = (): string | undefined => /^\{.*"sinceBootSeconds":([\d.]+)[,}]/.exec(readFileSync(file, 'utf8').split('\n')[0] ?? '')?.[1];
  records.write({ state: 'loading', entryId: 'x' });
  const before = since();
  assert.ok(before !== undefined);
  records.write({ state: 'loaded', entryId: 'x', files: ['fat 1 2 /boot/x'] });
  assert.equal(since(), before);
});

test('one that may not be removed is left as it is, and nothing is thrown', (t) => {
  const root = temporaryTree(t, { 'load.json/x': '' });
  assert.doesNotThrow(() => new LoadRecordFile(join(root, 'load.json')).clear());
  assert.ok(existsSync(join(root, 'load.json/x')));
});
