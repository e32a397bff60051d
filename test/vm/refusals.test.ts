// What must not happen, on a whole machine: each case starts from the same saved state and ends with nothing loaded.
import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import type { Agent, CommandResult } from './machine/agent.ts';
import type { Machine } from './machine/machine.ts';
import { INSTALLED, withInstalled } from './machine/upgraded-image.ts';

const EXIT = { done: 0, failed: 1, refused: 3, notAuthorised: 4 };
const NEWEST = 'release=$(ls /boot/vmlinuz-* | sed s,.*/vmlinuz-,, | sort -V | tail -n 1)';

describe('a quick restart that must not be', { timeout: 1_800_000 }, () => {
  let machine: Machine;
  let root: Agent;
  let person: Agent;
  withInstalled((started) => {
    machine = started;
    ({ root, person } = machine);
  });
  beforeEach(() => machine.restoreTo(INSTALLED));

  const loaded = (): Promise<string> => root.read('cat /sys/kernel/kexec_loaded');
  /** Nothing is loaded, and the machine has not begun to restart. */
  async function refused(result: CommandResult, exit: number, message: RegExp): Promise<void> {
    assert.equal(result.code, exit, result.stdout + result.stderr);
    assert.match(result.stderr, message);
    assert.equal(await loaded(), '0');
    assert.doesNotMatch(await root.read('systemctl list-jobs --no-legend'), /(?:shutdown|reboot|kexec|poweroff|halt)\.target/);
  }

  test('control: the same person, the same machine, nothing in the way: load, then unload', async () => {
    assert.equal((await person.run('quick-restart load')).code, EXIT.done);
    assert.equal(await loaded(), '1');
    assert.equal((await person.run('quick-restart unload')).code, EXIT.done);
    assert.equal(await loaded(), '0');
  });

  test('control: doctor finds nothing wrong with this machine, and what it could not find out refuses nothing', async () => {
    const { code, stdout, stderr } = await person.run('quick-restart doctor --json');
    assert.equal(code, EXIT.done, stdout + stderr);
    const { summary, groups } = JSON.parse(stdout) as { summary: string; groups: { checks: { id: string; result: string; message: string }[] }[] };
    assert.equal(summary, 'A quick restart is possible.');
    const results = new Map(groups.flatMap(({ checks }) => checks).map(({ id, result, message }) => [id, `${result}: ${message}`]));
    for (const id of ['kernel-signature', 'kernel-modules', 'initrd-age', 'command-line', 'memory', 'boot-space', 'hypervisor', 'initrd-tools', 'inhibitors', 'other-people']) {
      assert.match(results.get(id) ?? 'missing', /^ok/, `${id}\n${stdout}`);
    }
  });

  test('the modules of the next kernel are gone: refused, and doctor says what to do', async () => {
    await root.read(`${NEWEST}; mv /lib/modules/$release /lib/modules/$release.away`);
    await refused(await person.run('quick-restart load'), EXIT.refused, /modules of 7\S* are not installed/);
    const { code, stdout } = await person.run('quick-restart doctor');
    assert.equal(code, EXIT.refused);
    assert.match(stdout.replace(/\s+/g, ' '), /^x A quick restart is not possible: The modules of .* Reinstall the kernel's package/);
  });

  test('an initrd is being made: refused, and the program is named', async () => {
    await root.read("printf '#!/bin/sh\\nsleep 600\\n' >/srv/update-initramfs; chmod 755 /srv/update-initramfs; systemd-run -q --unit=making /srv/update-initramfs");
    await root.read('until pgrep -x update-initramf; do sleep 0.2; done');
    await refused(await person.run('quick-restart now --yes'), EXIT.refused, /initrd is being made now \(update-initramf, process/);
  });

  test('the initrd is gone: load and now refuse and name it', async () => {
    await root.read(`${NEWEST}; rm /boot/initrd.img-$release`);
    await refused(await person.run('quick-restart load'), EXIT.refused, /initrd\.img-7\S* .*(?:missing|not there|does not exist|gone)/s);
    await refused(await person.run('quick-restart now --yes'), EXIT.refused, /initrd/);
  });

  test('the kernel image is cut short, as in the middle of an upgrade: refused', async () => {
    await root.read(`${NEWEST}; truncate -s 5M /boot/vmlinuz-$release`);
    await refused(await person.run('quick-restart load'), EXIT.refused, /kernel image/i);
  });

  test('dpkg is at work: refused, and dpkg is named', async () => {
    await root.read(SLOW_PACKAGE);
    await refused(await person.run('quick-restart now --yes'), EXIT.refused, /dpkg/);
    await refused(await person.run('quick-restart load'), EXIT.refused, /dpkg/);
  });

  test('somebody holds an inhibitor lock: now names who and why, and asks logind for nothing', async () => {
    await root.read("systemd-run -q --unit=tape systemd-inhibit --what=shutdown --mode=block --who='Tape robot' --why='writing the last tape' sleep 600");
    await root.read('until systemd-inhibit --list | grep -q Tape; do sleep 0.2; done');
    await refused(await person.run('quick-restart now --yes'), EXIT.refused, /Tape robot[^]*writing the last tape/);
  });

  test('the same person in a remote session is not authorised', async () => {
    const ssh = (command: string): Promise<CommandResult> => root.run(`ssh -o BatchMode=yes person@localhost ${command}`);
    assert.match((await ssh("'loginctl show-session $XDG_SESSION_ID'")).stdout, /^Remote=yes$/m);
    await refused(await ssh('quick-restart load'), EXIT.notAuthorised, /./);
    await refused(await ssh('quick-restart now --yes'), EXIT.notAuthorised, /./);
  });

  test('Ctrl+C at the question: nothing was loaded before, nothing is afterwards', async () => {
    await person.read(typeAt('quick-restart now'));
    await person.read(`${WAIT} '\\[y/N\\]'`);
    assert.equal(await loaded(), '0', 'loaded before the person decided');
    await cancelled();
  });

  test('Ctrl+C in the middle of a load: nothing stays loaded', async () => {
    await root.read(SLOW_KEXEC);
    await person.read(typeAt('quick-restart now --yes'));
    await root.read('until grep -q 1 /sys/kernel/kexec_loaded; do sleep 0.1; done');
    await cancelled();
  });

  async function cancelled(): Promise<void> {
    await person.read("printf '\\003' >/tmp/keys");
    assert.equal(await person.read('until test -s /tmp/code; do sleep 0.2; done; cat /tmp/code'), '130', await person.read('cat /tmp/shown'));
    assert.equal(await loaded(), '0');
    assert.doesNotMatch(await root.read('systemctl list-jobs --no-legend'), /(?:shutdown|reboot|kexec|poweroff|halt)\.target/);
  }

  for (const [moment, arrange, kill] of [
    ['while kexec reads the kernel', 'true', 'until pgrep -x kexec; do :; done'],
    ['after kexec loaded it, before that was noted', 'SLOW', 'until grep -q 1 /sys/kernel/kexec_loaded; do :; done'],
  ] as const) {
    test(`the helper is killed ${moment}: nothing stays loaded, and the next call works`, async () => {
      await root.read(arrange === 'SLOW' ? SLOW_KEXEC : arrange);
      const killed = root.read(`${kill}; kill -KILL $(systemctl show --value -p MainPID quick-restartd.service); cat /run/quick-restart/load.json`);
      const [load, record] = await Promise.all([person.run('quick-restart load'), killed]);
      assert.match(record, /"loading"/, 'the helper was not in the middle of a load');
      assert.equal(load.code, EXIT.failed, load.stdout + load.stderr);
      await root.read('while systemctl is-active -q quick-restartd.service || systemctl show -p ActiveState quick-restartd.service | grep -q deactivating; do sleep 0.2; done');
      assert.equal(await loaded(), '0');
      if (arrange === 'SLOW') await root.read('mv /usr/sbin/kexec.real /usr/sbin/kexec');
      const next = await person.run('quick-restart load');
      assert.equal(next.code, EXIT.done, next.stderr);
      assert.equal(await loaded(), '1');
    });
  }

  test('hostile calls of a person over the bus: each is answered, the helper lives, nothing is loaded', async () => {
    await person.read('quick-restart list');
    const pid = await root.read('systemctl show --value -p MainPID quick-restartd.service');
    for (const call of HOSTILE_CALLS) {
      const answer = await person.run(`timeout 20 ${call}`);
      assert.notEqual(answer.code, 0, `${call} was accepted`);
      assert.notEqual(answer.code, 124, `${call} was not answered`);
      assert.match(answer.stderr, /./);
    }
    await person.read(FLOOD);
    assert.equal(await root.read('systemctl show --value -p MainPID quick-restartd.service'), pid, 'the helper died');
    assert.equal(await loaded(), '0');
    assert.equal((await person.run('quick-restart list')).code, EXIT.done);
  });

  test('the unit is hardened: systemd-analyze security gives 2.0 or less', async () => {
    const report = await root.read('systemd-analyze security --no-pager quick-restartd.service | tail -n 1');
    const exposure = Number(/: ([0-9.]+) /.exec(report)?.[1]);
    assert.ok(exposure <= 2, report);
  });
});

/** kexec(8) that takes long to come back after it loaded. */
const SLOW_KEXEC = `mv /usr/sbin/kexec /usr/sbin/kexec.real
printf '#!/bin/sh\\n/usr/sbin/kexec.real "$@" || exit\\ncase " $* " in *" -l "*|*" --load "*) sleep 20 ;; esac\\n' >/usr/sbin/kexec
chmod 755 /usr/sbin/kexec`;

/** A package whose installation takes long: dpkg holds its lock. */
const SLOW_PACKAGE = `mkdir -p /srv/slow/DEBIAN
printf 'Package: slow\\nVersion: 1\\nArchitecture: all\\nMaintainer: nobody <nobody@localhost>\\nDescription: slow\\n' >/srv/slow/DEBIAN/control
printf '#!/bin/sh\\ntouch /run/slow\\nsleep 600\\n' >/srv/slow/DEBIAN/postinst
chmod 755 /srv/slow/DEBIAN/postinst
dpkg-deb -Znone --build /srv/slow /srv/slow.deb
systemd-run -q --unit=slow dpkg -i /srv/slow.deb
until test -e /run/slow; do sleep 0.2; done`;

/**
 * Runs a command on a terminal of its own; /tmp/keys is its keyboard, /tmp/shown its screen, /tmp/code its exit code.
 * A shell starts what is in the background with SIGINT ignored, which no terminal does.
 */
function typeAt(command: string): string {
  return `mkfifo /tmp/keys; : >/tmp/shown
sleep 600 >/tmp/keys &
{ env --default-signal=INT,QUIT script -qfec 'exec ${command}' /tmp/shown </tmp/keys >/dev/null 2>&1; echo $? >/tmp/code; } &`;
}
const WAIT = 'wait_for() { until grep -q -e "$1" /tmp/shown; do sleep 0.2; done; }; wait_for';

const CALL = 'busctl call org.quickrestart1 /org/quickrestart1 org.quickrestart1.Manager';
const PROPERTIES = 'busctl call org.quickrestart1 /org/quickrestart1 org.freedesktop.DBus.Properties';
const HOSTILE_CALLS: readonly string[] = [
  `${CALL} Load s x`,
  `${CALL} Load tt 1 2`,
  `${CALL} Load`,
  `${CALL} Load st '' 18446744073709551615`,
  `${CALL} Load st /etc/shadow 0`,
  `${CALL} Load st ../../../etc/shadow 0`,
  `${CALL} Load st "$(printf 'a%.0s' $(seq 60000))" 0`,
  `${CALL} Load st "$(printf '\\001\\033[2J')" 0`,
  `${CALL} Plan st 'no such entry' 0`,
  `${CALL} Unload t 1`,
  `${CALL} SetDefault st 'entry:$(reboot)' 1`,
  `${CALL} on`,
  `${CALL} emit s x`,
  `${CALL} constructor`,
  `${CALL} __proto__`,
  `${CALL} toString`,
  'busctl call org.quickrestart1 / org.quickrestart1.Manager ListEntries t 0',
  'busctl call org.quickrestart1 /org/quickrestart1 org.example.Other ListEntries t 0',
  `${PROPERTIES} Get`,
  `${PROPERTIES} Get ss org.quickrestart1.Manager __proto__`,
  `${PROPERTIES} Set ssv org.quickrestart1.Manager Version s 9`,
  `${PROPERTIES} GetAll u 7`,
];
const FLOOD = `for i in $(seq 40); do ${CALL} Plan st '' 0 >/dev/null 2>&1 & done; wait`;
