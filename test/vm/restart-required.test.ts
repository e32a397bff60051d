// The way of a kernel hook to every client on a whole machine: mark, path unit, refresh, helper, bus; then quickly restarted, and cleared.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Machine } from './machine/machine.ts';
import { hear, requiredRestart } from './machine/restart-due.ts';
import { withInstalled } from './machine/upgraded-image.ts';

/** Does what unattended-upgrades' own hook does: marks the restart, and says which package asked. */
const MARKING_HOOK = `#!/bin/sh
touch /run/reboot-required
echo linux-base >>/run/reboot-required.pkgs
`;
const STARTED = `journalctl -q -o cat -u quick-restart-refresh.service | grep -c '^Start'`;
const RELEASE = "ls /boot/vmlinuz-* | sed 's,.*vmlinuz-,,' | sort -V | tail -n1";
const BOOT_MS = 300_000;

describe('a restart becomes due', { timeout: 1_800_000 }, () => {
  let machine: Machine;
  withInstalled((started) => (machine = started));

  test('the units that watch run, and nothing else does', async () => {
    assert.equal(await machine.root.read('systemctl is-active quick-restart-watch.path'), 'active');
    assert.match((await machine.root.run('systemctl is-active quick-restart-refresh.service quick-restartd.service')).stdout, /^inactive\ninactive\n$/);
  });

  test('a newer kernel is installed: required, and why', async () => {
    const { code, answer } = await requiredRestart(machine);
    assert.deepEqual([code, answer.required, answer.reasons.map((one) => one.kind)], [0, true, ['kernel-superseded']]);
    assert.ok(answer.reasons[0]!.sinceMs !== null);
  });

  test("the kernel's hooks run: the mark is noticed while no helper runs, and a person's program hears of it", async () => {
    await machine.root.put('/etc/kernel/postinst.d/unattended-upgrades', Buffer.from(MARKING_HOOK), '755');
    await machine.root.read('systemctl stop quick-restartd.service');
    const heard = await hear(machine, `release=$(${RELEASE}); run-parts --regex '^(unattended-upgrades|zz.*)$' --arg="$release" --arg="/boot/vmlinuz-$release" /etc/kernel/postinst.d`, /linux-base/, BOOT_MS);
    assert.match(heard, /member=PropertiesChanged[^]*RestartReasons[^]*linux-base/);
    const { code, answer } = await requiredRestart(machine);
    const image = `linux-image-${await machine.root.read(RELEASE)}`; // the kernel's own postinst asked as well
    assert.deepEqual([code, answer.reasons.map((one) => [one.kind, one.packages, one.sources])], [0, [['kernel-superseded', [image, 'linux-base'], ['running-kernel', 'required-file']]]]);
  });

  test('a mark that goes is told as well', async () => {
    const heard = await hear(machine, 'rm /run/reboot-required /run/reboot-required.pkgs', /PropertiesChanged/, BOOT_MS);
    assert.match(heard, /RestartReasons/);
    assert.doesNotMatch(heard, /linux-base/);
  });

  test('watching makes no loop: nothing runs any more', async () => {
    await machine.root.read('while systemctl show -P ActiveState quick-restart-refresh.service | grep -qx activating; do sleep 1; done; sleep 5');
    const before = await machine.root.read(STARTED);
    await machine.root.read('sleep 20');
    assert.equal(await machine.root.read(STARTED), before);
  });

  test('restarted quickly: cleared', async () => {
    await machine.root.read('/etc/kernel/postinst.d/unattended-upgrades');
    const boot = machine.root.bootId;
    await machine.person.run('quick-restart required && quick-restart now --yes --fallback --json').catch(() => undefined);
    await machine.waitUntilBooted(boot, BOOT_MS);
    assert.doesNotMatch(await machine.root.read('cat /proc/cmdline'), /BOOT_IMAGE=/, 'it came through the boot loader');
    const { code, answer } = await requiredRestart(machine);
    assert.deepEqual([code, answer], [6, { schema: 1, required: false, reasons: [] }]);
  });
});
