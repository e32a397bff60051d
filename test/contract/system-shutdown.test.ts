import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import { POSIX_SHELLS } from '../fakes/posix-shells.ts';
import { temporaryTree } from '../fakes/temporary-directory.ts';

const SCRIPT = 'systemd/system-shutdown/quick-restart';
/** Tenths of a second without any progress. */
const PATIENCE = '8';
/** As a sync that waits for a disk. */
const HANGS = 'exec sleep 5';
/** What called kexec is no more. */
const JUMPS = 'kill -9 $PPID';
const DEAD_DISK = 'Quick Restart: a disk does not answer any more; the machine restarts without it.';

interface Machine {
  readonly sync?: string;
  readonly kexec?: string;
  readonly loaded?: string;
}

/** A machine whose file systems are unmounted, in a folder, about to do what `kind` says; gives what was done to it, in order, and the seconds. */
function goDown(t: TestContext, kind: string, { sync = 'exit 0', kexec = 'exit 0', loaded = '1' }: Machine, shell: readonly [string, ...string[]] = ['/bin/sh']): { readonly deeds: string; readonly seconds: number } {
  const root = temporaryTree(t);
  for (const folder of ['bin', 'dev', 'proc', 'sys/kernel']) mkdirSync(join(root, folder), { recursive: true });
  const deeds = join(root, 'deeds');
  writeFileSync(join(root, 'sys/kernel/kexec_loaded'), `${loaded}\n`);
  meminfo(root, 8192);
  for (const [name, does] of [['sync', sync], ['kexec', kexec]] as const) {
    const program = join(root, 'bin', name);
    writeFileSync(program, `#!/bin/sh\nroot=${root}\necho "${name}\${*:+ $*}" >>${deeds}\n${does}\n`);
    chmodSync(program, 0o755);
  }
  const [program, ...args] = shell;
  const startMs = performance.now();
  const ran = spawnSync(program, [...args, SCRIPT, kind, root, PATIENCE], { encoding: 'utf8', timeout: 60_000, stdio: ['ignore', 'ignore', 'pipe'], env: { PATH: `${join(root, 'bin')}:/usr/sbin:/usr/bin:/sbin:/bin` } });
  const seconds = (performance.now() - startMs) / 1000;
  assert.deepEqual([ran.status, ran.signal, ran.stderr], kexec === JUMPS ? [null, 'SIGKILL', ''] : [0, null, '']);
  const console = join(root, 'dev/console');
  const sysrq = join(root, 'proc/sysrq-trigger');
  const said = [deeds, console, sysrq].filter((file) => existsSync(file)).map((file) => readFileSync(file, 'utf8').trim());
  return { deeds: said.join('\n'), seconds };
}

function meminfo(root: string, dirty: number): void {
  writeFileSync(join(root, 'proc/meminfo'), `MemTotal:        1012345 kB\nDirty:              ${dirty} kB\nWriteback:             4 kB\nWritebackTmp:      9999 kB\n`);
}

describe('when everything is unmounted that can be', () => {
  for (const kind of ['reboot', 'poweroff', 'halt', 'soft-reboot', '']) {
    test(`“${kind}” is none of its business`, (t) => assert.equal(goDown(t, kind, { sync: HANGS }).deeds, ''));
  }

  test('without a loaded kernel nothing is done', (t) => assert.equal(goDown(t, 'kexec', { sync: HANGS, loaded: '0' }).deeds, ''));

  for (const shell of POSIX_SHELLS) {
    const name = basename(shell[0]);
    test(`every shell takes it as it is written (${name})`, () => {
      const [program, ...args] = shell;
      assert.deepEqual(spawnSync(program, [...args, '-n', SCRIPT], { encoding: 'utf8' }).stderr, '');
    });

    if (name === 'busybox') continue; // it runs a sync of its own, whatever the path says
    test(`disks that answer: they are written to, and the rest is systemd’s (${name})`, (t) => {
      assert.equal(goDown(t, 'kexec', {}, shell).deeds, 'sync');
    });

    test(`a disk that answers no more: the jump does not wait for it (${name})`, (t) => {
      assert.equal(goDown(t, 'kexec', { sync: HANGS, kexec: JUMPS }, shell).deeds, `sync\nkexec -e --no-sync\n${DEAD_DISK}`);
    });
  }

  test('a slow disk is waited for as long as it becomes less', (t) => {
    const slow = 'for kib in 7000 6000 5000 4000 3000 2000 1000; do printf "Dirty: %s kB\\nWriteback: 0 kB\\n" $kib >$root/proc/meminfo.new; mv $root/proc/meminfo.new $root/proc/meminfo; sleep 0.4; done';
    const { deeds, seconds } = goDown(t, 'kexec', { sync: slow });
    assert.equal(deeds, 'sync');
    assert.ok(seconds > 2.8, `${seconds} s`);
  });

  test('where the kernel cannot be started, the machine restarts the ordinary way rather than hang', (t) => {
    assert.equal(goDown(t, 'kexec', { sync: HANGS }).deeds, `sync\nkexec -e --no-sync\n${DEAD_DISK}\nQuick Restart: the loaded kernel could not be started; the machine restarts the ordinary way.\nb`);
  });
});
