// The real packagekitd on a whole machine: what it sends when it installs a kernel, and what it does not; and our unit with the programs that scan.
import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import type { Machine } from './machine/machine.ts';
import { requiredRestart } from './machine/restart-due.ts';
import { archiveOf, withUpdaters, WAITING } from './machine/updaters-image.ts';

const UPGRADE_MS = 1_200_000;
const BOOT_MS = 300_000;
const REFRESH = 'systemctl start quick-restart-refresh.service';
const REFRESHED = 'systemctl show -P Result quick-restart-refresh.service; journalctl -q -o cat -p warning -u quick-restart-refresh.service';

/** A package that asks for a restart as those of Debian do, through the hook that unattended-upgrades brings: one version is installed, the next waits. */
const PROBE = `
set -eu
mkdir -p /srv/probe /srv/probe-1 /tmp/probe/DEBIAN
printf '%s\\n' '#!/bin/sh' 'DPKG_MAINTSCRIPT_PACKAGE=qr-restart-probe exec /etc/kernel/postinst.d/unattended-upgrades' >/tmp/probe/DEBIAN/postinst
chmod 755 /tmp/probe/DEBIAN/postinst
build() {
  printf '%s\\n' 'Package: qr-restart-probe' "Version: $1" 'Architecture: all' 'Maintainer: nobody <nobody@localhost>' 'Description: asks for a restart' >/tmp/probe/DEBIAN/control
  dpkg-deb -b /tmp/probe "$2"
}
build 1.0 /srv/probe-1/probe.deb
build 2.0 /srv/probe/probe.deb
dpkg -i /srv/probe-1/probe.deb
${archiveOf('/srv/probe')}
`;
const MARK_OF_AN_HOUR_AGO = "touch -d '-1 hour' /run/reboot-required";

/** What dnf's needs-restarting needs of the system, in its language: sqlite and locks below /var, libffi's machine code, threads, other programs. */
const NEEDS_RESTARTING = `#!/usr/bin/python3
import ctypes, fcntl, os, sqlite3, subprocess, sys, threading
assert sys.argv[1:] == ['-r'], sys.argv
os.makedirs('/var/cache/needs-restarting', exist_ok=True)
with open('/var/cache/needs-restarting/lock', 'w') as lock:
    fcntl.flock(lock, fcntl.LOCK_EX)
    database = sqlite3.connect('/var/cache/needs-restarting/packages.sqlite')
    database.execute('pragma journal_mode=wal')
    database.execute('create table if not exists packages (name text)')
    database.execute("insert into packages values ('kernel')")
    database.commit()
ctypes.CFUNCTYPE(ctypes.c_int)(lambda: 7)()
worker = threading.Thread(target=lambda: subprocess.run(['/bin/true'], check=True))
worker.start()
worker.join()
print('Core libraries or services have been updated since boot-up:\\n  * kernel\\n\\nReboot is required to fully utilize these updates.')
sys.exit(1)
`;

describe('PackageKit installs kernels', { timeout: 5_400_000 }, () => {
  let machine: Machine;
  withUpdaters((started) => (machine = started));

  /** Runs pkcon(1) with the helper awake, as the app wakes it; gives what packagekitd sent, and whether the helper stayed all along. */
  async function packageKit(command: string, t: TestContext): Promise<{ readonly sent: string; readonly stayed: boolean }> {
    await requiredRestart(machine);
    const script = `
helper=$(systemctl show -P MainPID quick-restartd.service)
dbus-monitor --system "type='signal',sender='org.freedesktop.PackageKit'" >/tmp/packagekit 2>&1 & monitor=$!
sleep 2
pkcon -y -p ${command}
sleep 2
kill $monitor
[ "$helper" = "$(systemctl show -P MainPID quick-restartd.service)" ] && echo stayed || echo gone`;
    const said = await machine.root.read(script, UPGRADE_MS);
    t.diagnostic(said.slice(-3000));
    const sent = await machine.root.read("grep -A2 -E 'member=(RequireRestart|Finished|ErrorCode|RestartSchedule|TransactionListChanged)$' /tmp/packagekit || true");
    t.diagnostic(`${sent}\n${await machine.root.read('ls -l --full-time /run/reboot-required*; cat /run/reboot-required.pkgs; tail -n +1 /run/quick-restart/*.json || true')}`);
    return { sent, stayed: /\bstayed$/.test(said) };
  }

  test('a newer kernel, and no mark before it: no RequireRestart, and the mark and the kernel are told all the same', async (t) => {
    const { sent, stayed } = await packageKit('update linux-image-cloud-amd64', t);
    assert.match(sent, /member=Finished/);
    assert.doesNotMatch(sent, /member=(RequireRestart|RestartSchedule)/);
    assert.ok(stayed, 'the helper ended in the middle of the transaction');
    const { code, answer } = await requiredRestart(machine);
    assert.deepEqual([code, answer.reasons.map((one) => one.kind)], [0, ['kernel-superseded']]);
    assert.ok(['running-kernel', 'required-file'].every((source) => answer.reasons[0]?.sources.includes(source)), answer.reasons[0]?.sources.join());
  });

  test('needrestart in our unit, without any capability: it answers, and says nothing of a machine that needs none', async () => {
    await machine.restoreTo(WAITING);
    await machine.root.read(REFRESH, BOOT_MS);
    assert.equal(await machine.root.read(REFRESHED), 'success');
    assert.deepEqual((await requiredRestart(machine)).answer, { schema: 1, required: false, reasons: [] });
  });

  test('a needs-restarting that does what dnf’s does is heard from inside the unit’s sandbox', async () => {
    await machine.root.put('/usr/bin/needs-restarting', Buffer.from(NEEDS_RESTARTING), '755');
    await machine.root.read(REFRESH, BOOT_MS);
    assert.equal(await machine.root.read(REFRESHED), 'success');
    const { code, answer } = await requiredRestart(machine);
    assert.deepEqual([code, answer.reasons.map((one) => [one.kind, one.packages, one.sources])], [0, [['kernel-updated', ['kernel'], ['needs-restarting']]]]);
    await machine.root.read(`rm /usr/bin/needs-restarting && ${REFRESH}`, BOOT_MS);
    assert.deepEqual((await requiredRestart(machine)).answer.reasons, [], 'a program that is removed says nothing any more');
  });

  test('where a mark of an hour ago is there: RequireRestart, which the helper hears and remembers', async (t) => {
    await machine.root.read(PROBE, BOOT_MS);
    await machine.root.read(MARK_OF_AN_HOUR_AGO);
    const { sent, stayed } = await packageKit('update qr-restart-probe', t);
    assert.match(sent, /member=RequireRestart[^]*uint32 4[^]*qr-restart-probe;2\.0;all;/);
    assert.ok(stayed, 'the helper ended in the middle of the transaction');
    const reason = (await requiredRestart(machine)).answer.reasons.find((one) => one.sources.includes('package-kit'));
    assert.deepEqual([reason?.kind, reason?.packages], ['requested', ['qr-restart-probe']]);
  });
});
