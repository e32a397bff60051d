// The main job on a whole machine: firmware, GRUB, systemd, logind, polkit, kexec, our package; a person without privileges.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { measureRestart } from '../../scripts/try/measure-restart.ts';
import { type Promised, promisedBy, prove } from '../../scripts/try/proofs.ts';
import { totalMs } from '../../scripts/try/restart-report.ts';
import type { Machine } from './machine/machine.ts';
import { INSTALLED, withInstalled } from './machine/upgraded-image.ts';

describe('a restart', { timeout: 1_800_000 }, () => {
  let machine: Machine;
  withInstalled((started) => (machine = started));

  test('now --yes of a person at the machine: quick, into the planned kernel, and nothing is lost', async (t) => {
    const planned = await plan(machine);
    assert.notEqual(planned.kernelRelease, await machine.root.read('uname -r'), 'the plan is the kernel that runs already');
    const report = await measureRestart(machine, machine.person, 'quick-restart now --yes');
    const failed = prove(planned, report).filter((proof) => !proof.holds);
    assert.deepEqual(failed, []);
    assert.equal(await machine.root.read('cat /sys/kernel/kexec_loaded'), '0');
    t.diagnostic(`decision to services up: ${(totalMs(report.parts) / 1000).toFixed(1)} s`);
  });

  test('then an ordinary restart is an ordinary one, and quick-restart finds nothing to do', async (t) => {
    const release = await machine.root.read('uname -r');
    const report = await measureRestart(machine, machine.person, 'systemctl --no-ask-password reboot');
    assert.equal(report.kernelRelease, release);
    assert.match(report.commandLine, /^BOOT_IMAGE=/, 'GRUB did not start this kernel');
    assert.ok(report.firmwareStarts > 0 && report.resets > 0, 'the firmware did not start');
    t.diagnostic(`decision to services up: ${(totalMs(report.parts) / 1000).toFixed(1)} s`);
    // The proofs of a quick restart can fail: of this one they must.
    const failed = prove({ kernelRelease: release, commandLine: report.commandLine.replace(/^BOOT_IMAGE=\S+ /, '') }, report).filter((proof) => !proof.holds);
    assert.deepEqual(failed.map((proof) => proof.claim), ['its command line is the planned one', 'the firmware did not start']);
  });

  test('a jump without shutdown, as by kexec -e, is told apart: witness and file system say so', async () => {
    await machine.restoreTo(INSTALLED);
    const { kernelRelease, commandLine } = await plan(machine);
    const load = `kexec -s -l /boot/vmlinuz-${kernelRelease} --initrd=/boot/initrd.img-${kernelRelease} --command-line='${commandLine}'`;
    // Something unwritten, so that the journal of the file system has something to recover.
    const report = await measureRestart(machine, machine.root, `${load} && echo unwritten >/srv/unwritten && sync && echo more >>/srv/unwritten && kexec -e`);
    const failed = prove({ kernelRelease, commandLine }, report).filter((proof) => !proof.holds);
    assert.deepEqual(failed.map((proof) => proof.claim), ['services were stopped, the witness too', 'the root file system was unmounted cleanly']);
  });
});

async function plan(machine: Machine): Promise<Promised> {
  const plan = JSON.parse(await machine.person.read('quick-restart plan --json')) as Parameters<typeof promisedBy>[0] & { action: string };
  assert.equal(plan.action, 'quick');
  return promisedBy(plan);
}
