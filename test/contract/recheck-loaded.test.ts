import { describe, test, type TestContext } from 'node:test';
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { appendFileSync, chmodSync, existsSync, lutimesSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LOAD_RECORD_FILE, LoadRecordFile } from '../../src/adapters/load-record/load-record-file.ts';
import { STAMP_FORMATS, StatStamps } from '../../src/adapters/load-record/stat-stamps.ts';
import { temporaryTree } from '../fakes/temporary-directory.ts';
import { POSIX_SHELLS } from '../fakes/posix-shells.ts';
import { readUnit } from './read-unit.ts';

const SCRIPT = 'systemd/libexec/recheck-loaded';

/** A machine with a loaded kernel of ours, in a folder. kexec(8) is stood in for; stat(1) is this system's. */
class Machine {
  readonly root: string;
  readonly kernel: string;
  readonly initrd: string;

  constructor(t: TestContext, options: { readonly name?: string; readonly fat?: boolean; readonly kexec?: string } = {}) {
    this.root = temporaryTree(t);
    this.kernel = this.#path(`boot/vmlinuz${options.name ?? ''}`);
    this.initrd = this.#path('boot/initrd.img');
    for (const folder of ['boot', 'bin', 'sys/kernel', 'run/quick-restart']) mkdirSync(this.#path(folder), { recursive: true });
    for (const file of [this.kernel, this.initrd]) writeFileSync(file, 'content');
    writeFileSync(this.#path('mountinfo'), options.fat === true ? `25 1 254:1 / / rw - ext4 /dev/vda1 rw\n26 25 254:2 / ${this.#path('boot')} rw - vfat /dev/vda2 rw\n` : '25 1 254:1 / / rw - ext4 /dev/vda1 rw\n');
    writeFileSync(this.#path('bin/kexec'), `#!/bin/sh\necho "$@" >>${this.#path('asked')}\n${options.kexec ?? `echo 0 >${this.#path('sys/kernel/kexec_loaded')}`}\n`);
    chmodSync(this.#path('bin/kexec'), 0o755);
    this.loaded('1');
    this.records.write({ state: 'loaded', entryId: 'a "quoted" entry', files: new StatStamps(this.#path('mountinfo')).of([this.kernel, this.initrd]) });
  }

  get records(): LoadRecordFile {
    return new LoadRecordFile(this.#path(LOAD_RECORD_FILE));
  }

  loaded(text: string): void {
    writeFileSync(this.#path('sys/kernel/kexec_loaded'), `${text}\n`);
  }

  /** What the script said; it must end with 0. */
  recheck(shell: readonly [string, ...string[]] = ['/bin/sh']): string {
    const [program, ...args] = shell;
    const ran = spawnSync(program, [...args, SCRIPT, this.root], { encoding: 'utf8', env: { PATH: `${this.#path('bin')}:/usr/sbin:/usr/bin:/sbin:/bin` } });
    assert.deepEqual([ran.status, ran.stderr], [0, '']);
    return ran.stdout;
  }

  asked(): string {
    return existsSync(this.#path('asked')) ? readFileSync(this.#path('asked'), 'utf8') : '';
  }

  #path(path: string): string {
    return join(this.root, path);
  }
}

/** Another file in the place of the first, with its size and times: what a package manager leaves. */
function replaceKeepingTimes(path: string): void {
  const { atime, mtime } = statSync(path);
  writeFileSync(`${path}.new`, 'CONTENT');
  utimesSync(`${path}.new`, atime, mtime);
  renameSync(`${path}.new`, path);
}

describe('what is loaded is compared when services have stopped', () => {
  for (const shell of POSIX_SHELLS) {
    test(`by ${shell.join(' ')}: nothing changed, nothing is done; then something did`, (t) => {
      const machine = new Machine(t, { name: " a'b $(id) `id` %s ü" });
      assert.deepEqual([machine.recheck(shell), machine.asked()], ['', '']);
      replaceKeepingTimes(machine.kernel);
      assert.match(machine.recheck(shell), /^Quick Restart: the loaded kernel was unloaded, and the machine restarts the ordinary way \(changed since it was loaded: .*vmlinuz a'b \$\(id\) `id` %s ü\)\.\n$/);
      assert.equal(machine.asked(), '-u -a\n');
    });
  }

  for (const [what, change] of [
    ['the kernel is gone', (machine) => rmSync(machine.kernel)],
    ['the initrd is gone', (machine) => rmSync(machine.initrd)],
    ['the initrd was made anew, of the same size and time', (machine) => replaceKeepingTimes(machine.initrd)],
    ['the initrd was written to', (machine) => appendFileSync(machine.initrd, 'x')],
    ['the initrd was written to in place, and its time set back', (machine) => {
      const { atime, mtime } = statSync(machine.initrd);
      writeFileSync(machine.initrd, 'CONTENT');
      utimesSync(machine.initrd, atime, mtime);
    }],
    ['a folder stands in the place of the kernel', (machine) => {
      rmSync(machine.kernel);
      mkdirSync(machine.kernel);
    }],
    ['a link to nowhere does', (machine) => {
      rmSync(machine.kernel);
      symlinkSync('/nonexistent', machine.kernel);
    }],
    ['a load was cut short', (machine) => machine.records.write({ state: 'loading', entryId: '{"state":"loaded"' })],
    ['the record is empty', (machine) => writeFileSync(join(machine.root, LOAD_RECORD_FILE), '')],
  ] as readonly (readonly [string, (machine: Machine) => void])[]) {
    test(`${what}: unloaded`, (t) => {
      const machine = new Machine(t);
      change(machine);
      assert.match(machine.recheck(), /^Quick Restart: the loaded kernel was unloaded/);
      assert.equal(machine.asked(), '-u -a\n');
    });
  }

  test('it says which files changed, and which cannot be looked at', (t) => {
    const machine = new Machine(t);
    appendFileSync(machine.kernel, 'x');
    rmSync(machine.initrd);
    assert.equal(machine.recheck(), `Quick Restart: the loaded kernel was unloaded, and the machine restarts the ordinary way (changed since it was loaded: ${machine.kernel}; gone, or on a file system that is not mounted any more: ${machine.initrd}).\n`);
    const unseen = new Machine(t);
    rmSync(unseen.kernel);
    assert.match(unseen.recheck(), /ordinary way \(gone, or on a file system that is not mounted any more: \S+vmlinuz\)\.\n$/);
  });

  test('somebody else’s kernel, and none: left alone', (t) => {
    const foreign = new Machine(t);
    rmSync(join(foreign.root, LOAD_RECORD_FILE));
    const none = new Machine(t);
    none.loaded('0');
    rmSync(none.kernel);
    const withoutKexec = new Machine(t);
    rmSync(join(withoutKexec.root, 'sys'), { recursive: true });
    for (const machine of [foreign, none, withoutKexec]) assert.deepEqual([machine.recheck(), machine.asked()], ['', '']);
  });

  test('a record without stamps, of an earlier version: left alone', (t) => {
    const machine = new Machine(t);
    machine.records.write({ state: 'loaded', entryId: 'x' });
    assert.deepEqual([machine.recheck(), machine.asked()], ['', '']);
  });

  test('FAT: other inodes are no change, another time is', (t) => {
    const machine = new Machine(t, { fat: true });
    assert.match(readFileSync(join(machine.root, LOAD_RECORD_FILE), 'utf8'), /^"fat 7 \d+ .*vmlinuz",$/m);
    replaceKeepingTimes(machine.kernel);
    assert.deepEqual([machine.recheck(), machine.asked()], ['', '']);
    lutimesSync(machine.kernel, 1, 1);
    assert.match(machine.recheck(), /was unloaded/);
  });

  test('a path that cannot be compared counts as changed', (t) => {
    for (const name of ['\n', '"', '\\']) assert.match(new Machine(t, { name }).recheck(), /was unloaded/, JSON.stringify(name));
  });

  test('kexec(8) does not know -a, or fails: tried once more, and told', (t) => {
    const old = new Machine(t, { kexec: `[ "$*" = -u ] || exit 1\necho 0 >$(dirname "$0")/../sys/kernel/kexec_loaded` });
    rmSync(old.kernel);
    assert.match(old.recheck(), /was unloaded/);
    assert.equal(old.asked(), '-u -a\n-u\n');
    const broken = new Machine(t, { kexec: 'exit 1' });
    rmSync(broken.kernel);
    assert.match(broken.recheck(), /^Quick Restart: the loaded kernel is out of date and could not be unloaded \(.*vmlinuz\)\.\n$/);
  });

  test('it compares as the helper prints, and looks where it writes', () => {
    const script = readFileSync(SCRIPT, 'utf8');
    for (const text of [`file_format='${STAMP_FORMATS.file}'`, `fat_format='${STAMP_FORMATS.fat}'`, `record=$root${LOAD_RECORD_FILE}`]) assert.ok(script.includes(text), text);
  });
});

describe('its unit', () => {
  const unit = readUnit(readFileSync('systemd/quick-restart-recheck.service', 'utf8'));
  const words = (key: string): readonly string[] => (unit.get(key) ?? []).flatMap((value) => value.split(' '));

  test('it may unload, and nothing else of root’s power', () => {
    assert.deepEqual([words('Service.CapabilityBoundingSet'), words('Service.ReadWritePaths'), words('Service.NoNewPrivileges')], [['CAP_SYS_BOOT'], [], ['yes']]);
  });

  test('it runs behind all services and in front of the unmounting of /boot', () => {
    assert.deepEqual([words('Unit.DefaultDependencies'), words('Unit.Conflicts')], [['no'], ['shutdown.target']]);
    for (const name of ['local-fs.target', 'boot.mount', 'efi.mount', 'boot-efi.mount', 'boot.automount', 'efi.automount']) assert.ok(words('Unit.After').includes(name), name);
    assert.deepEqual(words('Unit.Before'), ['sysinit.target', 'ostree-finalize-staged.service', 'shutdown.target']);
  });

  test('no disk that does not answer keeps a shutdown waiting', () => assert.deepEqual(words('Service.TimeoutStopSec'), ['30s']));
});
