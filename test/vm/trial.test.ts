// Trials on a whole machine: one that comes up, and one whose kernel panics at once; the machine comes back by itself, through its firmware.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { measureRestart } from '../../scripts/try/measure-restart.ts';
import type { StatusJson } from '../../src/cli/view/status.ts';
import type { PlanJson } from '../../src/cli/view/plan.ts';
import { smallInitrd } from '../fakes/kernel-files.ts';
import type { Machine } from './machine/machine.ts';
import { withInstalled } from './machine/upgraded-image.ts';

const CAME_UP_WITHIN_MS = 300_000;

describe('the first quick restart into a kernel', { timeout: 2_400_000 }, () => {
  let machine: Machine;
  withInstalled((started) => (machine = started));

  test('is a trial: panic=30 on the command line that runs, and in no boot configuration', async () => {
    const planned = await plan();
    assert.deepEqual([planned.action, planned.trial, planned.addedWords], ['quick', true, ['panic=30']]);
    const report = await measureRestart(machine, machine.person, 'quick-restart now --yes');
    assert.equal(report.commandLine, `${planned.commandLine} panic=30`);
    assert.equal(report.firmwareStarts, 0);
    assert.equal(await machine.root.read('grep -rc panic= /boot/grub/grub.cfg || true'), '0');
    assert.equal((await status()).plan?.entry?.running, true, 'the entry is not recognised as the one that runs');
  });

  test('and no trial any more a minute after it came up', async (t) => {
    const endMs = performance.now() + CAME_UP_WITHIN_MS;
    while ((await plan()).trial && performance.now() < endMs) await new Promise((resolve) => setTimeout(resolve, 2000));
    t.diagnostic(await machine.root.read('journalctl --no-pager -b -o short-monotonic -u quick-restart-came-up.service -u quick-restart-came-up.timer; systemctl --failed --no-legend'));
    const planned = await plan();
    assert.deepEqual([planned.action, planned.trial, planned.addedWords], ['quick', false, []]);
  });

  test('a kernel that panics: the machine is back by itself on the boot loader’s default, and says what happened', async (t) => {
    await machine.root.put('/boot/initrd.broken', smallInitrd());
    await machine.root.read(BROKEN);
    const planned = await plan('broken');
    assert.deepEqual([planned.action, planned.trial, planned.addedWords], ['quick', true, ['panic=30']], JSON.stringify(planned.checks));
    const report = await measureRestart(machine, machine.person, 'quick-restart now broken --yes');
    assert.ok(machine.serial.find(/Kernel panic - not syncing/, 0) !== null, 'it did not panic');
    assert.ok(report.firmwareStarts > 0 && /^BOOT_IMAGE=/.test(report.commandLine), 'it did not come back through the firmware');
    assert.doesNotMatch(report.commandLine, /broken/);
    const told = await failure();
    t.diagnostic(await machine.person.read('COLUMNS=100 LANG=C.UTF-8 quick-restart; quick-restart history'));
    assert.deepEqual([told.how, told.trial, told.latest, told.refused, told.entryId], ['never-came-up', true, true, true, 'broken']);
  });

  test('it is not started quickly again, by nobody; the default entry is', async () => {
    assert.equal((await plan('broken')).action, 'full');
    const load = await machine.person.run('quick-restart load broken');
    assert.equal(load.code, 3);
    assert.match(load.stderr, /did not come up[^]*quick-restart trust broken/);
    assert.equal((await plan()).action, 'quick');
  });

  test('a person may not say otherwise, an administrator may; the next one is a trial', async () => {
    assert.equal((await machine.person.run('quick-restart trust broken')).code, 4);
    assert.equal((await plan('broken')).action, 'full');
    assert.equal((await machine.root.run('quick-restart trust broken')).code, 0);
    const again = await plan('broken');
    assert.deepEqual([again.action, again.trial], ['quick', true]);
    assert.deepEqual((await status()).failedRestarts, []);
    assert.equal((await machine.root.run('quick-restart trust broken')).code, 6);
  });

  async function plan(entry = ''): Promise<PlanJson> {
    return JSON.parse((await machine.person.run(`quick-restart plan ${entry} --json`)).stdout) as PlanJson;
  }

  async function status(): Promise<StatusJson> {
    return JSON.parse(await machine.person.read('quick-restart status --json')) as StatusJson;
  }

  /** Judged when systemd has finished the start, which is a moment after the guest answers. */
  async function failure(): Promise<StatusJson['failedRestarts'][number]> {
    const endMs = performance.now() + CAME_UP_WITHIN_MS;
    for (;;) {
      const [first] = (await status()).failedRestarts;
      if (first !== undefined) return first;
      if (performance.now() > endMs) throw new Error(await machine.root.read("journalctl --no-pager -b -u 'quick-restart-*'; cat /var/lib/quick-restart/kernels"));
      await new Promise((resolve) => setTimeout(resolve, 2000));
    }
  }
});

/** An entry of its own whose initrd is sound and has nothing in it: the kernel finds neither an init nor a driver for its root, and panics. */
const BROKEN = `printf 'menuentry "Broken" --id broken {\\n search --no-floppy --fs-uuid --set=root %s\\n linux /boot/vmlinuz-%s %s broken\\n initrd /boot/initrd.broken\\n}\\n' \
  "$(findmnt -no UUID /)" "$(uname -r)" "$(sed 's/^BOOT_IMAGE=[^ ]* //; s/ panic=30$//' /proc/cmdline)" >/boot/grub/custom.cfg
sync`;
