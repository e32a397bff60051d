// Chain loading on a machine with systemd whose provider chooses the kernel: QEMU hands over the older of the guest's two kernels at
// every start, whatever is on the disk. Real kernels, real kexec, real consoles.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import type { ChainloadStatusJson } from '../../../src/cli/chainload/view/status.ts';
import type { Machine } from '../machine/machine.ts';
import { type ProviderMachine, withInstalledProvider } from './provider.ts';
import { restartAndReport } from './restarts.ts';

const ASKS = /^Starting own kernel \/vmlinuz in 10 s, press Ctrl\+C or any key to stay\.$/;
/** The five commands of docs/chain-loading.md; the first one, apt's, has been carried out already. */
const [, ENABLE = '', TEST = '', RESTART = '', STATUS = ''] = (/^```sh\n([^`]+)```$/m.exec(readFileSync('docs/chain-loading.md', 'utf8'))?.[1] ?? '').trim().split('\n');

describe('chain loading under systemd', { timeout: 3_600_000 }, () => {
  let provider: ProviderMachine;
  let machine: Machine;
  let own: string;
  let theirs: string;
  withInstalledProvider((installed) => {
    ({ provider, own, theirs } = installed);
    ({ machine } = provider);
  });

  test('the commands of the document: the next restart ends in the own kernel, from a disk that was closed', async (t) => {
    // Debian makes these links with every kernel, where it is not told otherwise.
    await machine.root.read(`rm -rf /etc/quick-restart/chainload.conf /var/lib/quick-restart/chainload; ln -sf boot/vmlinuz-${own} /vmlinuz; ln -sf boot/initrd.img-${own} /initrd.img`);
    for (const command of [ENABLE, TEST]) t.diagnostic(`${command}\n${await machine.root.read(command)}`);
    const report = await restartAndReport(machine, RESTART);
    t.diagnostic(await machine.root.read(STATUS));
    t.diagnostic(JSON.stringify({ ...report, console: report.console.filter((line) => /own kernel|quick-restart/i.test(line)) }));
    assert.deepEqual([report.release, report.kernels, report.tries], [own, [theirs, own], 'a=1 b=0']);
    assert.match(report.commandLine, / provider=1 .*panic=30 quick_restart\.chained=a$/);
    assert.deepEqual(report.console.filter((line) => ASKS.test(line)).length, 1);
    assert.ok(!report.console.some((line) => /ordering cycle|Found dependency/.test(line)), 'systemd broke a circle');
    assert.match(report.fileSystem, /^[^]*\bclean\b[^]*$/);
    assert.doesNotMatch(report.fileSystem, /recover|orphan/i);
    const status = await readStatus();
    assert.deepEqual([status.enabled, status.how, status.chained, status.kernelRelease, status.slots.a?.tries], [true, ['systemd'], 'a', own, 1]);
  });

  test('a minute after it is up, it is confirmed by itself', async () => {
    await machine.root.read("for i in $(seq 300); do grep -qx a=0 /var/lib/quick-restart/chainload/tries && exit 0; sleep 1; done; systemctl status 'quick-restart-chainload*'; exit 1", 400_000);
    assert.equal((await readStatus()).slots.a?.tries, 0);
  });

  test('a key on the serial console: the provider’s kernel stays, and status says why', async () => {
    const report = await restartAndReport(machine, RESTART, () => machine.type('\u0003'));
    assert.deepEqual([report.release, report.kernels, report.last['why'], report.tries], [theirs, [theirs], 'stayed', 'a=0 b=0']);
    assert.ok(report.console.some((line) => line.includes('a key was pressed: the own kernel is not started in this boot.')));
    const status = await readStatus();
    assert.deepEqual([status.chained, status.last?.why, status.last?.thisBoot], [null, 'stayed', true]);
  });

  async function readStatus(): Promise<ChainloadStatusJson> {
    return JSON.parse(await machine.root.read('quick-restart chainload status --json')) as ChainloadStatusJson;
  }
});
