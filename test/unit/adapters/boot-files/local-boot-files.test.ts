import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import test, { describe } from 'node:test';
import { LocalBootFiles } from '../../../../src/adapters/boot-files/local-boot-files.ts';
import { temporaryTree } from '../../../fakes/temporary-directory.ts';

describe('files below another root', () => {
  test('an absolute symbolic link starts again at that root, never at ours', (t) => {
    const root = temporaryTree(t, { 'boot/vmlinuz-1': 'inside', vmlinuz: { link: '/boot/vmlinuz-1' }, up: { link: '../../../../../../boot/vmlinuz-1' } });
    const files = new LocalBootFiles(root);
    for (const path of ['/vmlinuz', '/up', '/../../boot/vmlinuz-1', '//boot/./vmlinuz-1']) {
      const text = files.readText(path, 100);
      assert.deepEqual(text, { ok: true, value: { text: 'inside', validUtf8: true } }, path);
    }
    const host = files.hostPath('/vmlinuz');
    assert.ok(host.ok);
    assert.equal(host.value, join(root, 'boot/vmlinuz-1'));
  });

  test('links that run in a circle are an error, not a hang', (t) => {
    const files = new LocalBootFiles(temporaryTree(t, { a: { link: 'b' }, b: { link: 'a' } }));
    const text = files.readText('/a', 100);
    assert.ok(!text.ok);
    assert.equal(text.error.kind, 'unreadable');
  });

  test('a dangling link is missing', (t) => {
    const files = new LocalBootFiles(temporaryTree(t, { vmlinuz: { link: 'boot/gone' } }));
    const status = files.stat('/vmlinuz');
    assert.ok(!status.ok);
    assert.equal(status.error.kind, 'missing');
  });
});

describe('the real path of a file', () => {
  const tree = { 'nix/store/x-system/kernel': 'k', 'nix/profiles/system-1-link': { link: '/nix/store/x-system' }, 'nix/profiles/system': { link: 'system-1-link' } };

  test('is what the system itself would see, below any root', (t) => {
    const root = temporaryTree(t, tree);
    assert.deepEqual(new LocalBootFiles(root).realPath('/nix/profiles/system/kernel'), { ok: true, value: '/nix/store/x-system/kernel' });
    assert.deepEqual(new LocalBootFiles(`${root}/`).realPath('/'), { ok: true, value: '/' });
    // Seen from outside, the absolute link leads out of the tree.
    const outside = new LocalBootFiles('/').realPath(join(root, 'nix/profiles/system'));
    assert.equal(outside.ok ? 'found' : outside.error.kind, 'missing');
  });

  test('is missing where a link leads nowhere', (t) => {
    const files = new LocalBootFiles(temporaryTree(t, { a: { link: 'gone' } }));
    const real = files.realPath('/a');
    assert.equal(real.ok ? 'found' : real.error.kind, 'missing');
  });
});

describe('reading', () => {
  test('a file of /sys says that it has a page, whatever it holds', () => {
    const text = new LocalBootFiles().readText('/sys/kernel/uevent_seqnum', 64);
    assert.ok(text.ok);
    assert.match(text.value.text, /^[0-9]+\n$/);
  });

  test('kinds of failure', (t) => {
    const root = temporaryTree(t, { 'big.cfg': 'x'.repeat(101) });
    mkdirSync(join(root, 'dir'));
    execFileSync('mkfifo', [join(root, 'pipe')]);
    const files = new LocalBootFiles(root);
    const kindOf = (path: string): string => {
      const read = files.readText(path, 100);
      return read.ok ? 'ok' : read.error.kind;
    };
    assert.deepEqual(['/big.cfg', '/dir', '/pipe', '/none', '/big.cfg/below'].map(kindOf), ['too-large', 'not-a-file', 'not-a-file', 'missing', 'missing']);
  });

  test('bytes that are no UTF-8 are told', (t) => {
    const files = new LocalBootFiles(temporaryTree(t, { bad: Buffer.from([0x61, 0xff, 0x62]) }));
    assert.deepEqual(files.readText('/bad', 100), { ok: true, value: { text: 'a\ufffdb', validUtf8: false } });
  });

  test('a range ends with the file', (t) => {
    const files = new LocalBootFiles(temporaryTree(t, { f: 'abcdef' }));
    const range = files.readRange('/f', 4, 10);
    assert.ok(range.ok);
    assert.equal(Buffer.from(range.value).toString(), 'ef');
  });

  test('files of /proc, whose size is 0, are read', () => {
    const text = new LocalBootFiles('/').readText('/proc/self/mountinfo', 1_000_000);
    assert.ok(text.ok);
    assert.match(text.value.text, / \/ /);
  });
});
