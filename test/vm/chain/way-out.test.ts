// What keeps chain loading from being a trap: bad input starts nothing, restarts never go round in a circle, and the provider's line can switch it off.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ChainloadStatusJson } from '../../../src/cli/chainload/view/status.ts';
import type { Machine } from '../machine/machine.ts';
import { type ProviderMachine, withInstalledProvider } from './provider.ts';
import { restartAndReport } from './restarts.ts';

describe('chain loading is no trap', { timeout: 3_600_000 }, () => {
  let provider: ProviderMachine;
  let machine: Machine;
  let own: string;
  let theirs: string;
  withInstalledProvider((installed) => {
    ({ provider, own, theirs } = installed);
    ({ machine } = provider);
  });

  test('bad inputs, tried where nothing may start: each boots on, with a line on the console and in the log, and nothing stays loaded', async (t) => {
    for (const [what, set, said] of [
      ['a bad line', 'echo nonsense >"$conf"', /line 1 of \/etc\/quick-restart\/chainload\.conf is not understood/],
      ['no kernel', 'use /boot/vmlinuz-none', /the own kernel or its initrd is not there/],
      ['a kernel that was cut off', `head -c 3000000 /boot/vmlinuz-${own} >/boot/cut; use /boot/cut`, /could not be loaded \(\/boot\/cut is cut off\)/],
      ['no kernel at all', 'head -c 3000000 /dev/urandom >/boot/noise; use /boot/noise', /could not be loaded \(.+\)/],
      ['of another machine', "printf 'MZ%54sARMd' ' ' >/boot/arm; head -c 100000 /dev/zero >>/boot/arm; use /boot/arm", /could not be loaded \(.+\)/],
      ['an initrd that is not there', `use /boot/vmlinuz-${own}; echo a.initrd=/boot/none >>"$conf"`, /the own kernel or its initrd is not there/],
      ['kexec switched off', `use /boot/vmlinuz-${own}; mv /usr/sbin/kexec /usr/sbin/kexec.away`, /kexec is not installed/],
    ] as const) {
      const sinceMs = performance.now();
      const outcome = await machine.root.read(`set -eu
        conf=/etc/quick-restart/chainload.conf
        use() { printf 'enabled=yes\\ndelay=0\\na.kernel=%s\\na.reuse=yes\\n' "$1" >"$conf"; }
        rm -rf /var/lib/quick-restart/chainload
        ${set}
        systemctl start quick-restart-chainload.service && systemctl stop quick-restart-chainload.service
        cat /sys/kernel/kexec_loaded; uname -r
        journalctl -b -t quick-restart --no-pager -o cat | tail -n 1
        [ ! -e /usr/sbin/kexec.away ] || mv /usr/sbin/kexec.away /usr/sbin/kexec
        findmnt -no OPTIONS / | cut -d, -f1`);
      const lines = outcome.split('\n');
      t.diagnostic(`${what}: ${outcome.replaceAll('\n', ' | ')}`);
      assert.deepEqual([lines[0], lines[1], lines.at(-1)], ['0', theirs, 'rw'], what);
      assert.match(await machine.root.read('journalctl -b -t quick-restart --no-pager -o cat'), said, what);
      assert.ok(machine.serial.find(said, sinceMs) !== null, `${what}: not on the console\n${machine.serial.tail()}`);
    }
  });

  test('three ordinary restarts: each goes the firmware’s way and chains afresh, once; nothing of ours is loaded meanwhile', async (t) => {
    await machine.root.read(`printf '%s\\n' enabled=yes delay=2 a.kernel=/boot/vmlinuz-${own} a.initrd=/boot/initrd.img-${own} a.reuse=yes >/etc/quick-restart/chainload.conf; rm -rf /var/lib/quick-restart/chainload; systemctl enable quick-restart-chainload.service`);
    for (const round of [1, 2, 3]) {
      assert.equal(await machine.root.read('cat /sys/kernel/kexec_loaded'), '0');
      const report = await restartAndReport(machine);
      t.diagnostic(JSON.stringify({ round, tries: report.tries, fileSystem: report.fileSystem, last: report.last }));
      assert.deepEqual([report.release, report.kernels, report.console.filter((line) => /^Starting own kernel .* in 2 s, press/.test(line)).length], [own, [theirs, own], 1]);
      assert.doesNotMatch(report.fileSystem, /recover|orphan/i);
      assert.deepEqual([report.last['why'], report.last['slot'], report.tries], ['chained', 'a', 'a=1 b=0']);
      await machine.root.read('quick-restart chainload confirm');
      assert.equal((await readStatus()).slots.a?.tries, 0);
    }
  });

  test('quick_restart.chain=no on the provider’s line, and nobody at any console', async () => {
    await machine.root.read('sync');
    machine = await provider.again('quick_restart.chain=no');
    await machine.explain('no start', () => machine.root.waitForBoot(null, 420_000));
    assert.deepEqual([await machine.root.read('uname -r'), (await readStatus()).last?.why], [theirs, 'switched-off']);
    await machine.root.read('sync');
    // A screen that nobody looks at, and no serial line. With console=null Debian's own initramfs ends in a panic, whatever is installed.
    machine = await provider.again('console=tty0', '');
    await machine.explain('no start', () => machine.root.waitForBoot(null, 420_000));
    assert.equal(await machine.root.read('uname -r'), own);
    assert.match(await machine.root.read('cat /proc/cmdline'), / console=tty0 .*quick_restart\.chained=a$/);
    assert.equal(await machine.root.read('cat /sys/class/tty/console/active'), 'tty0');
  });

  async function readStatus(): Promise<ChainloadStatusJson> {
    return JSON.parse(await machine.root.read('quick-restart chainload status --json')) as ChainloadStatusJson;
  }
});
