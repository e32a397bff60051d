import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, rmdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ChildProgram } from '../../fakes/dbus/child-program.ts';
import { writeComputer, type Files } from './computer.ts';

const SESSION = resolve(import.meta.dirname, '../session');
const START_MS = 60_000;
const PATH = '/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Whose program it is: root's, outside the session, or the logged-in person's. */
export type Who = 'root' | 'person';

/** A person's session bus. */
export const SESSION_BUS = 'unix:path=/run/user/1000/bus';

const ENVIRONMENT: Readonly<Record<Who, Readonly<Record<string, string>>>> = {
  root: { PATH, HOME: '/root', LANG: 'C.UTF-8' },
  person: {
    ...{ PATH, HOME: '/home/person', USER: 'person', LOGNAME: 'person', SHELL: '/bin/sh', LANG: 'C.UTF-8' },
    ...{ XDG_RUNTIME_DIR: '/run/user/1000', DBUS_SESSION_BUS_ADDRESS: SESSION_BUS, XDG_SESSION_ID: 'c1', XDG_SESSION_CLASS: 'user' },
    LIBGL_ALWAYS_SOFTWARE: '1', // there is no graphics card
  },
};

/** What a Debian of our own is made of. */
export interface OwnDebianOptions {
  /** Folder of its logs and screenshots, which is emptied. */
  readonly out: string;
  /** As scripts/desktop/chroot.ts makes it. */
  readonly archive: string;
  /** Debian packages that are unpacked over it. */
  readonly packages?: readonly string[];
  /** A folder whose files are laid over /run/test. */
  readonly scripts?: string;
  /** What the person's programs have in their environment besides. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Where it runs, and how one gets in. */
interface Inside {
  readonly holder: ChildProcessWithoutNullStreams;
  readonly root: string;
  readonly enter: readonly string[];
  readonly options: OwnDebianOptions;
}

/** A Debian of our own in memory, with a system bus, polkit, and a stand-in for logind. Everything in it ends with `stop`, or with this process. */
export class OwnDebian {
  /** Logs and screenshots. */
  readonly out: string;
  readonly #inside: Inside;

  protected constructor(inside: Inside) {
    this.#inside = inside;
    this.out = inside.options.out;
  }

  protected static async enter(options: OwnDebianOptions): Promise<Inside> {
    const { out, archive, packages = [], scripts } = options;
    rmSync(out, { recursive: true, force: true });
    mkdirSync(out, { recursive: true });
    const root = mkdtempSync(join(tmpdir(), 'quick-restart-desktop-'));
    const computer = mkdtempSync(join(tmpdir(), 'quick-restart-computer-'));
    try {
      writeComputer(computer, SESSION);
      if (scripts !== undefined) cpSync(scripts, join(computer, 'run/test'), { recursive: true });
      const isRoot = process.getuid?.() === 0;
      const namespaces = ['--mount', '--pid', '--fork', '--kill-child', ...(isRoot ? [] : ['--map-root-user', '--map-auto'])];
      const holder = spawn('unshare', [...namespaces, 'sh', join(SESSION, 'first-process.sh'), root, archive, computer, out, ...packages]);
      const pid = await numberFrom(holder);
      const user = isRoot ? [] : ['--user', '--setuid', '0', '--setgid', '0'];
      return { holder, root, enter: ['/usr/bin/nsenter', '--target', pid, '--mount', '--pid', ...user], options };
    } finally {
      rmSync(computer, { recursive: true });
    }
  }

  /** Starts a program inside. It ends with the Debian, or by `kill` with the number that it has inside. */
  program(who: Who, argv: readonly string[], environment: Readonly<Record<string, string>> = {}): ChildProgram {
    const { enter, options } = this.#inside;
    const as = who === 'root' ? [] : ['/usr/bin/setpriv', '--reuid=1000', '--regid=1000', '--init-groups'];
    return new ChildProgram([...enter, ...as, ...argv], { ...ENVIRONMENT[who], ...(who === 'person' ? options.environment : {}), ...environment });
  }

  /** Runs a program inside to its end and gives its output; throws with all it said where it fails. */
  async run(who: Who, argv: readonly string[]): Promise<string> {
    const program = this.program(who, argv);
    const code = await program.ended;
    if (code !== 0) throw new Error(`${argv.slice(0, 8).join(' ')} ended with ${code}:\n${program.output}`);
    return program.output;
  }

  /** Runs a line of shell inside, as root. */
  async shell(line: string): Promise<string> {
    return this.run('root', ['sh', '-euc', line]);
  }

  /** Writes files inside, as root, each whole at once: programs that watch them never see half of one. */
  async write(files: Files): Promise<void> {
    for (const [path, content] of Object.entries(files)) {
      const text = Buffer.from(content).toString('base64');
      await this.shell(`mkdir -p "$(dirname '${path}')" && echo '${text}' | base64 -d >'${path}.new' && mv '${path}.new' '${path}'`);
    }
  }

  /** Ends all that the person runs, whatever state it is in. */
  async logOut(): Promise<void> {
    await this.shell(LOG_OUT);
  }

  async stop(): Promise<void> {
    const { holder, root } = this.#inside;
    const ended = once(holder, 'exit');
    holder.stdin.end();
    await ended;
    rmdirSync(root);
  }
}

/** Ends the person's programs, and takes away what they leave behind that others would stumble over. */
const LOG_OUT = 'while pids=$(pgrep --runstates D,R,S,T --uid person); do kill -9 $pids || true; sleep 0.1; done; rm -rf /run/user/1000/* /tmp/.X11-unix/* /tmp/.ICE-unix/* /tmp/.X*-lock';

/** The first process says its number when the system is up. */
async function numberFrom(holder: ChildProcessWithoutNullStreams): Promise<string> {
  let output = '';
  let errors = '';
  holder.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  holder.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const deadline = Date.now() + START_MS;
  while (!output.includes('\n')) {
    if (holder.exitCode !== null || Date.now() > deadline) {
      holder.stdin.end();
      throw new Error(`the desktop's system did not start:\n${errors}\nIts log is system.log beside the screenshots.`);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return output.trim();
}
