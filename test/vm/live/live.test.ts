import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { lookAtDisk } from '../../faults/disk.ts';
import type { Machine } from '../machine/machine.ts';
import { BOOT_TIMEOUT_MS, LIVE, startLive, type LiveMachine } from './live-machine.ts';

const DOCUMENT = 'docs/live-media.md';
/** What an installer writes last; it must be on the disk afterwards. */
const WITNESS = '/var/lib/installed-by';

describe('from a live session into the installed system', () => {
  let live: LiveMachine;
  let machine: Machine;
  /** Boot id of the live session: whoever has another is the next system. */
  let session: string;

  before(async () => {
    live = await startLive();
    ({ machine } = live);
    session = machine.root.bootId ?? '';
  });
  after(() => live.remove());

  const mountTarget = (): Promise<string> => machine.root.read('mountpoint -q /target || mount /dev/vda1 /target');
  const isLoaded = (): Promise<string> => machine.root.read('cat /sys/kernel/kexec_loaded');
  const into = '/usr/local/bin/quick-restart now --root /target --unmount --yes';

  test('it is a live session: a root in memory over a medium that nobody writes to, and the installed system beside it', async () => {
    assert.equal(await machine.root.read('findmnt -no FSTYPE /'), 'overlay');
    assert.equal(await machine.root.read('findmnt -no SOURCE,OPTIONS /run/live/medium | grep -c "^/dev/vdb .*\\bro\\b"'), '1');
    assert.equal(await machine.root.read('test -e /dev/vda1 && ls /usr/bin/quick-restart* /usr/lib/quick-restart 2>/dev/null | wc -l'), '0');
  });

  const bad: readonly (readonly [string, string, number, RegExp])[] = [
    ['nothing is mounted there', 'quick-restart now --root /target --unmount --yes', 2, /Nothing is mounted at \/target/],
    ['the running system', 'quick-restart now --root / --unmount --yes', 2, /is the running system/],
    ['no root of a system', 'mount -t tmpfs none /target; quick-restart now --root /target --unmount --yes; code=$?; umount /target; exit $code', 2, /does not look like the root/],
    ['no boot configuration', 'mount -t tmpfs none /target; mkdir /target/etc; : >/target/etc/fstab; quick-restart now --root /target --unmount --yes; code=$?; umount /target; exit $code', 5, /No boot configuration/],
  ];
  for (const [what, script, code, message] of bad) {
    test(`${what}: exit ${code}, nothing loaded`, async () => {
      const ran = await machine.root.run(script);
      assert.equal(ran.code, code, ran.stderr);
      assert.match(ran.stderr, message);
      assert.equal(await isLoaded(), '0');
    });
  }

  test('somebody without root: exit 4', async () => assert.equal((await machine.person.run('quick-restart now --root /target --unmount --yes')).code, 4));

  test('in use: names the process, the loop device and the swap file, loads nothing and unmounts nothing', async () => {
    await mountTarget();
    await machine.root.read('cd /target/var && (sleep 1000 >/dev/null 2>&1 & echo $! >/run/sleeper)');
    await machine.root.read('truncate -s 8M /target/swap && chmod 600 /target/swap && dd if=/dev/zero of=/target/swap bs=1M count=8 conv=notrunc status=none && mkswap -q /target/swap && swapon /target/swap');
    const ran = await machine.root.run(into);
    assert.equal(ran.code, 1, ran.stderr);
    assert.match(ran.stderr, /\/target is in use: .*sleep \(process \d+\) has \/target\/var/);
    assert.match(ran.stderr, /\/target\/swap is swap/);
    assert.equal(await isLoaded(), '0');
    assert.equal(await machine.root.read('findmnt -no SOURCE /target'), '/dev/vda1');
    await machine.root.read('kill $(cat /run/sleeper); swapoff /target/swap; rm /target/swap');
  });

  test('an entry whose disk is not here: refused', async () => {
    await mountTarget();
    await machine.root.read('cp -a /target/boot/grub/grub.cfg /srv/ && sed -i "s/root=UUID=[0-9a-f-]*/root=UUID=deadbeef-0000-4000-8000-000000000000/" /target/boot/grub/grub.cfg');
    const ran = await machine.root.run(into);
    await machine.root.read('cp -a /srv/grub.cfg /target/boot/grub/grub.cfg');
    assert.equal(ran.code, 3, ran.stderr);
    assert.match(ran.stderr, /is not to be seen/);
    assert.equal(await isLoaded(), '0');
  });

  test(`the commands of ${DOCUMENT} lead into it, through logind, and its file system is clean`, () => machine.explain('the installed system did not start', async () => {
    await machine.root.read('! mountpoint -q /target || umount /target');
    for (const command of commandsOf(DOCUMENT)) {
      await runOrRestart(command);
      if (command.startsWith('mount ')) await machine.root.read(`echo me >/target${WITNESS}`);
    }
    await judge();
  }));

  test('with /dev, /proc, /sys and /run bound into it, as installers do: those of the session stay', () => machine.explain('the installed system did not start', async () => {
    await machine.restoreTo(LIVE);
    await mountTarget();
    await machine.root.read(`for one in dev proc sys run; do mount --rbind /$one /target/$one; done; echo me >/target${WITNESS}`);
    // Stopped when the session ends, behind the unmounting: what is there then is what it kept.
    await machine.root.read(`systemd-run -q --unit=looks --remain-after-exit -p 'ExecStop=/bin/sh -c "mountpoint /target >/dev/console; ls /dev/pts/ptmx >/dev/console"' true`);
    const held = await machine.root.run(into).catch(() => null);
    assert.ok(held === null || held.code === 0, held?.stderr);
    await judge();
    assert.ok(machine.serial.lines.some(({ text }) => /\/target is not a mountpoint/.test(text)), 'the target was mounted still when the session ended');
    assert.ok(machine.serial.lines.some(({ text }) => /^\/dev\/pts\/ptmx/.test(text)), 'the session has lost its /dev/pts');
  }));

  test('without logind: not without a word, and with --direct at once', () => machine.explain('the installed system did not start', async () => {
    await machine.restoreTo(LIVE);
    await mountTarget();
    await machine.root.read(`echo me >/target${WITNESS}`);
    const alone = `DBUS_SYSTEM_BUS_ADDRESS=unix:path=/nowhere ${into}`;
    const asked = await machine.root.run(alone);
    assert.equal(asked.code, 5, asked.stderr);
    assert.match(asked.stderr, /logind is not there.*\n.*--direct/);
    await runOrRestart(`${alone} --direct`);
    await judge();
  }));

  /** The last command of a session gets its answer, or the machine has gone already. */
  async function runOrRestart(command: string): Promise<void> {
    const ran = await machine.root.run(command).catch(() => null);
    assert.ok(ran === null || ran.code === 0, `${command}: ${ran?.stdout ?? ''}${ran?.stderr ?? ''}`);
  }

  async function judge(): Promise<void> {
    await machine.waitUntilBooted(session, BOOT_TIMEOUT_MS);
    assert.equal(await machine.root.read('findmnt -no SOURCE /'), '/dev/vda1');
    assert.match(await machine.root.read('cat /proc/cmdline'), /^root=UUID=5a1c0de0-[0-9a-f-]* ro/);
    assert.equal(await machine.root.read(`cat ${WITNESS}`), 'me');
    // A journal to play would mean that the file system was cut off.
    assert.equal(await machine.root.read('dmesg | grep -c "vda1.*recovery" || true'), '0');
    await machine.root.read('sync');
    await machine.pause();
    const { repair, check } = await lookAtDisk(live.disk, []);
    await machine.resume();
    assert.ok(repair.code <= 1, repair.said);
    assert.equal(check.code, 0, check.said);
  }
});

/** The lines behind `# ` in the document's blocks of shell. */
function commandsOf(document: string): readonly string[] {
  const blocks = [...readFileSync(document, 'utf8').matchAll(/```console\n([^`]*)```/g)].flatMap(([, block = '']) => block.split('\n'));
  const commands = blocks.filter((line) => line.startsWith('# ')).map((line) => line.slice(2));
  assert.ok(commands.length >= 3, 'the document has its commands');
  return commands;
}
