import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { desktopArchive, releaseNamed } from '../../../scripts/desktop/chroot.ts';
import { ChildProgram } from '../../fakes/dbus/child-program.ts';
import { packageFile, trayPackageFile } from '../../package/support/package.ts';
import { writeComputer, type Files } from './computer.ts';

const SESSION = resolve(import.meta.dirname, '../session');
const START_MS = 60_000;
const PATH = '/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Whose program it is: root's, outside the session, or the logged-in person's. */
export type Who = 'root' | 'person';

const ENVIRONMENT: Readonly<Record<Who, Readonly<Record<string, string>>>> = {
  root: { PATH, HOME: '/root', LANG: 'C.UTF-8' },
  person: {
    ...{ PATH, HOME: '/home/person', USER: 'person', LOGNAME: 'person', SHELL: '/bin/sh', LANG: 'C.UTF-8' },
    ...{ XDG_RUNTIME_DIR: '/run/user/1000', DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/user/1000/bus', WAYLAND_DISPLAY: 'wayland-0' },
    ...{ XDG_SESSION_ID: 'c1', XDG_SESSION_TYPE: 'wayland', XDG_SESSION_CLASS: 'user', XDG_CURRENT_DESKTOP: 'GNOME', XDG_SESSION_DESKTOP: 'gnome' },
    LIBGL_ALWAYS_SOFTWARE: '1', // there is no graphics card
  },
};

/**
 * Ubuntu's kernels give user namespaces only to programs that an AppArmor profile names. Our package brings that profile; but it is the
 * machine that runs the tests whose kernel would have to load it. There the app, which is none of a stranger's, runs without sandbox.
 */
const NO_SANDBOX = { ELECTRON_DISABLE_SANDBOX: '1' };

/** What a desktop is started with. */
export interface DesktopOptions extends LoginOptions {
  /** Name of its folder of logs and screenshots. */
  readonly name: string;
}

/** How somebody logs in. */
export interface LoginOptions {
  /** UUIDs of the shell's extensions that are enabled. */
  readonly extensions: readonly string[];
  /** Whether GNOME's session manager runs the session; without it nothing can be ended from the shell's menu. */
  readonly managed?: boolean;
}

/**
 * A Debian of our own in memory with our packages, a system bus, polkit, a stand-in for logind, and somebody logged in to GNOME Shell
 * on a screen that nobody sees. Everything in it ends with `stop`, or with this process.
 */
export class Desktop {
  /** Logs and screenshots. */
  readonly out: string;
  readonly #holder: ChildProcessWithoutNullStreams;
  readonly #root: string;
  readonly #enter: readonly string[];
  #sandboxed = true;

  private constructor(holder: ChildProcessWithoutNullStreams, places: { readonly root: string; readonly out: string }, enter: readonly string[]) {
    this.#holder = holder;
    this.#root = places.root;
    this.out = places.out;
    this.#enter = enter;
  }

  static async start(options: DesktopOptions): Promise<Desktop> {
    const release = releaseNamed(process.env['DESKTOP_RELEASE'] ?? 'trixie');
    const archive = await desktopArchive(release);
    const packages = [packageFile(), trayPackageFile()];
    const out = resolve('.cache/desktop/out', release === 'trixie' ? options.name : `${options.name}-${release}`);
    rmSync(out, { recursive: true, force: true });
    mkdirSync(out, { recursive: true });
    const root = mkdtempSync(join(tmpdir(), 'quick-restart-desktop-'));
    const computer = mkdtempSync(join(tmpdir(), 'quick-restart-computer-'));
    try {
      writeComputer(computer, SESSION);
      const isRoot = process.getuid?.() === 0;
      const namespaces = ['--mount', '--pid', '--fork', '--kill-child', ...(isRoot ? [] : ['--map-root-user', '--map-auto'])];
      const holder = spawn('unshare', [...namespaces, 'sh', join(SESSION, 'first-process.sh'), root, archive, computer, out, ...packages]);
      const pid = await numberFrom(holder);
      const user = isRoot ? [] : ['--user', '--setuid', '0', '--setgid', '0'];
      const desktop = new Desktop(holder, { root, out }, ['/usr/bin/nsenter', '--target', pid, '--mount', '--pid', ...user]);
      await desktop.logIn(options);
      return desktop;
    } finally {
      rmSync(computer, { recursive: true });
    }
  }

  /** Whether the kernel lets the person's programs have user namespaces. */
  get sandboxed(): boolean {
    return this.#sandboxed;
  }

  /** Starts a program inside. It ends with the desktop, or by `kill` with the number that it has inside. */
  program(who: Who, argv: readonly string[], environment: Readonly<Record<string, string>> = {}): ChildProgram {
    const as = who === 'root' ? [] : ['/usr/bin/setpriv', '--reuid=1000', '--regid=1000', '--init-groups'];
    return new ChildProgram([...this.#enter, ...as, ...argv], { ...ENVIRONMENT[who], ...(this.#sandboxed ? {} : NO_SANDBOX), ...environment });
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

  /** Somebody logs in: `start` does it, and whoever wants to be in anew after `logOut`. */
  async logIn({ extensions, managed = false }: LoginOptions): Promise<void> {
    this.#sandboxed = (await this.program('person', ['unshare', '--user', 'true']).ended) === 0;
    await this.run('person', ['dbus-daemon', '--session', `--address=${ENVIRONMENT.person['DBUS_SESSION_BUS_ADDRESS'] ?? ''}`, '--fork', '--nopidfile']);
    const enabled = `[${extensions.map((uuid) => `'${uuid}'`).join(', ')}]`;
    this.program('person', ['sh', '/run/test/person.sh', '1280x800', enabled, ...(managed ? ['managed'] : [])]);
    await this.run('person', ['gdbus', 'wait', '--session', '--timeout', '60', 'org.gnome.Shell']);
  }

  /** Ends all that the person runs, whatever state it is in. */
  async logOut(): Promise<void> {
    await this.shell(LOG_OUT);
  }

  async stop(): Promise<void> {
    const ended = once(this.#holder, 'exit');
    this.#holder.stdin.end();
    await ended;
    rmdirSync(this.#root);
  }
}

/** Ends the person's programs, and takes away what they leave behind that others would stumble over. */
const LOG_OUT = 'while pids=$(pgrep --runstates D,R,S,T --uid person); do kill -9 $pids || true; sleep 0.1; done; rm -rf /run/user/1000/* /tmp/.X11-unix/* /tmp/.X*-lock';

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
