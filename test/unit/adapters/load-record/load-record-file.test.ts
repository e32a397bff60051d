import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
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
  assert.ok(records.write({ state: 'loaded', entryId: 'a', policyOf: '/' }).ok);
  assert.deepEqual(records.read(), { state: 'loaded', entryId: 'a', policyOf: '/' });
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

test('a load is under way while another process that began it runs', async (t) => {
  const file = join(temporaryTree(t), 'load.json');
  const records = new LoadRecordFile(file);
  const other = spawn('sleep', ['60']);
  t.after(() => other.kill());
  const now = (): number => Number.parseFloat(readFileSync('/proc/uptime', 'latin1'));
  await new Promise((resolve) => setTimeout(resolve, 50));
  const underWay = (pid: unknown, sinceBootSeconds: unknown = now(), state = 'loading'): boolean => {
    writeFileSync(file, JSON.stringify({ state, entryId: 'x', pid, sinceBootSeconds }));
    return records.isUnderWay();
  };
  const ended = spawnSync('true').pid;
  assert.deepEqual([underWay(other.pid), underWay(1)], [true, true]);
  assert.deepEqual([underWay(ended), underWay(other.pid, now(), 'loaded'), underWay(other.pid, now() - 601), underWay(process.pid)], [false, false, false, false]);
  // The number was given to another process since.
  assert.equal(underWay(other.pid, now() - 5), false);
  for (const pid of [undefined, '1', 0, -1, 1.5, 1e300]) assert.equal(underWay(pid), false, String(pid));
  records.write({ state: 'loading', entryId: 'x' });
  assert.deepEqual([records.isUnderWay(), (JSON.parse(readFileSync(file, 'utf8')) as { pid?: unknown }).pid], [false, process.pid]);
});

test('one that may not be removed is left as it is, and nothing is thrown', (t) => {
  const root = temporaryTree(t, { 'load.json/x': '' });
  assert.doesNotThrow(() => new LoadRecordFile(join(root, 'load.json')).clear());
  assert.ok(existsSync(join(root, 'load.json/x')));
});
