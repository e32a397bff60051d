// Every-restart mode on a machine whose PID 1 is sysvinit: through its own reboot script.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { OFF, ON, type SysvRestart, SysvStand } from './sysvinit-stand.ts';

const TRACES = 'ls /etc/init.d /etc/rc?.d | grep quick-restart || true';
const SAYS = /Quick Restart: this restart is an ordinary one: (.*)\./;

describe('every-restart mode under sysvinit', { timeout: 5_400_000 }, () => {
  let stand: SysvStand;
  before(async () => void (stand = await SysvStand.start()));
  after(() => stand.remove());

  const text = ({ console }: SysvRestart): string => console.slice(-60).map((line) => line.text).join('\n');
  /** As the check of the next boot found the root file system, which had been closed. */
  const assertClean = (seen: SysvRestart): void => {
    assert.equal(seen.recovered, '');
    assert.ok(seen.console.some((line) => /^guest: clean, /.test(line.text)), text(seen));
  };
  const assertQuick = (seen: SysvRestart): void => {
    assert.deepEqual([seen.jumps, seen.firmwareStarts], [1, 0], text(seen));
    const { entry, commandLine, addedWords } = stand.plan;
    assert.deepEqual([seen.release, seen.commandLine], [entry.kernelRelease, [commandLine, ...addedWords].join(' ')]);
    assertClean(seen);
  };
  const assertOrdinary = (seen: SysvRestart): void => {
    assert.equal(seen.jumps, 0, text(seen));
    assert.ok(seen.firmwareStarts > 0, text(seen));
    assert.match(seen.commandLine, /^BOOT_IMAGE=/);
    assertClean(seen);
  };

  test('set by root; shown to everybody; and its scripts stand where they must', async () => {
    const { root, person } = stand.machine;
    assert.equal(await root.read('cat /proc/1/comm; ls -d /run/systemd/system 2>/dev/null || true'), 'init');
    assert.match(await root.read('quick-restart every-restart'), new RegExp(`into ${stand.plan.entry.kernelRelease.replaceAll('+', '\\+')}`));
    assert.match(await person.read('quick-restart every-restart status'), /^on: /);
    const refused = await person.run('quick-restart every-restart off');
    assert.deepEqual([refused.code, /sudo/.test(refused.stderr)], [4, true], refused.stderr);
    const links = (await root.read('cd /etc/rc6.d && ls')).split('\n').map((name) => [name.slice(3), Number(name.slice(1, 3))] as const);
    const at = (name: string): number => links.find(([one]) => one === name)?.[1] ?? assert.fail(`no ${name} in ${links.join(' ')}`);
    assert.ok(Math.max(at('sendsigs'), at('umountnfs.sh')) < at('quick-restart-every') && at('quick-restart-every') < at('umountfs'), links.join(' '));
    assert.ok(at('umountroot') < at('quick-restart-jump') && at('quick-restart-jump') < at('reboot'), links.join(' '));
    assert.doesNotMatch(await root.read('ls /etc/rc0.d /etc/rc1.d'), /quick-restart/);
  });

  for (const command of ['reboot', 'shutdown -r now', 'loginctl reboot']) {
    test(`on, ${command}: quick, into what the plan says, and prepared again by itself`, async () => {
      const machine = await stand.reset(ON);
      assertQuick(await stand.restart(command));
      if (command === 'reboot') await machine.root.read('for i in $(seq 240); do [ -e /run/quick-restart/next-restart ] && exit 0; sleep 1; done; exit 1', 300_000);
    });
  }

  test('off: ordinary, and no trace of the scripts', async () => {
    const machine = await stand.reset(ON);
    await machine.root.read('quick-restart every-restart off');
    assert.equal(await machine.root.read(TRACES), '');
    const seen = await stand.restart('reboot');
    assertOrdinary(seen);
    assert.doesNotMatch(text(seen), /Quick Restart/);
  });

  test('once: quick, then ordinary', async () => {
    const machine = await stand.reset(OFF);
    await machine.root.read('quick-restart every-restart once');
    assertQuick(await stand.restart('reboot'));
    assertOrdinary(await stand.restart('reboot'));
  });

  test('skip: ordinary', async () => {
    const machine = await stand.reset(ON);
    await machine.root.read('quick-restart every-restart skip');
    const seen = await stand.restart('reboot');
    assertOrdinary(seen);
    assert.match(text(seen), /it was asked to be one/);
  });

  for (const [what, kexec] of [['hangs', 'echo hanging >/dev/console; sleep 100'], ['hangs and hears nothing', "trap '' TERM HUP INT; echo hanging >/dev/console; while :; do sleep 1; done"]] as const) {
    test(`kexec ${what}: ordinary within ten seconds of the load`, async () => {
      const machine = await stand.reset(ON);
      await machine.root.read(`mv /usr/sbin/kexec /usr/sbin/kexec.real && printf '%s\\n' '#!/bin/sh' "${kexec.replaceAll('"', '\\"')}" >/usr/sbin/kexec && chmod 755 /usr/sbin/kexec && sync`);
      const seen = await stand.restart('reboot');
      assertOrdinary(seen);
      const began = seen.console.find((line) => line.text.includes('hanging'))?.atMs ?? assert.fail(text(seen));
      const went = seen.console.find((line) => SAYS.test(line.text))?.atMs ?? assert.fail(text(seen));
      assert.ok(went - began < 15_000, `${(went - began) / 1000} s`);
    });
  }

  test('the jump fails: ordinary', async () => {
    const machine = await stand.reset(ON);
    await machine.root.read("mv /usr/sbin/kexec /usr/sbin/kexec.real && printf '%s\\n' '#!/bin/sh' 'case \"$*\" in *-e*) exit 1 ;; esac' 'exec /usr/sbin/kexec.real \"$@\"' >/usr/sbin/kexec && chmod 755 /usr/sbin/kexec && sync");
    const seen = await stand.restart('reboot');
    assertOrdinary(seen);
    assert.match(text(seen), /could not be started; the machine restarts the ordinary way/);
  });

  test('what the boot loader would start has changed since: ordinary, and says why', async () => {
    const machine = await stand.reset(ON);
    await machine.root.read('cp -p /boot/grub/grub.cfg /boot/grub/new && mv /boot/grub/new /boot/grub/grub.cfg && sync');
    const seen = await stand.restart('reboot');
    assertOrdinary(seen);
    assert.match(text(seen), /grub\.cfg has changed/);
  });

  test('reboot -f, and a stop of the scripts by hand: nothing is loaded', async () => {
    const machine = await stand.reset(ON);
    assert.equal(await machine.root.read('/etc/init.d/quick-restart-every stop; service quick-restart-every stop; /etc/init.d/quick-restart-jump stop; cat /sys/kernel/kexec_loaded'), '0');
    assertOrdinaryForced(await stand.restart('sync; reboot -f'));
  });
  const assertOrdinaryForced = (seen: SysvRestart): void => {
    assert.deepEqual([seen.jumps, seen.firmwareStarts > 0], [0, true], text(seen));
  };

  test('poweroff: off, nothing loaded, the disk whole', async () => {
    await stand.reset(ON);
    const { jumps, disk } = await stand.switchOff('poweroff');
    assert.equal(jumps, 0);
    assert.deepEqual([disk.repair.code, disk.check.code], [0, 0], disk.check.said);
  });

  test('the package is removed: ordinary, and no trace of it in /etc/init.d and /etc/rc?.d', async () => {
    const machine = await stand.reset(ON);
    await machine.root.read('dpkg -r quick-restart');
    assert.equal(await machine.root.read(TRACES), '');
    assertOrdinary(await stand.restart('reboot'));
  });
});
