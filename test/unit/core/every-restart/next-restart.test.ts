import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { formatNextRestart, readNextRestart, splitAtTime, type NextStart } from '../../../../src/core/every-restart/next-restart.ts';

const START: NextStart = {
  kind: 'quick', bootId: 'b', entryId: 'an entry', kernelRelease: '6.12', commandLine: 'root=/dev/vda1 ro', allowClassicLoad: true,
  kernel: { path: '/boot/vmlinuz', offset: 0, sizeBytes: 7 }, initrds: [{ path: '/boot/a b', offset: 4, sizeBytes: 9 }], stamps: ['file 7 1.0 1.0 1 1 /boot/vmlinuz', 'gone /boot/x'],
};

describe('what is prepared for the next restart', () => {
  test('is a key and a value a line, and read again', () => {
    const text = formatNextRestart(START);
    assert.equal(text, 'next 1\nboot b\nrelease 6.12\nentry an entry\nclassic yes\nkernel 0 7 /boot/vmlinuz\ninitrd 4 9 /boot/a b\nfile 7 1.0 1.0 1 1 /boot/vmlinuz\ngone /boot/x\ncommand root=/dev/vda1 ro\nend\n');
    assert.deepEqual(readNextRestart(text), { kind: 'quick', kernelRelease: '6.12', entryId: 'an entry', stamps: START.stamps });
  });

  test('nothing that stands in a name becomes a line of its own: an ordinary restart then', () => {
    for (const change of [{ entryId: 'x\nkernel 0 1 /tmp/x' }, { commandLine: 'a\nend' }, { kernel: { ...START.kernel, path: '/boot/a\nb' } }, { stamps: ['gone /a\rb'] }, { kernelRelease: 'a\0' }]) {
      assert.match(formatNextRestart({ ...START, ...change }), /^next 1\nreason [^\n]*control character\nend\n$/);
    }
    assert.equal(formatNextRestart({ kind: 'ordinary', reason: 'two\nlines. ' }), 'next 1\nreason two lines\nend\n');
  });

  test('what is cut off, or something else, is none', () => {
    const text = formatNextRestart(START);
    for (const odd of ['', 'next 2\nend\n', text.slice(0, -1), text.slice(0, -5), text.slice(1)]) assert.equal(readNextRestart(odd), null, odd);
  });

  test('the time of an attempt goes between two lines, wherever an entry has the same words', () => {
    const text = '{"schema":1,"attempt":{"entryId":"x\\"atMs\\":1","atMs":123,"landedIn":null},"cameUp":[{"atMs":5}]}\n';
    assert.equal(splitAtTime(text), '{"schema":1,"attempt":{"entryId":"x\\"atMs\\":1","atMs":\n,"landedIn":null},"cameUp":[{"atMs":5}]}\n');
    assert.throws(() => splitAtTime('{"attempt":null}\n'));
  });
});
