import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';
import { findProgram } from './posix-shells.ts';
import { temporaryTree } from './temporary-directory.ts';

const SCRIPT = 'chainload/chainload';
const BOOT_ID = '0b7e5a2c-0000-4000-8000-00000000000a';

/** kexec(8) stood in for: it notes how it was called, a load loads and `-u` unloads; a jump cannot be had, so `-e` fails. */
const KEXEC = `case "$*" in *' -l '* | -l*) echo 1 ;; -u*) echo 0 ;; *) exit 1 ;; esac >"$root/sys/kernel/kexec_loaded"`;

/** What `chainload decide` printed, key by key, each with its values in order. */
export type Decision = Readonly<Record<string, readonly string[]>>;

/**
 * A machine under a provider's kernel, in a folder: chainload(8) runs there with stand-ins for kexec, mount and sleep. Two kernels are
 * installed, /boot/own and /boot/spare, each with an initrd.
 */
export class ChainMachine {
  readonly root: string;
  readonly #shell: readonly [string, ...string[]];

  constructor(t: Pick<TestContext, 'after'>, shell: readonly [string, ...string[]] = ['/bin/sh']) {
    this.#shell = shell;
    this.root = temporaryTree(t);
    this.bootAgain(BOOT_ID);
    this.put('proc/cmdline', 'BOOT_IMAGE=/provider root=/dev/vda1 ro console=ttyS0\n');
    this.put('proc/sys/kernel/printk', '4 4 1 7\n');
    this.put('proc/uptime', '3.08 1.00\n');
    this.put('proc/mounts', '/dev/vda1 / ext4 rw,relatime 0 0\nproc /proc proc rw 0 0\n');
    this.put('sys/class/tty/console/active', 'tty0 ttyS0\n');
    for (const file of ['dev/tty0', 'dev/ttyS0', 'dev/kmsg']) this.put(file, '');
    for (const name of ['own', 'spare']) {
      this.put(`boot/${name}`, 'a kernel');
      this.put(`boot/${name}.initrd`, 'an initrd');
    }
    this.program('usr/sbin/kexec', KEXEC);
    // The disk becomes read-only where that is asked for.
    this.program('bin/mount', `case "$*" in *remount,ro*) sed -i 's/ rw,/ ro,/' "$root/proc/mounts" ;; *remount,rw*) sed -i 's/ ro,/ rw,/' "$root/proc/mounts" ;; esac`);
    this.program('bin/umount', ':');
    this.program('bin/sleep', ':');
  }

  /** Another boot of the same machine: nothing is loaded, and it has another boot id. */
  bootAgain(bootId: string): void {
    this.put('proc/sys/kernel/random/boot_id', `${bootId}\n`);
    this.put('sys/kernel/kexec_loaded', '0\n');
  }

  put(path: string, content: string | Uint8Array): void {
    mkdirSync(dirname(this.path(path)), { recursive: true });
    writeFileSync(this.path(path), content);
  }

  /** A stand-in for a program, a shell script that first notes its name and words in `asked`. */
  program(path: string, script: string): void {
    this.put(path, `#!/bin/sh\nroot='${this.root}'\nprintf '%s\\n' "$(basename "$0") $*" >>"$root/asked"\n${script}\n`);
    chmodSync(this.path(path), 0o755);
  }

  configure(...lines: readonly string[]): void {
    this.put('etc/quick-restart/chainload.conf', lines.map((line) => `${line}\n`).join(''));
  }

  remove(path: string): void {
    rmSync(this.path(path), { recursive: true, force: true });
  }

  read(path: string): string {
    return existsSync(this.path(path)) ? readFileSync(this.path(path), 'utf8') : '';
  }

  path(path: string): string {
    return join(this.root, path);
  }

  /** Runs chainload(8) with these words. */
  run(...words: readonly string[]): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
    const [program, ...args] = this.#shell;
    const { status, stdout, stderr } = spawnSync(program, [...args, SCRIPT, '--root', this.root, ...words], { encoding: 'utf8', timeout: 60_000 });
    return { status, stdout, stderr };
  }

  /** The same at a keyboard: a terminal of its own, /dev/ttyS0, at which `keys` are typed once the question is there. Gives what stood on it. */
  runAtTerminal(keys: string, word: string, controlled = false): string {
    this.remove('dev/ttyS0');
    this.program('bin/sleep', 'exec /bin/sleep "$@"'); // time passes
    // A session of its own without a controlling terminal, as at a boot under systemd, or with it, as under sysvinit. The terminal's settings are printed before and after.
    const inside = `ln -s "$(tty)" '${this.path('dev/ttyS0')}'; ${controlled ? `ln -s /dev/tty '${this.path('dev/tty')}';` : ''} stty -g; ${controlled ? '' : 'setsid -w '}${this.#shell.join(' ')} ${SCRIPT} --root '${this.root}' ${word} </dev/null >'${this.path('out')}' 2>&1; stty -g; touch '${this.path('done')}'`;
    const feed = `{ i=0; until grep -q 'Starting own kernel' '${this.path('typescript')}' || [ $i -ge 200 ]; do sleep 0.05; i=$((i + 1)); done; printf '%b' '${keys}'; until [ -e '${this.path('done')}' ] || [ $i -ge 700 ]; do sleep 0.05; i=$((i + 1)); done; } 2>/dev/null`;
    const { stdout, stderr } = spawnSync('/bin/sh', ['-c', `${feed} | '${findProgram('script') ?? ''}' -qfec "$1" '${this.path('typescript')}'`, 'sh', inside], { encoding: 'utf8', timeout: 60_000 });
    return stdout + stderr;
  }

  decide(): Decision {
    const { status, stdout, stderr } = this.run('decide');
    if (status !== 0 || stderr !== '') throw new Error(`decide: exit ${status ?? 'killed'}\n${stderr}`);
    const decision: Record<string, string[]> = {};
    for (const line of stdout.trimEnd().split('\n')) {
      const at = line.indexOf('=');
      (decision[line.slice(0, at)] ??= []).push(line.slice(at + 1));
    }
    return decision;
  }

  /** Of a file of key=value lines, the value of one. */
  stateOf(file: 'last' | 'tries', key: string): string | undefined {
    return this.read(`var/lib/quick-restart/chainload/${file}`).split('\n').find((line) => line.startsWith(`${key}=`))?.slice(key.length + 1);
  }

  /** How kexec was called. */
  asked(): readonly string[] {
    return this.read('asked').split('\n').filter((line) => line.startsWith('kexec '));
  }
}
