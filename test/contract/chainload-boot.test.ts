import { describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { ChainMachine } from '../fakes/chain-machine.ts';
import { POSIX_SHELLS } from '../fakes/posix-shells.ts';

const GOOD = ['enabled=yes', 'delay=2', 'a.kernel=/boot/own', 'a.initrd=/boot/own.initrd', 'a.append=root=/dev/vda1 ro'] as const;
const BACKUP = ['b.kernel=/boot/spare', 'b.append=spare'] as const;
const LINE = 'root=/dev/vda1 ro panic=30 quick_restart.chained=a';

/** A bzImage by its header (setup_sects 1, so 1024 bytes of set-up) with a system of 64 bytes; boot protocol 2.15. */
function bzImage(sizeBytes: number): Uint8Array {
  const image = Buffer.alloc(sizeBytes);
  image[0x1f1] = 1;
  image.writeUInt32LE(4, 0x1f4);
  image.write('HdrS', 0x202, 'latin1');
  image.writeUInt16LE(0x20f, 0x206);
  return image;
}

for (const shell of POSIX_SHELLS) {
  describe(`chainload boot, by ${shell.join(' ')}`, () => {
    const machineWith = (t: Parameters<typeof test>[0] extends never ? never : { after: (fn: () => void) => void }, ...lines: readonly string[]): ChainMachine => {
      const machine = new ChainMachine(t, shell);
      machine.configure(...GOOD, ...lines);
      return machine;
    };
    const boot = (machine: ChainMachine): void => {
      const { status, stdout, stderr } = machine.run('boot');
      assert.deepEqual([status, stdout, stderr], [0, '', '']);
    };

    test('said on every console, loaded, counted, and the disk is read-only at the jump; then it is put back, for the jump did not come', (t) => {
      const machine = machineWith(t);
      machine.program('usr/sbin/kexec', `case "$*" in
        *' -l '*) echo 1 >"$root/sys/kernel/kexec_loaded" ;;
        -e) cp "$root/proc/mounts" "$root/at-the-jump"; cp -r "$root/var/lib/quick-restart/chainload" "$root/state-at-the-jump"; exit 1 ;;
        -u*) echo 0 >"$root/sys/kernel/kexec_loaded" ;;
      esac`);
      boot(machine);
      const root = machine.root;
      assert.deepEqual(machine.asked(), [
        `kexec -s -l --command-line=${LINE} --initrd=${root}/boot/own.initrd -- ${root}/boot/own`, 'kexec -e', 'kexec -u -a',
      ]);
      for (const console of ['dev/tty0', 'dev/ttyS0']) assert.match(machine.read(console), /Quick Restart: the jump into the own kernel did not happen; the machine boots on\.\r\n$/);
      assert.match(machine.read('dev/kmsg'), /^<6>quick-restart: starting own kernel \/boot\/own \(slot a, try 1 of 3 since it was last confirmed\)\.\n<4>quick-restart: the jump/);
      assert.match(machine.read('at-the-jump'), /^\/dev\/vda1 \/ ext4 ro,relatime/);
      assert.match(machine.read('proc/mounts'), /^\/dev\/vda1 \/ ext4 rw,relatime/);
      assert.match(machine.read('state-at-the-jump/last'), /^boot=0b7e5a2c-0000-4000-8000-00000000000a\nslot=a\nwhy=chained\nkernel=\/boot\/own\nat=\d+\n$/);
      assert.equal(machine.read('state-at-the-jump/tries'), 'a=1\nb=0\n');
      assert.deepEqual([machine.stateOf('last', 'why'), machine.stateOf('last', 'slot'), machine.stateOf('tries', 'a')], ['jump-failed', 'none', '0']);
      assert.equal(statSync(machine.path('var/lib/quick-restart/chainload')).mode & 0o777, 0o700);
    });

    test('where the kernel shows its log itself, nothing is said twice', (t) => {
      const machine = machineWith(t);
      machine.put('proc/sys/kernel/printk', '7\t4\t1\t7\n');
      boot(machine);
      assert.equal(machine.read('dev/ttyS0'), 'Starting own kernel /boot/own.\r\n');
    });

    test('without any console it goes on by itself, and at once', (t) => {
      const machine = machineWith(t, 'delay=300');
      machine.put('sys/class/tty/console/active', 'ttynull0\n');
      machine.put('dev/ttynull0', '');
      boot(machine);
      assert.equal(machine.asked()[1], 'kexec -e');
      machine.remove('sys/class');
      machine.remove('dev');
      machine.bootAgain('another');
      boot(machine);
      assert.equal(machine.asked().filter((one) => one === 'kexec -e').length, 2);
    });

    for (const [keys, what, controlled] of [['x', 'a key', false], ['\\003', 'Ctrl+C', false], ['\\000', 'a break of the line', false], ['x', 'a key at the terminal that controls the shell', true], ['\\003', 'Ctrl+C there', true]] as const) {
      test(`${what}: the machine stays, the terminal is as it was, and the next boot is asked again`, (t) => {
        const machine = machineWith(t, 'delay=100');
        const [before, ...rest] = machine.runAtTerminal(keys, 'boot', controlled).trim().split(/[\r\n]+/);
        assert.equal(rest[0], 'Starting own kernel /boot/own in 100 s, press Ctrl+C or any key to stay.', machine.read('out'));
        assert.deepEqual([rest.at(-2), rest.at(-1)], ['Quick Restart: a key was pressed: the own kernel is not started in this boot.', before]);
        assert.deepEqual([machine.read('out'), machine.asked(), machine.stateOf('last', 'why'), machine.read('var/lib/quick-restart/chainload/tries')], ['', [], 'stayed', '']);
        assert.deepEqual(machine.decide()['why'], ['stayed']);
        boot(machine);
        assert.deepEqual(machine.asked(), []);
        machine.bootAgain('another');
        assert.deepEqual(machine.decide()['why'], ['would-chain']);
      });
    }

    test('nobody presses a key: it counts down and goes on', (t) => {
      const machine = machineWith(t, 'delay=3');
      const startMs = performance.now();
      const shown = machine.runAtTerminal('', 'boot').trim().split(/[\r\n]+/).slice(1, 4);
      assert.deepEqual(shown, [3, 2, 1].map((left) => `Starting own kernel /boot/own in ${left} s, press Ctrl+C or any key to stay.`));
      assert.ok(performance.now() - startMs > 2800);
      assert.equal(machine.asked()[1], 'kexec -e');
    });

    for (const [what, change, why, said] of [
      ['a kernel that kexec refuses', (machine) => machine.program('usr/sbin/kexec', 'echo "kexec_file_load failed: Exec format error" >&2; exit 255'), 'load-failed', /could not be loaded \(kexec_file_load failed: Exec format error\)/],
      ['kexec says yes and nothing is loaded', (machine) => machine.program('usr/sbin/kexec', ':'), 'load-failed', /could not be loaded \(kexec did not say why\)/],
      ['a kernel that was cut off', (machine) => machine.put('boot/own', bzImage(1024 + 63)), 'load-failed', /could not be loaded \(\/boot\/own is cut off\)/],
      ['no state can be written', (machine) => machine.put('var/lib/quick-restart/chainload', 'a file'), 'state-failed', /tries cannot be counted and nothing is chained/],
      ['a bad line', (machine) => machine.configure('bad'), 'bad-config', /line 1 of \/etc\/quick-restart\/chainload\.conf is not understood/],
      ['no kexec', (machine) => machine.remove('usr/sbin/kexec'), 'no-kexec', /kexec is not installed/],
      ['no kernel', (machine) => machine.remove('boot/own'), 'no-kernel', /is not there, so nothing is chained/],
      ['tries used up', (machine) => machine.put('var/lib/quick-restart/chainload/tries', 'a=3\n'), 'tries-used-up', /was started 3 times and never confirmed/],
      ['switched off by the provider’s line', (machine) => machine.put('proc/cmdline', 'quick_restart.chain=no\n'), 'switched-off', /nothing is chained in this boot, as its command line says/],
    ] as readonly (readonly [string, (machine: ChainMachine) => void, string, RegExp])[]) {
      test(`${what}: the boot goes on, with a line on the console and in the log`, (t) => {
        const machine = machineWith(t);
        change(machine);
        boot(machine);
        assert.match(machine.read('dev/ttyS0'), said);
        assert.match(machine.read('dev/kmsg'), said);
        assert.equal(machine.stateOf('last', 'why'), why === 'state-failed' ? undefined : why);
        assert.ok(!machine.asked().includes('kexec -e'));
        assert.match(machine.read('proc/mounts'), / rw,/);
      });
    }

    for (const [what, change] of [
      ['a chained boot', (machine) => machine.put('proc/cmdline', 'quick_restart.chained=a x\n')],
      ['not enabled', (machine) => machine.configure('a.kernel=/boot/own')],
      ['a crash kernel', (machine) => machine.put('proc/vmcore', '')],
    ] as readonly (readonly [string, (machine: ChainMachine) => void])[]) {
      test(`${what}: not a word, not a file`, (t) => {
        const machine = machineWith(t);
        change(machine);
        boot(machine);
        assert.deepEqual([machine.read('dev/ttyS0'), machine.read('dev/kmsg'), machine.read('asked'), existsSync(machine.path('var/lib'))], ['', '', '', false]);
      });
    }

    test('the old call only where the kernel knows no other', (t) => {
      const machine = machineWith(t);
      machine.program('usr/sbin/kexec', 'case "$1" in -s) echo "syscall kexec_file_load not available." >&2; exit 1 ;; -c) echo 1 >"$root/sys/kernel/kexec_loaded" ;; -e) exit 1 ;; -u) echo 0 >"$root/sys/kernel/kexec_loaded" ;; esac');
      boot(machine);
      assert.deepEqual(machine.asked().map((one) => one.split(' ')[1]), ['-s', '-c', '-e', '-u']);
    });

    test('several initrds are joined, each padded to four bytes; what is joined does not stay', (t) => {
      const machine = machineWith(t, 'a.initrd=/boot/spare.initrd');
      machine.put('boot/own.initrd', '12345');
      machine.program('usr/sbin/kexec', `case "$*" in
        *' -l '*) echo 1 >"$root/sys/kernel/kexec_loaded"; for word; do case $word in --initrd=*) cp "\${word#*=}" "$root/joined" ;; esac; done ;;
        -e) ls "$root/var/lib/quick-restart/chainload" >"$root/left"; exit 1 ;; -u*) echo 0 >"$root/sys/kernel/kexec_loaded" ;; esac`);
      boot(machine);
      assert.equal(readFileSync(machine.path('joined'), 'latin1'), '12345\0\0\0an initrd\0\0\0');
      assert.equal(machine.read('left'), 'last\ntries\n');
    });

    test('a whole kernel by its header is loaded', (t) => {
      const machine = machineWith(t);
      machine.put('boot/own', bzImage(1024 + 64));
      boot(machine);
      assert.equal(machine.asked()[1], 'kexec -e');
    });

    test('the active slot cannot be loaded: its backup is, in the same boot, and the machine says so', (t) => {
      const machine = machineWith(t, ...BACKUP);
      machine.put('boot/own', bzImage(1050));
      boot(machine);
      assert.deepEqual(machine.asked().slice(0, 2), [`kexec -s -l --command-line=spare panic=30 quick_restart.chained=b -- ${machine.root}/boot/spare`, 'kexec -e']);
      assert.match(machine.read('dev/ttyS0'), /slot a cannot be started \(load-failed\): starting its backup, slot b\./);
    });

    test('a file system that stays busy is made read-only by the kernel', (t) => {
      const machine = machineWith(t);
      machine.program('bin/mount', ':');
      machine.put('proc/sysrq-trigger', '');
      machine.program('bin/sleep', `grep -q u "$root/proc/sysrq-trigger" && sed -i 's/ rw,/ ro,/' "$root/proc/mounts"`);
      boot(machine);
      assert.equal(machine.read('proc/sysrq-trigger'), 'u\n');
    });

    test('cut short between load and jump: unloaded, unless the load is somebody else’s', (t) => {
      const machine = machineWith(t);
      machine.put('var/lib/quick-restart/chainload/last', 'boot=0b7e5a2c-0000-4000-8000-00000000000a\nslot=a\nwhy=chained\nkernel=/boot/own\nat=1\n');
      machine.put('sys/kernel/kexec_loaded', '1\n');
      machine.put('run/quick-restart/load.json', '{');
      assert.equal(machine.run('unload').status, 0);
      assert.deepEqual(machine.asked(), []);
      machine.remove('run');
      assert.equal(machine.run('unload').status, 0);
      assert.deepEqual([machine.asked(), machine.stateOf('last', 'why')], [['kexec -u -a'], 'jump-failed']);
      machine.put('sys/kernel/kexec_loaded', '1\n');
      machine.run('unload');
      assert.equal(machine.asked().length, 1);
    });
  });
}
