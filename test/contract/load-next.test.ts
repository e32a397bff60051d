import { describe, test, type TestContext } from 'node:test';
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { appendFileSync, chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { LASTING_FILE, NEXT_FILE } from '../../src/adapters/every-restart/mode-files.ts';
import { NEXT_RESTART_FILE } from '../../src/adapters/every-restart/next-restart-files.ts';
import { STAMP_FORMATS } from '../../src/adapters/load-record/stat-stamps.ts';
import { parseKernels } from '../../src/core/trial/kernels-text.ts';
import { prepareNextRestart } from '../../src/use-cases/every-restart/prepare-next.ts';
import { debianTree, engineMachine, NEW_RELEASE, ROOT_UUID, type EngineMachine } from '../fakes/engine-machine.ts';
import { POSIX_SHELLS } from '../fakes/posix-shells.ts';

const SCRIPT = 'systemd/libexec/load-next';
const NOTE = 'stop 2\nuptime 90.00 1\nboot x\nshutdown reboot\nrelease 6\nloaded 0\nnoted 90.10 1\n';
const COMMAND = `root=UUID=${ROOT_UUID} ro quiet panic=30`;

/** A Debian system in a folder at the end of its boot: prepared by the real use case, ended by the real script; kexec(8) is stood in for. */
class Ending {
  readonly machine: EngineMachine;
  readonly root: string;

  private constructor(machine: EngineMachine) {
    this.machine = machine;
    this.root = machine.root;
  }

  static async prepared(t: TestContext, options: { readonly mode?: string; readonly tree?: ReturnType<typeof debianTree>; readonly kexec?: string } = {}): Promise<Ending> {
    const bootId = readFileSync('/proc/sys/kernel/random/boot_id', 'latin1');
    const ending = new Ending(engineMachine(t, { tree: { ...(options.tree ?? debianTree()), 'proc/sys/kernel/random/boot_id': bootId, 'proc/cmdline': 'ro quiet\n', 'sys/kernel/kexec_loaded': '0\n', 'var/lib/quick-restart/stop': NOTE } }));
    mkdirSync(join(ending.root, 'run/quick-restart'), { recursive: true });
    ending.write('proc/uptime', '100.00 50.00\n');
    ending.write(LASTING_FILE, options.mode ?? 'on\n');
    ending.write('bin/kexec', `#!/bin/sh\nfor one; do printf '%s\\n' "$one" >>"$(dirname "$0")/../asked"; done\n${options.kexec ?? 'echo 1 >"$(dirname "$0")/../sys/kernel/kexec_loaded"'}\n`);
    chmodSync(join(ending.root, 'bin/kexec'), 0o755);
    await prepareNextRestart(ending.machine.ports);
    return ending;
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true });
    writeFileSync(join(this.root, path), text);
  }

  read(path: string): string {
    return existsSync(join(this.root, path)) ? readFileSync(join(this.root, path), 'utf8') : '';
  }

  /** What the script said; it must end with 0. */
  end(shell: readonly [string, ...string[]] = ['/bin/sh'], env: NodeJS.ProcessEnv = {}): string {
    const [program, ...args] = shell;
    const ran = spawnSync(program, [...args, SCRIPT, this.root], { encoding: 'utf8', env: { PATH: `${join(this.root, 'bin')}:/usr/sbin:/usr/bin:/sbin:/bin`, ...env } });
    assert.deepEqual([ran.status, ran.stderr], [0, ''], ran.stdout);
    return ran.stdout.trim();
  }

  get asked(): readonly string[] {
    return this.read('asked').split('\n').filter((line) => line !== '');
  }

  /** Nothing is loaded, nobody may jump, and the next boot is told of an ordinary restart. */
  isOrdinary(): void {
    assert.equal(this.read('run/quick-restart/jump'), '');
    assert.equal(this.read('var/lib/quick-restart/stop'), NOTE);
    assert.deepEqual(this.read('var/lib/quick-restart/kernels').includes('"attempt":{'), false);
  }
}

describe('a restart in every-restart mode', () => {
  test('the stat(1) of busybox knows no fractions of a second, so nothing can be compared there: an ordinary one', async (t) => {
    const busybox = POSIX_SHELLS.find((shell) => shell[0].endsWith('busybox'));
    if (busybox !== undefined) assert.match((await Ending.prepared(t)).end(busybox), /has changed/);
  });

  for (const shell of POSIX_SHELLS.filter(([program]) => !program.endsWith('busybox'))) {
    test(`by ${shell.join(' ')}: loads what was planned, notes the attempt and the way, and lets jump`, async (t) => {
      const ending = await Ending.prepared(t);
      assert.equal(ending.end(shell), `Quick Restart: this restart starts ${NEW_RELEASE} directly.`);
      assert.deepEqual(ending.asked, ['-s', '-l', '--no-sync', `--command-line=${COMMAND}`, `--initrd=${ending.root}/boot/initrd.img-${NEW_RELEASE}`, '--', `${ending.root}/boot/vmlinuz-${NEW_RELEASE}`]);
      assert.equal(ending.read('run/quick-restart/jump'), ending.read('proc/sys/kernel/random/boot_id'));
      assert.equal(ending.read('var/lib/quick-restart/stop'), NOTE.replace('shutdown reboot', 'shutdown kexec'));
      const kernels = parseKernels(ending.read('var/lib/quick-restart/kernels'));
      assert.ok(kernels.ok && kernels.value.attempt?.trial === true && Math.abs(kernels.value.attempt.atMs - Date.now()) < 60_000);
      assert.deepEqual([kernels.value.attempt.entryId, kernels.value.attempt.addedWords], ['simple', ['panic=30']]);
    });
  }

  for (const [what, change, why] of [
    ['the initrd was replaced', (one) => renew(one, `boot/initrd.img-${NEW_RELEASE}`), /initrd.* has changed/],
    ['the kernel was written to', (one) => appendFileSync(join(one.root, `boot/vmlinuz-${NEW_RELEASE}`), 'x'), /vmlinuz.* has changed/],
    ['the kernel is gone', (one) => rmSync(join(one.root, `boot/vmlinuz-${NEW_RELEASE}`)), /vmlinuz.* has changed/],
    ['the menu was made anew', (one) => renew(one, 'boot/grub/grub.cfg'), /grub\.cfg has changed/],
    ['another entry was chosen for one start', (one) => one.write('boot/grub/grubenv', '# GRUB Environment Block\nnext_entry=1\n'.padEnd(1024, '#')), /grubenv has changed/],
    ['our own policy was changed', (one) => one.write('etc/quick-restart/quick-restart.conf', '[Restart]\nDefault=newest\n'), /quick-restart\.conf has changed/],
    ['what is known of kernels is another thing', (one) => one.write('var/lib/quick-restart/kernels', '{}'), /kernels has changed/],
    ['nothing was prepared', (one) => rmSync(join(one.root, NEXT_RESTART_FILE)), /nothing is prepared/],
    ['it was prepared in another boot', (one) => one.write('proc/sys/kernel/random/boot_id', '1111\n'), /of another boot/],
    ['it is cut off', (one) => one.write(NEXT_RESTART_FILE, one.read(NEXT_RESTART_FILE).slice(0, -4)), /is damaged/],
    ['a size in it is none', (one) => one.write(NEXT_RESTART_FILE, one.read(NEXT_RESTART_FILE).replace(/^kernel 0 \d+/m, 'kernel 0 x')), /is damaged/],
    ['quick_restart=0', (one) => one.write('proc/cmdline', 'ro quick_restart=0 quiet\n'), /quick_restart=0 is on/],
    ['firmware setup was asked for', (one) => one.write('run/systemd/reboot-to-firmware-setup', ''), /reboot-to-firmware-setup/],
    ['a boot loader entry was asked for', (one) => one.write('run/systemd/reboot-to-boot-loader-entry', 'x'), /reboot-to-boot-loader-entry/],
    ['a reboot argument was given', (one) => one.write('run/systemd/reboot-param', 'recovery'), /reboot-param/],
    ['somebody has a drop-in', (one) => one.write('etc/systemd/system/systemd-reboot.service.d/own.conf', ''), /\/etc\/systemd\/system\/systemd-reboot\.service\.d\/own\.conf changes how/],
    ['somebody replaced the unit', (one) => one.write('etc/systemd/system/systemd-reboot.service', ''), /replaces the way/],
    ['somebody else has loaded a kernel', (one) => {
      one.write('sys/kernel/kexec_loaded', '1\n');
      one.write('var/lib/quick-restart/stop', NOTE.replace('loaded 0', 'loaded 1'));
    }, /somebody else has loaded/],
  ] as readonly (readonly [string, (ending: Ending) => unknown, RegExp])[]) {
    test(`${what}: an ordinary one, and says why`, async (t) => {
      const ending = await Ending.prepared(t);
      change(ending);
      assert.match(ending.end(), why);
      assert.deepEqual(ending.asked, []);
      assert.equal(ending.read('run/quick-restart/jump'), '');
    });
  }

  test('off, and once or skip whose time is over: nothing is done, and nothing said', async (t) => {
    const off = await Ending.prepared(t);
    rmSync(join(off.root, LASTING_FILE));
    assert.deepEqual([off.end(), off.asked], ['', []]);
    off.write(NEXT_FILE, 'once 99\n');
    assert.deepEqual([off.end(), off.asked], ['', []]);
    for (const odd of ['once\n', 'once x\n', 'twice 1000\n', 'once -1000\n']) {
      off.write(NEXT_FILE, odd);
      assert.deepEqual([off.end(), off.asked], ['', []], odd);
    }
    off.isOrdinary();
  });

  test('once in time: quick, and used up; skip in time: ordinary', async (t) => {
    const once = await Ending.prepared(t);
    rmSync(join(once.root, LASTING_FILE));
    once.write(NEXT_FILE, 'once 100\n');
    assert.match(once.end(), /directly/);
    assert.equal(once.read(NEXT_FILE), '');
    const skip = await Ending.prepared(t);
    skip.write(NEXT_FILE, 'skip 100\n');
    assert.match(skip.end(), /an ordinary one: it was asked to be one/);
    skip.isOrdinary();
  });

  test('SYSTEMCTL_SKIP_AUTO_KEXEC in systemd’s environment', async (t) => {
    const ending = await Ending.prepared(t);
    assert.match(ending.end(['/bin/sh'], { SYSTEMCTL_SKIP_AUTO_KEXEC: '0' }), /directly/);
    const skipped = await Ending.prepared(t);
    assert.match(skipped.end(['/bin/sh'], { SYSTEMCTL_SKIP_AUTO_KEXEC: '1' }), /SYSTEMCTL_SKIP_AUTO_KEXEC/);
    skipped.isOrdinary();
  });

  test('kexec fails, or says it did and did not: unloaded, ordinary, nothing noted', async (t) => {
    for (const [kexec, why] of [['echo no room >&2; exit 1', /could not be loaded \(no room\)/], ['exit 0', /could not be loaded/], ['case $* in *-u*) ;; *) kill -9 $$ ;; esac', /could not be loaded/]] as const) {
      const ending = await Ending.prepared(t, { kexec });
      assert.match(ending.end(), why);
      assert.ok(ending.asked.includes('-u'), 'it was not unloaded');
      ending.isOrdinary();
    }
  });

  test('no kexec_file_load: the old call, where it is allowed', async (t) => {
    const ending = await Ending.prepared(t, { kexec: 'case $1 in -s) echo "kexec_file_load failed: Function not implemented" >&2; exit 1 ;; -c) echo 1 >"$(dirname "$0")/../sys/kernel/kexec_loaded" ;; esac' });
    assert.match(ending.end(), /directly/);
    assert.equal(ending.asked.filter((word) => word === '-c').length, 1);
  });

  for (const [spent, kexec, bounds] of [[0, 'exit 1', ['8']], [5, 'exit 1', ['3']], [30, 'exit 1', ['1']], [0, 'echo "108.00 1.00" >"$(dirname "$0")/../proc/uptime"; echo "Function not implemented" >&2; exit 1', ['8', '1']]] as const) {
    test(`${spent} s were spent on a slow disk, kexec ${kexec === 'exit 1' ? 'fails' : 'takes all its time'}: it gets what is left, so that the reason can still be said: ${bounds.join(', then ')} s`, async (t) => {
      const ending = await Ending.prepared(t, { kexec });
      const slow = `#!/bin/sh\necho "${100 + spent}.90 1.00" >"$(dirname "$0")/../proc/uptime"\nexec /usr/bin/stat "$@"\n`;
      ending.write('bin/stat', slow);
      ending.write('bin/timeout', '#!/bin/sh\necho "$3" >>"$(dirname "$0")/../bounds"\nshift 3\nexec "$@"\n');
      for (const program of ['bin/stat', 'bin/timeout']) chmodSync(join(ending.root, program), 0o755);
      assert.match(ending.end(), /could not be loaded/);
      assert.deepEqual(ending.read('bounds').trim().split('\n'), bounds);
      ending.isOrdinary();
    });
  }

  test('a disk that is full at the end: nothing that the next boot would misread', async (t) => {
    const ending = await Ending.prepared(t);
    rmSync(join(ending.root, 'run/quick-restart/next-kernels'));
    mkdirSync(join(ending.root, 'run/quick-restart/next-kernels'));
    const ran = spawnSync('/bin/sh', [SCRIPT, ending.root], { encoding: 'utf8', env: { PATH: `${join(ending.root, 'bin')}:/usr/sbin:/usr/bin:/sbin:/bin` } });
    assert.match(ran.stdout, /could not be loaded/);
    ending.isOrdinary();
  });

  test('what kexec-tools’ own script loaded during this shutdown is replaced', async (t) => {
    const ending = await Ending.prepared(t);
    ending.write('sys/kernel/kexec_loaded', '1\n');
    assert.match(ending.end(), /directly/);
  });

  test('what a person loaded by quick-restart load is started as it is', async (t) => {
    const ending = await Ending.prepared(t);
    ending.write('sys/kernel/kexec_loaded', '1\n');
    ending.write('run/quick-restart/load.json', '{"state":"loaded","entryId":"x"}\n');
    assert.match(ending.end(), /starts the kernel that was loaded directly/);
    assert.deepEqual(ending.asked, []);
    assert.match(ending.read('var/lib/quick-restart/stop'), /shutdown kexec/);
  });

  test('of several notes only the last is corrected', async (t) => {
    const ending = await Ending.prepared(t);
    ending.write('var/lib/quick-restart/stop', `${NOTE}written 1.000\nstopped 99.00\n${NOTE}`);
    ending.end();
    assert.equal(ending.read('var/lib/quick-restart/stop'), `${NOTE}written 1.000\nstopped 99.00\n${NOTE.replace('shutdown reboot', 'shutdown kexec')}`);
  });

  test('several initrds are joined, each padded to four bytes', async (t) => {
    const tree = debianTree() as Record<string, string | Buffer>;
    const menu = String(tree['boot/grub/grub.cfg']).replaceAll(` initrd /boot/initrd.img-${NEW_RELEASE}`, ` initrd /boot/initrd.img-${NEW_RELEASE} /boot/initrd.img-${NEW_RELEASE}`);
    const ending = await Ending.prepared(t, { tree: { ...tree, 'boot/grub/grub.cfg': menu }, kexec: 'for one; do case $one in --initrd=*) cp "${one#--initrd=}" "$(dirname "$0")/../joined" ;; esac; done; echo 1 >"$(dirname "$0")/../sys/kernel/kexec_loaded"' });
    assert.match(ending.end(), /directly/);
    const one = readFileSync(join(ending.root, `boot/initrd.img-${NEW_RELEASE}`));
    const padded = Buffer.concat([one, Buffer.alloc((4 - (one.length % 4)) % 4)]);
    assert.deepEqual(readFileSync(join(ending.root, 'joined')), Buffer.concat([padded, padded]));
    assert.equal(ending.read('run/quick-restart/next-initrd'), '');
  });

  test('it compares as the helper prints, and looks where it writes', () => {
    const script = readFileSync(SCRIPT, 'utf8');
    for (const text of [`file_format='${STAMP_FORMATS.file}'`, `fat_format='${STAMP_FORMATS.fat}'`, 'run=$root/run/quick-restart', 'plan=$run/next-restart']) assert.ok(script.includes(text), text);
  });
});

/** Another file of the same content in its place. */
function renew({ root }: Ending, path: string): void {
  const file = join(root, path);
  writeFileSync(`${file}.x`, readFileSync(file));
  renameSync(`${file}.x`, file);
}
