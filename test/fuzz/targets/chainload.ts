import assert from 'node:assert/strict';
import { chainedSlot, slotCommandLine } from '../../../src/core/chainload/command-line.ts';
import { configLines, fitsOneLine, parseConfig } from '../../../src/core/chainload/config.ts';
import { decide } from '../../../src/core/chainload/decide.ts';
import { editConfig, slotEdits } from '../../../src/core/chainload/edit-config.ts';
import { formatTries, parseLast, parseTries } from '../../../src/core/chainload/state.ts';
import { bytesOf, textOf, type FuzzTarget } from '../target.ts';

const SLOT = { kernel: '/boot/vmlinuz', initrds: ['/boot/ucode.img', '/boot/initrd.img'], append: 'root=/dev/vda1 ro -- x', reuse: true, entry: 'default' };

export const CHAINLOAD_TARGET: FuzzTarget = {
  name: 'chainload',
  samples: [
    bytesOf('# mine\nenabled=yes\ndelay=10\ntries=3\nactive=a\n\na.kernel=/vmlinuz\na.initrd=/initrd.img\na.reuse=yes\na.append=quiet\nb.kernel=/boot/own\nb.entry=gnulinux>6.12\ninit=/sbin/init\n'),
    bytesOf('a=2\nb=10\n'),
    bytesOf('boot=0b7e5a2c-0000-4000-8000-00000000000a\nslot=none\nwhy=stayed\nkernel=\nat=1700000000\n'),
    bytesOf('BOOT_IMAGE=/x root=/dev/vda1 quick_restart.chained=a panic=30 -- y\n'),
  ],
  words: ['a.', 'b.', '=', '\n', '#', 'initrd=/', 'kernel=', 'append=', 'enabled=no', ' ', '\t', '\r', '\0', '00', '--', 'panic=', 'quick_restart.chained=b', 'quick_restart.chain=no'],
  check(input: Uint8Array): void {
    const text = textOf(input);
    checkConfig(text);
    const tries = parseTries(text);
    assert.deepEqual(parseTries(formatTries(tries)), tries);
    parseLast(text);
    const line = slotCommandLine('b', { append: text, reuse: true }, text);
    assert.equal(chainedSlot(line.split(' -- ')[0] ?? ''), 'b', 'what is started is marked');
    assert.ok(line.split(' ').every((word) => word !== ''), 'one blank between words');
  },
};

/** A change says what it should, and leaves everything else: what stood in other keys, and every line that is no setting. */
function checkConfig(text: string): void {
  const before = parseConfig(text);
  const edited = editConfig(text, { enabled: ['no'], delay: ['7'], ...slotEdits('b', SLOT) });
  const after = parseConfig(edited);
  assert.equal(after.ok, before.ok, 'it is understood as before');
  assert.deepEqual(others(edited), others(text));
  if (!before.ok || !after.ok) return;
  assert.deepEqual(after.value, { ...before.value, enabled: false, delaySeconds: 7, slots: { a: before.value.slots.a, b: SLOT } });
  const { a } = before.value.slots;
  // What another file gives back, this one does.
  const values = a === null ? [] : [a.kernel, ...a.initrds, a.append, a.entry ?? ''];
  if (values.every(fitsOneLine)) assert.deepEqual(again(editConfig('', slotEdits('a', a))), a);
  decide({ config: before, commandLine: 'ro', bootId: null, tries: parseTries(text), last: parseLast(text), canKexec: true, isThere: (path) => path.length % 2 === 0 });
}

function again(text: string): unknown {
  const parsed = parseConfig(text);
  return parsed.ok && parsed.value.slots.a;
}

function others(text: string): readonly string[] {
  const lines = text.replace(/\n$/, '').split('\n');
  return configLines(text.replace(/\n$/, '')).flatMap(({ key }, index) => (key === null && lines[index] !== '' ? [lines[index] ?? ''] : []));
}
