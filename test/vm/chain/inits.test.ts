// Chain loading whatever the init system is: as init= under systemd, sysvinit and busybox, and as sysvinit's own script.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Machine } from '../machine/machine.ts';
import { startPlain } from './plain-inits.ts';
import { BOOT_TIMEOUT_MS, type ProviderMachine, startInstalledProvider } from './provider.ts';
import { type ChainReport, report, restartAndReport } from './restarts.ts';

const INIT = 'init=/usr/lib/quick-restart/chainload-init';
const STATE = '/var/lib/quick-restart/chainload';

async function startedAgain(provider: ProviderMachine, words: string): Promise<Machine> {
  const machine = await provider.again(words);
  await machine.explain('no start', () => machine.root.waitForBoot(null, BOOT_TIMEOUT_MS));
  return machine;
}

/** It was chained once, from a disk that was closed. */
function assertChained({ commandLine, kernels, console, fileSystem, tries }: ChainReport): void {
  assert.match(commandLine, / own=1 panic=30 quick_restart\.chained=a$/);
  assert.deepEqual([kernels.length, console.filter((line) => /Starting own kernel .* in 2 s/.test(line)).length, tries], [2, 1, 'a=1 b=0'], console.slice(-40).join('\n'));
  assert.doesNotMatch(fileSystem, /recover|orphan/i);
}

describe('chain loading without systemd', { timeout: 3_600_000 }, () => {
  let provider: ProviderMachine;
  let machine: Machine;
  before(async () => {
    provider = await startPlain();
    machine = provider.machine;
  });
  after(() => provider.remove());

  test('sysvinit, by its script: chained, told by status, and again after an ordinary restart', async (t) => {
    await machine.root.read('cp /usr/lib/quick-restart/chainload.init /etc/init.d/quick-restart-chainload && update-rc.d quick-restart-chainload defaults; sync; ls /etc/rcS.d /etc/rc6.d');
    for (const round of [1, 2]) {
      const chained = await restartAndReport(machine, 'reboot');
      t.diagnostic(JSON.stringify({ round, ...chained, console: chained.console.length }));
      assertChained(chained);
      assert.equal(await machine.root.read('cat /proc/1/comm; /etc/init.d/quick-restart-chainload status'), 'init\nThis boot was chained (slot a).');
      await machine.root.read("for i in $(seq 300); do grep -qx a=0 /var/lib/quick-restart/chainload/tries && exit 0; sleep 1; done; exit 1", 400_000);
    }
  });

  test('sysvinit, by its script: a key stays', async () => {
    const stayed = await restartAndReport(machine, 'reboot', () => machine.type(' '));
    assert.doesNotMatch(stayed.commandLine, /chained/);
    assert.equal(stayed.last['why'], 'stayed');
    assert.equal((await machine.root.run('/etc/init.d/quick-restart-chainload status')).code, 3);
  });

  test('sysvinit, as init=: chained; and the real init is process 1 with its arguments, whether a key is pressed or not', async () => {
    await machine.root.read(`update-rc.d -f quick-restart-chainload remove; rm -f /etc/init.d/quick-restart-chainload; rm -rf ${STATE}; sync`);
    machine = await startedAgain(provider, `${INIT} 3`);
    assertChained(await report(machine));
    assert.equal(await machine.root.read('cat /proc/1/comm; runlevel'), 'init\nN 3');
    const stayed = await restartAndReport(machine, 'reboot', () => machine.type('x'));
    assert.deepEqual([/chained/.test(stayed.commandLine), stayed.last['why']], [false, 'stayed']);
    assert.equal(await machine.root.read('cat /proc/1/comm; runlevel'), 'init\nN 3');
  });

  test('busybox’s init, as init=', async () => {
    await machine.root.read(`cp /opt/busybox/inittab /etc/inittab; echo init=/opt/busybox/init >>/etc/quick-restart/chainload.conf; rm -rf ${STATE}; sync`);
    machine = await startedAgain(provider, INIT);
    assertChained(await report(machine));
    assert.equal(await machine.root.read('readlink /proc/1/exe'), '/usr/bin/busybox');
    await machine.root.read("for i in $(seq 300); do grep -qx a=0 /var/lib/quick-restart/chainload/tries && exit 0; sleep 1; done; exit 1", 400_000);
  });
});

describe('chain loading as init= on a machine with systemd', { timeout: 3_600_000 }, () => {
  let provider: ProviderMachine;
  before(async () => void (provider = await startInstalledProvider()));
  after(() => provider.remove());

  test('chained with the other kernel, confirmed by systemd’s timer; a bad line and a key stay with systemd as process 1', async () => {
    const first = provider.machine;
    const own = await first.root.read("ls /boot/vmlinuz-* | sed 's,.*/vmlinuz-,,' | sort -V | tail -n 1");
    await first.root.read(`printf '%s\\n' enabled=yes delay=2 a.kernel=/boot/vmlinuz-${own} a.initrd=/boot/initrd.img-${own} a.reuse=yes a.append=own=1 >/etc/quick-restart/chainload.conf
      systemctl enable quick-restart-chainload-confirm.timer`);
    void first.root.run('systemctl poweroff').catch(() => undefined);
    await first.waitUntilOff(BOOT_TIMEOUT_MS);
    const machine = await startedAgain(provider, INIT);
    const chained = await report(machine);
    assert.equal(chained.release, own);
    assertChained(chained);
    await machine.root.read("for i in $(seq 300); do grep -qx a=0 /var/lib/quick-restart/chainload/tries && exit 0; sleep 1; done; exit 1", 400_000);
    const stayed = await restartAndReport(machine, 'systemctl reboot', () => machine.type('x'));
    assert.deepEqual([stayed.release === own, stayed.last['why'], await machine.root.read('cat /proc/1/comm')], [false, 'stayed', 'systemd']);
    await machine.root.read('echo bad >>/etc/quick-restart/chainload.conf');
    const bad = await restartAndReport(machine);
    assert.ok(bad.console.some((line) => line.includes('line 7 of /etc/quick-restart/chainload.conf is not understood')), bad.console.slice(-40).join('\n'));
    assert.equal(await machine.root.read('cat /proc/1/comm'), 'systemd');
  });
});
