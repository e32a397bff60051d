import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { gzipSync } from 'node:zlib';
import { gzipEnd } from '../../../../src/adapters/gzip/gzip-end.ts';
import { temporaryTree } from '../../../fakes/temporary-directory.ts';

const MEMBER = gzipSync(randomBytes(300_000));
const PREFIX = Buffer.alloc(512, 'x');

async function endOf(t: Parameters<typeof temporaryTree>[0], bytes: Buffer, offset: number): Promise<number | null> {
  return gzipEnd(join(temporaryTree(t, { f: bytes }), 'f'), offset);
}

test('a whole member ends where the file ends', async (t) => assert.equal(await endOf(t, MEMBER, 0), MEMBER.length));
test('a member behind something else', async (t) => assert.equal(await endOf(t, Buffer.concat([PREFIX, MEMBER]), 512), 512 + MEMBER.length));
test('what follows a member is not part of it', async (t) => assert.equal(await endOf(t, Buffer.concat([MEMBER, Buffer.alloc(512)]), 0), MEMBER.length));
test('two members in a row are two', async (t) => assert.equal(await endOf(t, Buffer.concat([MEMBER, MEMBER]), 0), MEMBER.length));
test('a cpio archive directly behind it', async (t) => assert.equal(await endOf(t, Buffer.concat([MEMBER, Buffer.from('070701')]), 0), MEMBER.length));
test('a member with a name, as gzip(1) writes it', async (t) => {
  const file = join(temporaryTree(t, { initrd: randomBytes(5000) }), 'initrd');
  execFileSync('gzip', ['-k', file]);
  assert.equal(await gzipEnd(`${file}.gz`, 0), statSync(`${file}.gz`).size);
});
for (const missing of [1, 7, 8, 9, 1000, MEMBER.length - 12]) {
  test(`cut off by ${missing} bytes`, async (t) => assert.equal(await endOf(t, MEMBER.subarray(0, -missing), 0), null));
}
test('a damaged member', async (t) => {
  const damaged = Buffer.from(MEMBER);
  damaged[damaged.length - 4] = (damaged[damaged.length - 4] ?? 0) ^ 1;
  assert.equal(await endOf(t, damaged, 0), null);
});
test('no file', async () => assert.equal(await gzipEnd('/nonexistent/file', 0), null));
