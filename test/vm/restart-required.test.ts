// The way of a kernel hook to every client on a whole machine: mark, path unit, refresh, helper, bus; then quickly restarted, and cleared.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Machine } from './machine/machine.ts';
import { withInstalled } from './machine/upgraded-image.ts';

/** Does what unattended-upgrades' own hook does: marks the restart, and says which package asked. */
const MARKING_HOOK = `#!/bin/sh
touch /run/reboot-required
echo linux-base >>/run/reboot-required.pkgs
`;
const HEARD = '/tmp/heard';
const STARTED = `journalctl -q -o cat -u quick-restart-refresh.service | grep -c '^Start'`;
const RELEASE = "ls /boot/vmlinuz-* | sed 's,.*vmlinuz-,,' | sort -V | tail -n1";
const BOOT_MS = 300_000;

interface Required {
  readonly required: boolean;
  readonly reasons: readonly { readonly kind: string; readonly packages: readonly string[]; readonly sources: readonly string[]; readonly sinceMs: number | null }[];
}

describe('a restart becomes due', { timeout: 1_800_000 }, () => {
  let machine: Machine;
  withInstalled((started) => (machine = started));

  /** Runs `script` as root and gives the properties that the person's program then heard of, waiting for `pattern`. */
  async function hear(script: string, pattern: RegExp): Promise<string> {
    await machine.person.read(`: >${HEARD}; nohup dbus-monitor --system "type='signal',sender='org.quickrestart1'" >${HEARD} 2>&1 </dev/null & echo $! >${HEARD}.pid; sleep 2`);
    await machine.root.read(script, BOOT_MS);
    const endMs = performance.now() + BOOT_MS;
    let heard = '';
    while (!pattern.test(heard) && performance.now() < endMs) heard = await machine.person.read(`sleep 1; cat ${HEARD}`);
    await machine.person.read(`kill $(cat ${HEARD}.pid)`);
    return heard;
  }

  async function required(): Promise<{ readonly code: number; readonly answer: Required }> {
    // An emulated processor may need longer to start the helper than the bus waits; then the person's own process answers, which sees less.
    for (let tries = 0; tries < 5 && !(await machine.person.read('quick-restart status --json')).includes('"answeredBy": "helper"'); tries += 1);
    const { code, stdout } = await machine.person.run('quick-restart required --json');
    return { code, answer: JSON.parse(stdout) as Required };
  }

  test('the units that watch run, and nothing else does', async () => {
    assert.equal(await machine.root.read('systemctl is-active quick-restart-watch.path'), 'active');
    assert.match((await machine.root.run('systemctl is-active quick-restart-refresh.service quick-restartd.service')).stdout, /^inactive\ninactive\n$/);
  });

  test('a newer kernel is installed: required, and why', async () => {
    const { code, answer } = await required();
    assert.deepEqual([code, answer.required, answer.reasons.map((one) => one.kind)], [0, true, ['kernel-superseded']]);
    assert.ok(answer.reasons[0]!.sinceMs !== null);
  });

  test("the kernel's hooks run: the mark is noticed while no helper runs, and a person's program hears of it", async () => {
    await machine.root.put('/etc/kernel/postinst.d/unattended-upgrades', Buffer.from(MARKING_HOOK), '755');
    await machine.root.read('systemctl stop quick-restartd.service');
    const heard = await hear(`release=$(${RELEASE}); run-parts --regex '^(unattended-upgrades|zz.*)$' --arg="$release" --arg="/boot/vmlinuz-$release" /etc/kernel/postinst.d`, /linux-base/);
    assert.match(heard, /member=PropertiesChanged[^]*RestartReasons[^]*linux-base/);
    const { code, answer } = await required();
    const image = `linux-image-${await machine.root.read(RELEASE)}`; // the kernel's own postinst asked as well
    assert.deepEqual([code, answer.reasons.map((one) => [one.kind, one.packages, one.sources])], [0, [['kernel-superseded', [image, 'linux-base'], ['running-kernel', 'required-file']]]]);
  });

  test('a mark that goes is told as well', async () => {
    const heard = await hear('rm /run/reboot-required /run/reboot-required.pkgs', /PropertiesChanged/);
    assert.match(heard, /RestartReasons/);
    assert.doesNotMatch(heard, /linux-base/);
  });

  test('watching makes no loop: nothing runs any more', async () => {
    await machine.root.read('while systemctl is-active -q quick-restart-refresh.service; do sleep 1; done; sleep 5');
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
    const { code, answer } = await required();
    assert.deepEqual([code, answer], [6, { schema: 1, required: false, reasons: [] }]);
  });
});
