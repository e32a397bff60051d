import { execFileSync, spawn, spawnSync, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type Suite = 'bookworm' | 'trixie';
export const SUITES: readonly Suite[] = ['bookworm', 'trixie'];

/** What is in a test system beside Debian's minimum: what the command line's package depends on, or the tray app's too. */
export type Contents = 'base' | 'tray';

/** What a program inside left behind. */
export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * The first process: mounts and processes of its own, the system unpacked in memory. All of it ends when its standard input
 * does. The outer /proc says by which number the outside knows this process, before the inner one covers it.
 */
const FIRST_PROCESS = `
set -eu
root=$1 tar=$2
read -r pid rest </proc/self/stat
mount -t tmpfs -o mode=755 quick-restart-test "$root"
tar -xf "$tar" -C "$root" --exclude='./dev/*'
mkdir -p "$root/proc" "$root/run"
mount -t proc proc "$root/proc"
mount -t tmpfs -o mode=755 tmpfs "$root/run"
for node in null zero urandom tty; do
  touch "$root/dev/$node"
  mount --bind "/dev/$node" "$root/dev/$node"
done
echo "$pid"
exec chroot "$root" cat >/dev/null
`;

/** A fresh Debian of our own in memory, with what the package depends on. Everything in it ends with `stop`. */
export class Debian {
  readonly #holder: ChildProcessWithoutNullStreams;
  readonly #root: string;
  readonly #enter: readonly string[];

  private constructor(holder: ChildProcessWithoutNullStreams, root: string, enter: readonly string[]) {
    this.#holder = holder;
    this.#root = root;
    this.#enter = enter;
  }

  static async start(suite: Suite, contents: Contents = 'base'): Promise<Debian> {
    const tar = execFileSync('scripts/set-up/chroot.sh', [suite, contents], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).trim();
    const root = mkdtempSync(join(tmpdir(), 'quick-restart-package-'));
    const isRoot = process.getuid?.() === 0;
    const namespaces = ['--mount', '--pid', '--fork', '--kill-child', ...(isRoot ? [] : ['--map-root-user', '--map-auto'])];
    const holder = spawn('unshare', [...namespaces, 'sh', '-c', FIRST_PROCESS, 'sh', root, tar]);
    holder.stderr.pipe(process.stderr);
    const [first] = (await Promise.race([once(holder.stdout, 'data'), once(holder, 'exit').then(() => [''])])) as [Buffer | string];
    const pid = first.toString().trim();
    if (!/^\d+$/.test(pid)) throw new Error(`the ${suite} test system did not start`);
    const user = isRoot ? [] : ['--user', '--setuid', '0', '--setgid', '0'];
    // The root of the first process, wherever our own is.
    return new Debian(holder, root, ['--target', pid, '--mount', '--pid', '--root', '--wd', ...user]);
  }

  /** Runs a program as the system's root, with an environment of its own; ends it after two minutes. */
  run(argv: readonly string[], input: string | Buffer = ''): Ran {
    const environment = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', HOME: '/root', LC_ALL: 'C.UTF-8', DEBIAN_FRONTEND: 'noninteractive' };
    const { status, stdout, stderr, error } = spawnSync('/usr/bin/nsenter', [...this.#enter, ...argv], { input, env: environment, encoding: 'utf8', timeout: 120_000, maxBuffer: 64 * 1024 * 1024 });
    if (error !== undefined) throw error;
    return { status, stdout, stderr };
  }

  /** Runs a line of shell; throws with all it said where it fails. Gives its standard output. */
  shell(line: string, input: string | Buffer = ''): string {
    const ran = this.run(['sh', '-euc', line], input);
    if (ran.status !== 0) throw new Error(`“${line}” ended with ${String(ran.status)}:\n${ran.stdout}${ran.stderr}`);
    return ran.stdout;
  }

  async stop(): Promise<void> {
    const ended = once(this.#holder, 'exit');
    this.#holder.stdin.end();
    await ended;
    rmdirSync(this.#root);
  }
}
