import assert from 'node:assert/strict';
import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import { SysvScripts } from '../../../../src/adapters/every-restart/sysv-scripts.ts';
import { temporaryTree } from '../../../fakes/temporary-directory.ts';

/** As update-rc.d(8): links, which go only when the script has gone; and it refuses what `etc/refused` names. */
const UPDATE_RC_D = `#!/bin/sh
root=\${0%/usr/*}
grep -qx "$2 $1" "$root/etc/refused" 2>/dev/null && { echo "insserv: no $1" >&2; exit 1; }
case $2 in
  defaults) [ -x "$root/etc/init.d/$1" ] && ln -sf "../init.d/$1" "$root/etc/rc6.d/K03$1" ;;
  remove) [ ! -e "$root/etc/init.d/$1" ] && rm -f "$root/etc/rc6.d/K03$1" ;;
esac
`;

const DEVUAN = {
  'proc/1/comm': 'init\n',
  'etc/inittab': 'id:2:initdefault:\nl0:0:wait:/etc/init.d/rc 0\nl6:6:wait:/etc/init.d/rc 6\nz6:6:respawn:/sbin/sulogin --force\n',
  'usr/sbin/update-rc.d': UPDATE_RC_D,
  'usr/lib/quick-restart/every.init': '#!/bin/sh\n# every\n',
  'usr/lib/quick-restart/jump.init': '#!/bin/sh\n# jump\n',
  'etc/init.d/reboot': '',
  'etc/rc6.d/K05reboot': '',
  'run/.keep': '',
};

function machineOf(t: TestContext, changes: Readonly<Record<string, string>> = {}): { readonly root: string; readonly scripts: SysvScripts; readonly names: () => readonly string[] } {
  const root = temporaryTree(t, { ...DEVUAN, ...changes });
  chmodSync(join(root, 'usr/sbin/update-rc.d'), 0o755);
  return { root, scripts: new SysvScripts(root, join(root, 'usr/sbin/update-rc.d')), names: () => ['init.d', 'rc6.d'].flatMap((folder) => readdirSync(join(root, 'etc', folder)).sort()) };
}

const UNTOUCHED = ['reboot', 'K05reboot'];

describe('the init of this machine', () => {
  for (const [what, changes, init] of [
    ['Debian’s rc, by sysvinit', {}, 'sysvinit'],
    ['systemd', { 'proc/1/comm': 'systemd\n', 'run/systemd/system/.keep': '' }, 'systemd'],
    ['systemd, under the name init', { 'run/systemd/system/.keep': '' }, 'systemd'],
    ['OpenRC, by sysvinit', { 'etc/inittab': 'l6:6:wait:/sbin/openrc reboot\n' }, 'other'],
    ['that line is a comment', { 'etc/inittab': '#l6:6:wait:/etc/init.d/rc 6\n' }, 'other'],
    ['runit', { 'proc/1/comm': 'runit\n' }, 'other'],
    ['busybox’s init', { 'etc/inittab': '::sysinit:/etc/start\n' }, 'other'],
  ] as readonly (readonly [string, Readonly<Record<string, string>>, string])[]) {
    test(`${what}: ${init}`, (t) => assert.equal(machineOf(t, changes).scripts.initSystem(), init));
  }
  test('no update-rc.d: other', (t) => {
    const { root, scripts } = machineOf(t);
    rmSync(join(root, 'usr/sbin/update-rc.d'));
    assert.equal(scripts.initSystem(), 'other');
  });
});

describe('the scripts', () => {
  test('both are set up as the package has them, and again; and removed without a trace, and again', async (t) => {
    const { root, scripts, names } = machineOf(t);
    for (const round of [1, 2]) {
      assert.deepEqual([(await scripts.setUp()).ok, scripts.areSetUp()], [true, true], `round ${round}`);
      assert.deepEqual(names(), ['quick-restart-every', 'quick-restart-jump', 'reboot', 'K03quick-restart-every', 'K03quick-restart-jump', 'K05reboot']);
    }
    assert.deepEqual([readFileSync(join(root, 'etc/init.d/quick-restart-every'), 'utf8'), statSync(join(root, 'etc/init.d/quick-restart-jump')).mode & 0o777], [DEVUAN['usr/lib/quick-restart/every.init'], 0o755]);
    assert.equal(statSync(join(root, 'run/quick-restart')).mode & 0o777, 0o755);
    for (const round of [1, 2]) assert.deepEqual([(await scripts.remove()).ok, scripts.areSetUp(), names()], [true, false, UNTOUCHED], `round ${round}`);
  });

  test('one of them cannot be set up: nothing stays of either, and why', async (t) => {
    const { scripts, names } = machineOf(t, { 'etc/refused': 'defaults quick-restart-jump\n' });
    const done = await scripts.setUp();
    assert.ok(!done.ok && done.error.kind === 'failed' && /insserv: no quick-restart-jump$/.test(done.error.detail));
    assert.deepEqual([names(), scripts.areSetUp()], [UNTOUCHED, false]);
  });

  test('only one of them is there: not set up', async (t) => {
    const { root, scripts } = machineOf(t);
    await scripts.setUp();
    rmSync(join(root, 'etc/init.d/quick-restart-jump'));
    assert.equal(scripts.areSetUp(), false);
  });

  test('the package’s own are missing: an error, no crash', async (t) => {
    const { root, scripts, names } = machineOf(t);
    rmSync(join(root, 'usr/lib/quick-restart/jump.init'));
    const done = await scripts.setUp();
    assert.ok(!done.ok && done.error.detail.includes('jump.init'));
    assert.deepEqual(names(), UNTOUCHED);
  });
});

describe('another program that loads at each restart', () => {
  const linked = (t: TestContext, changes: Readonly<Record<string, string>>, link = true): string | null => {
    const { root, scripts } = machineOf(t, changes);
    if (link) symlinkSync('../init.d/kexec-load', join(root, 'etc/rc6.d/K01kexec-load'));
    return scripts.competitor();
  };
  test('kexec-tools, where it was told to; the last word counts', (t) => {
    assert.equal(linked(t, { 'etc/default/kexec': '# x\nLOAD_KEXEC=true\n' }), '/etc/default/kexec');
    assert.equal(linked(t, { 'etc/default/kexec': 'LOAD_KEXEC=false\n', 'etc/default/kexec.d/own': 'LOAD_KEXEC="true"\n' }), '/etc/default/kexec.d/own');
    assert.equal(linked(t, { 'etc/default/kexec': 'LOAD_KEXEC=true\n', 'etc/default/kexec.d/own': 'LOAD_KEXEC=false\n' }), null);
    assert.equal(linked(t, { 'etc/default/kexec': '#LOAD_KEXEC=true\n' }), null);
    assert.equal(linked(t, {}), null);
    assert.equal(linked(t, { 'etc/default/kexec': 'LOAD_KEXEC=true\n' }, false), null);
  });
  test('nothing is there at all', (t) => {
    const { root, scripts } = machineOf(t);
    rmSync(join(root, 'etc/rc6.d'), { recursive: true });
    assert.deepEqual([scripts.competitor(), existsSync(join(root, 'etc/rc6.d'))], [null, false]);
  });
});
