// What every-restart mode copies to /etc/init.d where PID 1 is sysvinit; docs/decisions/0036-sysvinit.md.
import { describe, test, type TestContext } from 'node:test';
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SYSV_SCRIPTS } from '../../src/adapters/every-restart/sysv-scripts.ts';
import { POSIX_SHELLS } from '../fakes/posix-shells.ts';
import { fillTree, temporaryTree } from '../fakes/temporary-directory.ts';

const EVERY = 'sysvinit/every.init';
const JUMP = 'sysvinit/jump.init';
const BOOT = 'b1\n';

/** A machine in a folder, whose programs write down that they were called. */
class SysvMachine {
  readonly root: string;

  constructor(t: TestContext, tree: Readonly<Record<string, string>> = {}) {
    this.root = temporaryTree(t, { 'proc/sys/kernel/random/boot_id': BOOT, 'sys/kernel/kexec_loaded': '1\n', 'run/quick-restart/.keep': '', 'var/lib/quick-restart/.keep': '' });
    for (const name of ['usr/libexec/quick-restart/load-next', 'usr/libexec/quick-restart/recheck-loaded', 'usr/libexec/quick-restart/quick-restartd.cjs', 'usr/lib/systemd/system-shutdown/quick-restart', 'bin/kexec']) this.program(name);
    this.program('bin/ionice', 'shift 2; exec "$@"');
    this.program('bin/logger', 'cat >>"${0%/bin/*}/log"');
    fillTree(this.root, tree);
  }

  program(path: string, body = ''): void {
    fillTree(this.root, { [path]: `#!/bin/sh\necho "\${0##*/} $*" >>${this.root}/called\n${body}\n` });
    chmodSync(join(this.root, path), 0o755);
  }

  /** What it said; it must end with 0. */
  run(script: string, what: string, { runlevel, shell = ['/bin/sh'] }: { readonly runlevel?: string; readonly shell?: readonly [string, ...string[]] } = {}): string {
    const [program, ...args] = shell;
    const env = { PATH: `${join(this.root, 'bin')}:/usr/sbin:/usr/bin:/sbin:/bin`, ...(runlevel === undefined ? {} : { RUNLEVEL: runlevel }) };
    const ran = spawnSync(program, [...args, script, what, this.root], { encoding: 'utf8', env });
    assert.equal(ran.status, 0, ran.stderr);
    return ran.stdout.trim();
  }

  read(path: string): string {
    return existsSync(join(this.root, path)) ? readFileSync(join(this.root, path), 'utf8') : '';
  }

  get called(): readonly string[] {
    return this.read('called').replaceAll(` ${this.root}`, ' ROOT').split('\n').filter((line) => line !== '');
  }
}

/** The words of each key of its LSB header. */
function headerOf(script: string): Readonly<Record<string, readonly string[]>> {
  const [, header = ''] = /### BEGIN INIT INFO\n([^]*?)### END INIT INFO/.exec(readFileSync(script, 'utf8')) ?? [];
  return Object.fromEntries([...header.matchAll(/^# ([\w-]+):(.*)$/gm)].map(([, key = '', words = '']) => [key, words.trim().split(/\s+/).filter((word) => word !== '')]));
}

describe('the init script that loads', () => {
  test('stops at a restart only: behind everything that has processes, in front of what unmounts /boot', () => {
    const { Provides, 'Default-Stop': stop, 'Required-Stop': before, 'X-Stop-After': behind, 'Default-Start': start } = headerOf(EVERY);
    assert.deepEqual([Provides, stop, before, behind], [['quick-restart-every'], ['6'], ['umountfs'], ['sendsigs', 'umountnfs', 'kexec-load']]);
    assert.deepEqual(start, ['2', '3', '4', '5']);
  });

  for (const shell of POSIX_SHELLS) {
    test(`by ${shell.join(' ')}: looks at what was loaded, then loads; nothing is noted that nobody would judge, or that another boot has noted`, (t) => {
      const machine = new SysvMachine(t, { 'run/quick-restart/next-kernels': 'x', 'var/lib/quick-restart/stop': 'loaded 0\n' });
      assert.equal(machine.run(EVERY, 'stop', { runlevel: '6', shell }), '');
      assert.deepEqual(machine.called, ['recheck-loaded ROOT', 'load-next ROOT']);
      assert.deepEqual([machine.read('run/quick-restart/next-kernels'), machine.read('var/lib/quick-restart/stop')], ['', '']);
    });
  }

  for (const runlevel of ['0', '1', '2', 'S', undefined]) {
    test(`runlevel ${runlevel ?? 'unknown'}: nothing is loaded`, (t) => {
      const machine = new SysvMachine(t);
      machine.run(EVERY, 'stop', runlevel === undefined ? {} : { runlevel });
      assert.deepEqual(machine.called, []);
    });
  }

  test('under systemd, and where the package has gone: nothing', (t) => {
    const systemd = new SysvMachine(t, { 'run/systemd/system/.keep': '' });
    systemd.run(EVERY, 'stop', { runlevel: '6' });
    systemd.run(JUMP, 'stop', { runlevel: '6' });
    assert.deepEqual(systemd.called, []);
    const gone = new SysvMachine(t);
    spawnSync('rm', ['-r', join(gone.root, 'usr')]);
    for (const what of ['start', 'stop', 'reload']) assert.equal(gone.run(EVERY, what, { runlevel: '6' }), '');
  });

  test('what takes longer than ten seconds is killed: nobody may jump, and what was loaded is unloaded', (t) => {
    const machine = new SysvMachine(t);
    machine.program('usr/libexec/quick-restart/load-next', 'echo b1 >"${0%/usr/*}/run/quick-restart/jump"\nexec sleep 20');
    machine.program('bin/timeout', '[ "$3" = 1 ] || bound=1\nshift 3\nexec /usr/bin/timeout -s KILL "${bound:-2}" "$@"');
    assert.match(machine.run(EVERY, 'stop', { runlevel: '6' }), /ordinary one: loading its kernel took too long\.$/);
    assert.deepEqual([machine.read('run/quick-restart/jump'), machine.called.includes('kexec -u -a')], ['', true]);
    assert.match(machine.called.find((line) => line.startsWith('timeout')) ?? '', /^timeout -s KILL 10 /);
  });

  test('start: the next restart is prepared in the background, where the mode is on', async (t) => {
    const off = new SysvMachine(t);
    off.run(EVERY, 'start');
    assert.deepEqual([off.called, existsSync(join(off.root, 'run/quick-restart'))], [[], true]);
    const on = new SysvMachine(t, { 'var/lib/quick-restart/every-restart': 'on\n' });
    on.program('bin/sleep', 'exec /bin/sleep 2');
    const beganMs = performance.now();
    on.run(EVERY, 'start'); // its pipes would be held open by whatever runs on
    assert.ok(performance.now() - beganMs < 1_900);
    while (!on.called.includes('quick-restartd.cjs --prepare-restart')) {
      assert.ok(performance.now() - beganMs < 20_000, on.called.join());
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    assert.deepEqual(on.called.filter((line) => line.startsWith('sleep')), ['sleep 60']);
  });

  test('reload: prepared at once, and what it says goes to the log', (t) => {
    const machine = new SysvMachine(t);
    machine.program('usr/libexec/quick-restart/quick-restartd.cjs', 'echo prepared; [ "$(nice)" -ge 10 ] || echo hurried');
    machine.run(EVERY, 'reload');
    assert.equal(machine.read('log'), 'prepared\n');
  });
});

describe('the init script that jumps', () => {
  test('stands at a restart only, behind the root file system’s last moment, and the ordinary restart follows it', () => {
    const header = headerOf(JUMP);
    assert.deepEqual([header['Provides'], header['Default-Start'], header['Default-Stop']], [['quick-restart-jump'], [], ['6']]);
    assert.deepEqual([header['Required-Stop'], header['X-Stop-After']], [['reboot'], ['umountroot']]);
  });

  for (const [what, jump, loaded, runlevel, jumps] of [['loaded in this boot', BOOT, '1', '6', true], ['of another boot', 'b2\n', '1', '6', false], ['unloaded since', BOOT, '0', '6', false], ['nothing', '', '1', '6', false], ['power off', BOOT, '1', '0', false], ['by hand', BOOT, '1', '2', false]] as const) {
    test(`${what}: ${jumps ? 'writes to the disks, then jumps' : 'does nothing'}`, (t) => {
      const machine = new SysvMachine(t, { 'run/quick-restart/jump': jump, 'sys/kernel/kexec_loaded': `${loaded}\n` });
      const said = machine.run(JUMP, 'stop', { runlevel });
      assert.deepEqual(machine.called, jumps ? ['quick-restart kexec ROOT', 'kexec -e --no-sync'] : []);
      assert.equal(/could not be started; the machine restarts the ordinary way/.test(said), jumps); // a kexec that returns has failed
    });
  }

  test('a root file system behind a network: its interface stays, as the reboot script leaves it', (t) => {
    const machine = new SysvMachine(t, { 'run/quick-restart/jump': BOOT, 'etc/default/halt': 'HALT=poweroff\nNETDOWN=no\n' });
    machine.run(JUMP, 'stop', { runlevel: '6' });
    assert.deepEqual(machine.called, ['quick-restart kexec ROOT', 'kexec -e --no-sync --no-ifdown']);
  });
});

test('the package ships them where they are copied from, follows its copies, and takes them along', () => {
  const [build, postinst, postrm] = ['build.sh', 'postinst', 'postrm'].map((name) => readFileSync(`packaging/deb/${name}`, 'utf8')) as [string, string, string];
  assert.match(build, /for script in sysvinit\/\*\.init; do put 755 "\$script" "usr\/lib\/quick-restart\/\$\{script##\*\/\}"; done/);
  for (const { template, name } of SYSV_SCRIPTS) {
    assert.ok(existsSync(template.replace('/usr/lib/quick-restart', 'sysvinit')));
    assert.ok(postrm.includes(name) && existsSync(`systemd/${name}.service`), 'its name is not the unit’s');
  }
  assert.match(postinst, /for script in every jump; do/);
});
