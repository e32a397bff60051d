import { describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { ChainMachine } from '../fakes/chain-machine.ts';
import { POSIX_SHELLS } from '../fakes/posix-shells.ts';

const CHAINED = 'root=/dev/vda1 quick_restart.chained=b\n';
const GOOD = ['enabled=yes', 'delay=0', 'a.kernel=/boot/own'] as const;

for (const shell of POSIX_SHELLS) {
  describe(`a chained boot is confirmed, by ${shell.join(' ')}`, () => {
    test('its own slot’s tries are taken back, and no other’s', (t) => {
      const machine = new ChainMachine(t, shell);
      machine.put('proc/cmdline', CHAINED);
      machine.put('var/lib/quick-restart/chainload/tries', 'a=2\nb=3\n');
      assert.deepEqual(machine.run('confirm'), { status: 0, stdout: 'confirmed=b\n', stderr: '' });
      assert.equal(machine.read('var/lib/quick-restart/chainload/tries'), 'a=2\nb=0\n');
      assert.equal(machine.run('status').stdout, 'This boot was chained (slot b).\n');
    });

    test('a boot that was not chained confirms nothing', (t) => {
      const machine = new ChainMachine(t, shell);
      machine.put('var/lib/quick-restart/chainload/tries', 'a=2\nb=3\n');
      assert.deepEqual(machine.run('confirm'), { status: 0, stdout: 'confirmed=none\n', stderr: '' });
      assert.equal(machine.read('var/lib/quick-restart/chainload/tries'), 'a=2\nb=3\n');
      assert.deepEqual(machine.run('status'), { status: 3, stdout: 'This boot was not chained.\n', stderr: '' });
    });

    test('what cannot be written is told, and the old count stays whole', (t) => {
      const machine = new ChainMachine(t, shell);
      machine.put('proc/cmdline', CHAINED);
      machine.put('var/lib/quick-restart/chainload/tries', 'a=2\nb=3\n');
      machine.put('var/lib/quick-restart/chainload/tries.new/in-the-way', '');
      assert.equal(machine.run('confirm').status, 1);
      assert.match(machine.read('dev/kmsg'), /^<4>quick-restart: that this kernel came up could not be noted/);
      assert.equal(machine.read('var/lib/quick-restart/chainload/tries'), 'a=2\nb=3\n');
    });

    for (const [what, active, wanted, confirmed] of [
      ['the default target is reached', 'default.target', '', true],
      ['it is not', '', '', false],
      ['boots are judged, and this one is good', 'default.target boot-complete.target', 'greenboot-healthcheck.service', true],
      ['boots are judged, and this one is not', 'default.target', 'greenboot-healthcheck.service', false],
    ] as const) {
      test(`under systemd: ${what}`, (t) => {
        const machine = new ChainMachine(t, shell);
        machine.put('proc/cmdline', CHAINED);
        machine.put('run/systemd/system/x', '');
        machine.put('var/lib/quick-restart/chainload/tries', 'a=0\nb=1\n');
        machine.program('bin/systemctl', `case $1 in show) printf '\\n${wanted}\\n' ;; is-active) case ' ${active} ' in *" $3 "*) ;; *) exit 3 ;; esac ;; esac`);
        const { status, stderr } = machine.run('confirm-if-up');
        assert.deepEqual([status, stderr !== '', machine.stateOf('tries', 'b')], [0, !confirmed, confirmed ? '0' : '1']);
      });
    }

    test('under sysvinit it waits for a runlevel of many, and a minute more', (t) => {
      const machine = new ChainMachine(t, shell);
      machine.put('proc/cmdline', CHAINED);
      machine.put('run/initctl', '');
      machine.put('var/lib/quick-restart/chainload/tries', 'a=0\nb=1\n');
      machine.program('bin/runlevel', `[ "$(grep -c '^runlevel' "$root/asked")" -lt 3 ] && echo 'N S' || echo 'N 2'`);
      assert.equal(machine.run('confirm-later').status, 0);
      assert.deepEqual(machine.read('asked').trimEnd().split('\n').map((line) => line.trim()), ['runlevel', 'sleep 5', 'runlevel', 'sleep 5', 'runlevel', 'sleep 60', 'runlevel']);
      assert.equal(machine.stateOf('tries', 'b'), '0');
    });
  });

  describe(`before the real init, by ${shell.join(' ')}`, () => {
    const machineAtStart = (t: { after: (fn: () => void) => void }): ChainMachine => {
      const machine = new ChainMachine(t, shell);
      machine.configure(...GOOD);
      machine.put('proc/self/x', '');
      machine.put('dev/null', '');
      machine.put('proc/mounts', 'rootfs / rootfs rw 0 0\n/dev/vda1 / ext4 ro,relatime 0 0\n');
      machine.put('etc/fstab', '# a comment\nUUID=1 / ext4 defaults 0 1\nUUID=2 /boot ext4 defaults 0 2\nUUID=3 /boot/efi vfat defaults 0 2\nserver:/x /var nfs defaults 0 0\nUUID=4 none swap sw 0 0\nUUID=5 /home ext4 defaults 0 2\n');
      return machine;
    };
    const mounts = (machine: ChainMachine): readonly string[] => machine.read('asked').split('\n').filter((line) => /^u?mount /.test(line));

    test('what the files are on is mounted, the root made writable; and all is undone where the jump does not come', (t) => {
      const machine = machineAtStart(t);
      assert.deepEqual(machine.run('early', ''), { status: 0, stdout: '', stderr: '' });
      assert.deepEqual(mounts(machine), ['mount /boot', 'mount -o remount,rw /', 'mount -o remount,ro /', 'mount -o remount,rw /', 'mount -o remount,ro /', `umount ${machine.root}/boot`]);
      assert.ok(machine.asked().includes('kexec -e'));
    });

    test('nothing to do: nothing is mounted', (t) => {
      for (const change of [
        (machine: ChainMachine): void => machine.put('proc/cmdline', CHAINED),
        (machine: ChainMachine): void => machine.configure('enabled=no'),
        (machine: ChainMachine): void => machine.put('run/initctl', ''),
        (machine: ChainMachine): void => machine.put('var/lib/quick-restart/chainload/last', 'boot=0b7e5a2c-0000-4000-8000-00000000000a\nwhy=stayed\n'),
      ]) {
        const machine = machineAtStart(t);
        change(machine);
        machine.run('early', '');
        assert.deepEqual([mounts(machine), machine.asked()], [[], []], change.toString());
      }
      const machine = machineAtStart(t);
      machine.run('early', '--init');
      assert.deepEqual(mounts(machine), []);
    });

    test('/proc, /sys and /dev are mounted where they are not, and unmounted', (t) => {
      const machine = machineAtStart(t);
      machine.configure('enabled=no');
      for (const folder of ['proc', 'sys', 'dev']) machine.remove(folder);
      machine.run('early', '');
      const at = (folder: string): string => `${machine.root}/${folder}`;
      assert.deepEqual(mounts(machine), [`mount -t proc proc ${at('proc')}`, `mount -t sysfs sysfs ${at('sys')}`, `mount -t devtmpfs devtmpfs ${at('dev')}`, ...['dev', 'sys', 'proc'].map((folder) => `umount ${at(folder)}`)]);
    });
  });

  describe(`chainload-init, by ${shell.join(' ')}`, () => {
    /** The wrapper with its paths below a folder, as if it were process 1. */
    const wrapper = (machine: ChainMachine): string => {
      const file = machine.path('chainload-init');
      const text = readFileSync('chainload/chainload-init', 'utf8').replaceAll(/ (\/(?:sbin|usr|etc|bin)\/)/g, ` ${machine.root}$1`).replaceAll(/=(\/(?:usr|etc)\/)/g, `=${machine.root}$1`).replace('"$$"', '1');
      writeFileSync(file, text);
      chmodSync(file, 0o755);
      return file;
    };
    const run = (machine: ChainMachine, ...args: readonly string[]): string => {
      const [program, ...words] = shell;
      return spawnSync(program, [...words, wrapper(machine), ...args], { encoding: 'utf8' }).stdout;
    };
    const init = (machine: ChainMachine, path: string, name: string): void => machine.program(path, `echo "${name} $$ $#:" "$@"`);

    test('it becomes the real init with all arguments, whatever became of its child', (t) => {
      for (const program of ['exit 1', 'kill -9 $$', ':', null]) {
        const machine = new ChainMachine(t, shell);
        if (program !== null) machine.program('usr/lib/quick-restart/chainload', program);
        init(machine, 'sbin/init', 'the init');
        assert.match(run(machine, 'a  b', '', '-- x'), /^the init \d+ 3: a {2}b {2}-- x\n$/);
        if (program !== null) assert.match(machine.read('asked'), /^chainload early a {2}b\n/);
      }
    });

    test('the init of the configuration; one that cannot be run is passed over, and so is this file by another name', (t) => {
      const machine = new ChainMachine(t, shell);
      machine.configure('init=/opt/first', ` init = ${machine.root}/opt/my init\t`);
      init(machine, 'opt/my init', 'mine');
      init(machine, 'usr/lib/systemd/systemd', 'systemd');
      assert.match(run(machine), /^mine \d+ 0:/);
      machine.remove('opt');
      mkdirSync(machine.path('sbin'), { recursive: true });
      symlinkSync(wrapper(machine), machine.path('sbin/init'));
      copyFileSync(wrapper(machine), machine.path('sbin/init.distrib'));
      assert.match(run(machine), /^systemd \d+ 0:/);
    });
  });
}
