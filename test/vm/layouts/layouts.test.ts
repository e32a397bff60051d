// Real boots are the judge: for each layout of disk, firmware and boot loader, what the plan says before a restart is what
// an ordinary restart then starts, and what a quick restart starts again. All as a person without privileges, through the
// helper. The plain layout (SeaBIOS, GRUB, one ext4) is in ../restart.test.ts.
//
// Entry files through GRUB: GNU's blscfg, of the GRUB of Debian's next release. Not among them: the older blscfg of Fedora and
// RHEL, which no machine made of Debian packages can have; it is held to tables of cases (test/unit/core/boot-loader-spec).
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CHANGED, layoutImage } from '../../../scripts/guest/layouts/layout-image.ts';
import { LAYOUTS, type Layout } from '../../../scripts/guest/layouts/layouts.ts';
import { compareKernelReleases } from '../../../src/core/kernel/release-order.ts';
import { builtPackage, installPackage } from '../../../scripts/try/guest-packages.ts';
import { measureRestart } from '../../../scripts/try/measure-restart.ts';
import type { RestartReport } from '../../../scripts/try/restart-report.ts';
import type { Machine } from '../machine/machine.ts';
import { startCopy } from '../machine/working-copy.ts';
import { assertStarted, readPlan, type Planned } from './planned.ts';
import { wholeLines } from './whole-lines.ts';

const steps = wholeLines((line) => console.log(line));

let deb: Promise<string> | null = null;
/** Once for all layouts. */
const ourPackage = (): Promise<string> => (deb ??= steps.run('building our package', builtPackage));

// Two at a time: firmware, boot loaders and most of a boot keep one processor busy.
describe('the plan is what the boot loader starts', { timeout: 3_600_000, concurrency: 2 }, () => {
  test('separate /boot: paths begin at its top', async () => {
    const { planned } = await judge(LAYOUTS.separateBoot);
    assert.equal(planned.entry.source.kind, 'grub');
  });

  test('GRUB_DEFAULT=saved: the saved entry in the submenu, which is not the newest kernel', async () => {
    const { planned, running } = await judge(LAYOUTS.savedEntry);
    assert.equal(planned.entry.titlePath.length, 1);
    assert.ok(compareKernelReleases(planned.kernelRelease, running.kernelRelease) < 0, `${planned.kernelRelease} is not older than ${running.kernelRelease}`);
  });

  test('UEFI, systemd-boot, entry files of kernel-install on the ESP; a grub.cfg that was left over', async () => {
    const { planned } = await judge(LAYOUTS.systemdBoot);
    assert.equal(planned.entry.source.kind, 'bls');
  });

  test('UEFI, systemd-boot, unified kernel images of ukify; the ESP mounted when somebody looks', async () => {
    const { planned } = await judge(LAYOUTS.unifiedImage, 'systemctl stop efi.mount && ! findmnt --types vfat /efi');
    assert.equal(planned.entry.source.kind, 'uki');
    assert.match(planned.entry.kernel, /^\/efi\/EFI\/Linux\/.+\.efi$/);
  });

  test('btrfs: the system in a subvolume', async () => {
    const { planned } = await judge(LAYOUTS.btrfsSubvolume);
    assert.match(planned.commandLine, /(^| )rootflags=subvol=@rootfs( |$)/);
  });

  test('GRUB 2.14, entry files of kernel-install through blscfg; /boot apart', async () => {
    const { planned } = await judge(LAYOUTS.blsGrub);
    assert.equal(planned.entry.source.kind, 'bls');
    // Variables, quotes and backslashes have been through GRUB, and only the first line of options.
    assert.match(planned.commandLine, / layout=changed .*word=from-grub-cfg "quoted=two {2}words" back\\\\slash last$/);
  });

  test('UEFI, GRUB on the ESP', async () => {
    const { planned } = await judge(LAYOUTS.uefiGrub);
    assert.equal(planned.entry.source.kind, 'grub');
  });
});

/** What was planned in the first boot, and what ran there. */
interface Judgement {
  readonly planned: Planned;
  readonly running: { readonly kernelRelease: string; readonly commandLine: string };
}

/** Plans, restarts ordinarily, plans, restarts quickly; each time the plan must be what came. `first` is run as root before all. */
async function judge(layout: Layout, first = 'true'): Promise<Judgement> {
  const deb = await ourPackage();
  const image = await layoutImage(layout, steps);
  const { machine, remove } = await steps.run(`${layout.name}: starting the machine`, () => startCopy(image.disk, CHANGED, { firmware: image.firmware }));
  try {
    await steps.run(`${layout.name}: installing our package`, () => installPackage(machine, deb));
    const running = { kernelRelease: await machine.root.read('uname -r'), commandLine: await machine.root.read('cat /proc/cmdline') };
    await machine.root.read(first);
    const planned = await steps.run(`${layout.name}: the plan`, () => readPlan(machine));
    // Whoever only repeats what runs would be found out.
    assert.notEqual(planned.kernelRelease, running.kernelRelease);
    assert.match(planned.commandLine, /(^| )layout=changed( |$)/);
    assert.doesNotMatch(running.commandLine, /layout=changed/);
    const ordinary = await restart(machine, layout, 'ordinary restart', 'systemctl reboot');
    assert.ok(ordinary.resets > 0, 'the ordinary restart did not go through the firmware');
    assertStarted(planned, ordinary, 'ordinary');
    assert.deepEqual(await readPlan(machine), planned);
    const quick = await restart(machine, layout, 'quick restart', 'quick-restart now --yes');
    assert.equal(quick.resets, 0, 'the quick restart went through the firmware');
    assertStarted(planned, quick, 'quick');
    return { planned, running };
  } finally {
    await remove();
  }
}

function restart(machine: Machine, layout: Layout, what: string, command: string): Promise<RestartReport> {
  return steps.run(`${layout.name}: ${what}`, () => measureRestart(machine, machine.person, command));
}
