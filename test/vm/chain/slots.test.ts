// Active and backup: a kernel that never comes up gives way after its tries, whatever it does instead, and power cuts leave the counters whole.
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { Machine } from '../machine/machine.ts';
import { BOOT_TIMEOUT_MS, type ProviderMachine, withInstalledProvider } from './provider.ts';
import { report, restartAndReport } from './restarts.ts';

const CONF = '/etc/quick-restart/chainload.conf';
const STATE = '/var/lib/quick-restart/chainload';
/** Over at once, and with what it left on the disk: what is behind it is a matter of the next start. */
const RESET = 'sync; echo b >/proc/sysrq-trigger';

describe('active and backup', { timeout: 3_600_000 }, () => {
  let provider: ProviderMachine;
  let machine: Machine;
  let own: string;
  let theirs: string;
  withInstalledProvider((installed) => {
    ({ provider, own, theirs } = installed);
    ({ machine } = provider);
  });
  before(async () => {
    await machine.root.read('systemctl enable quick-restart-chainload.service');
  });

  /** Slot a as given, slot b a kernel that comes up. */
  async function configure(...lines: readonly string[]): Promise<void> {
    const b = [`b.kernel=/boot/vmlinuz-${own}`, `b.initrd=/boot/initrd.img-${own}`, 'b.reuse=yes', 'b.append=backup=1'];
    await machine.root.put(CONF, Buffer.from(['enabled=yes', 'delay=0', `a.kernel=/boot/vmlinuz-${own}`, 'a.reuse=yes', ...b, ...lines, ''].join('\n')));
    await machine.root.read(`rm -rf ${STATE}; sync`);
  }

  test('the active kernel panics: tried twice, then the backup comes up, and the machine says so', async (t) => {
    await configure('tries=2', 'a.append=panic=1'); // no initrd: no root file system
    const { release, commandLine, kernels, tries, console } = await restartAndReport(machine, RESET);
    t.diagnostic(JSON.stringify({ release, commandLine, kernels, tries }));
    assert.deepEqual([release, kernels, tries], [own, [theirs, own, theirs, own, theirs, own], 'a=2 b=1']);
    assert.match(commandLine, / backup=1 panic=30 quick_restart\.chained=b$/);
    assert.equal(console.filter((line) => line.includes('Kernel panic')).length, 2, console.join('\n'));
    assert.ok(console.some((line) => line.includes('slot a was started 2 times and never confirmed: starting its backup, slot b.')));
    await machine.root.read('quick-restart chainload confirm');
    assert.equal((await report(machine)).tries, 'a=2 b=0');
  });

  test('the active system hangs without its root file system: the panic path ends it, and the backup comes up', async (t) => {
    await configure('tries=1', `a.initrd=/boot/initrd.img-${own}`, 'a.append=root=/dev/nonexistent rootdelay=5 panic=1');
    const { release, kernels, tries, console } = await restartAndReport(machine, RESET);
    t.diagnostic(JSON.stringify({ release, kernels, tries }));
    assert.deepEqual([release, kernels, tries], [own, [theirs, own, theirs, own], 'a=1 b=1']);
    assert.ok(console.some((line) => /does not exist/.test(line)), console.slice(-60).join('\n'));
  });

  test('both used up: the provider’s kernel runs, and says why', async () => {
    await configure('tries=1');
    await machine.root.read(`mkdir -p -m 700 ${STATE}; printf 'a=1\\nb=1\\n' >${STATE}/tries; sync`);
    const { release, last, console } = await restartAndReport(machine, RESET);
    assert.deepEqual([release, last['why']], [theirs, 'tries-used-up']);
    assert.ok(console.some((line) => line.includes('was started 1 times and never confirmed, so it is left alone')), console.slice(-30).join('\n'));
  });

  for (const [moment, program] of [['before the new count has its name', 'mv'], ['while it is written to the disk', 'sync']] as const) {
    test(`the power fails during a confirmation, ${moment}: the count before it, whole; the next start counts on`, async (t) => {
      await configure('active=b', 'tries=3');
      assert.deepEqual((await restartAndReport(machine, RESET)).tries, 'a=0 b=1');
      await machine.root.read(`printf '#!/bin/sh\\ntouch /run/there; exec sleep 600\\n' >/usr/local/sbin/${program}; chmod 755 /usr/local/sbin/${program}
        mount --bind /usr/local/sbin/${program} /usr/bin/${program}; setsid /usr/lib/quick-restart/chainload confirm >/dev/null 2>&1 & while ! [ -e /run/there ]; do sleep 0.2; done`);
      await machine.cutPower();
      machine = await provider.again();
      await machine.explain('no start', () => machine.root.waitForBoot(null, BOOT_TIMEOUT_MS));
      const now = await report(machine);
      t.diagnostic(JSON.stringify({ tries: now.tries, last: now.last, release: now.release }));
      // One more than was there before the power failed.
      assert.deepEqual([now.release, now.tries], [own, 'a=0 b=2']);
      await machine.root.read(`rm -f /usr/local/sbin/${program}; ls -A ${STATE} | grep -vxE 'tries|last|tries\\.new' && exit 1; exit 0`);
    });
  }
});
