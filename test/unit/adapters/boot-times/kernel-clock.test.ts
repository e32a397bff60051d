import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { release } from 'node:os';
import test, { describe } from 'node:test';
import { KernelClock } from '../../../../src/adapters/boot-times/kernel-clock.ts';
import { temporaryTree } from '../../../fakes/temporary-directory.ts';

type Tree = Readonly<Record<string, string>>;

describe('how this kernel was started', () => {
  for (const [what, tree, throughKexec] of [
    ['x86: kexec, either call', { 'proc/sys/kernel/bootloader_type': '208\n' }, true],
    ['x86: kexec with a version', { 'proc/sys/kernel/bootloader_type': '209\n' }, true],
    ['x86: GRUB', { 'proc/sys/kernel/bootloader_type': '114\n' }, false],
    ['x86: the EFI stub', { 'proc/sys/kernel/bootloader_type': '255\n' }, false],
    ['x86: QEMU', { 'proc/sys/kernel/bootloader_type': '176\n' }, false],
    ['x86: an extended type that ends in D', { 'proc/sys/kernel/bootloader_type': '464\n' }, false],
    ['no number', { 'proc/sys/kernel/bootloader_type': 'x\n' }, null],
    ['a device tree that says so', { 'proc/device-tree/chosen/linux,booted-from-kexec': '' }, true],
    ['a device tree that does not', { 'proc/device-tree/chosen/bootargs': 'ro\0' }, null],
    ['neither', {}, null],
  ] as readonly (readonly [string, Tree, boolean | null])[]) {
    test(what, (t) => assert.equal(new KernelClock(temporaryTree(t, tree)).read().throughKexec, throughKexec));
  }

  test('the boot id, or none where it is damaged', (t) => {
    const id = '11111111-2222-4333-8444-555555555555';
    const path = 'proc/sys/kernel/random/boot_id';
    assert.equal(new KernelClock(temporaryTree(t, { [path]: `${id}\n` })).read().bootId, id);
    for (const tree of [{}, { [path]: '' }, { [path]: '../../etc' }]) assert.equal(new KernelClock(temporaryTree(t, tree)).read().bootId, null);
    assert.equal(new KernelClock(temporaryTree(t)).read().kernelRelease, release());
  });
});

describe('the clocks', () => {
  for (const [what, tree, rtcSeconds] of [
    ['the hardware clock', { 'sys/class/rtc/rtc0/since_epoch': '1795262400\n', 'sys/class/rtc/rtc0/hctosys': '1\n' }, 1_795_262_400],
    ['the one that the kernel took its time from', { 'sys/class/rtc/rtc0/since_epoch': '7\n', 'sys/class/rtc/rtc0/hctosys': '0\n', 'sys/class/rtc/rtc1/since_epoch': '1795262400\n', 'sys/class/rtc/rtc1/hctosys': '1\n' }, 1_795_262_400],
    ['none', {}, null],
    ['one that stopped', { 'sys/class/rtc/rtc0/since_epoch': '-1\n' }, null],
  ] as readonly (readonly [string, Tree, number | null])[]) {
    test(what, (t) => assert.equal(new KernelClock(temporaryTree(t, tree)).now().rtcSeconds, rtcSeconds));
  }

  test('of this machine: they go forward, and this process started before now', () => {
    const clock = new KernelClock();
    const first = clock.now();
    const start = clock.processStart();
    const second = clock.now();
    for (const key of ['bootSeconds', 'monotonicSeconds', 'wallMs'] as const) assert.ok(second[key] >= first[key], key);
    assert.ok(Math.abs(first.bootSeconds - Number(readFileSync('/proc/uptime', 'latin1').split(' ')[0])) < 5);
    assert.ok(start.bootSeconds < first.bootSeconds && start.monotonicSeconds < first.monotonicSeconds);
    assert.ok(Math.abs(first.bootSeconds - start.bootSeconds - process.uptime()) < 1);
  });

  test('without /proc it is the clock of the process', (t) => {
    const clocks = new KernelClock(temporaryTree(t)).now();
    assert.ok(Math.abs(clocks.bootSeconds - clocks.monotonicSeconds) < 0.1);
  });
});
