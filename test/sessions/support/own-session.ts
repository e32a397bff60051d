import { resolve } from 'node:path';
import { build } from 'esbuild';
import { desktopArchive } from '../../../scripts/desktop/chroot.ts';
import { CallLog } from '../../desktop/support/call-log.ts';
import { OwnDebian, SESSION_BUS } from '../../desktop/support/own-debian.ts';
import { sleep, until, type ChildProgram } from '../../fakes/dbus/child-program.ts';
import { Asking } from './asking.ts';

const SCRIPTS = resolve(import.meta.dirname, '../session');
/** Settings that come with Cinnamon's shell, which is not here; at the end of a session cinnamon-session crashes without them. */
const CINNAMON_SOUNDS = `<schemalist><schema id="org.cinnamon.sounds" path="/org/cinnamon/sounds/">
<key name="logout-enabled" type="b"><default>false</default></key>
<key name="logout-file" type="s"><default>''</default></key>
</schema></schemalist>
`;
/** A new window is placed and drawn. */
const SETTLE_MS = 500;
const LOGIND = ['org.freedesktop.login1', '/org/freedesktop/login1'] as const;

/** A desktop by what is different about it. */
export interface DesktopSession {
  /** As log-in.sh calls it. */
  readonly name: 'xfce' | 'mate' | 'cinnamon' | 'lxqt' | 'plasma';
  /** The name on the session's bus that somebody owns when it runs. */
  readonly busName: string;
  /** A call to it, in words for gdbus, and what it answers when programs may be asked. */
  readonly ready: readonly [path: string, method: string, answer: string];
  readonly environment: Readonly<Record<string, string>>;
}

/** A Debian with the session managers of desktops, into which somebody logs in, one desktop after the other. */
export class OwnSession extends OwnDebian {
  /** What goes over the system bus. */
  calls!: CallLog;
  #session: DesktopSession | null = null;

  static async start(): Promise<OwnSession> {
    const archive = await desktopArchive('trixie', 'sessions');
    const out = resolve('.cache/desktop/out/sessions');
    const own = new OwnSession(await OwnDebian.enter({ out, archive, scripts: SCRIPTS, environment: { DISPLAY: ':7', NO_AT_BRIDGE: '1' } }));
    try {
      await build({ entryPoints: [resolve(SCRIPTS, 'ask-restart.ts')], outfile: resolve(out, 'ask-restart.cjs'), bundle: true, platform: 'node', target: 'node18', format: 'cjs', logLevel: 'warning' });
      await own.write({ '/usr/share/glib-2.0/schemas/org.cinnamon.sounds.gschema.xml': CINNAMON_SOUNDS });
      await own.run('root', ['glib-compile-schemas', '/usr/share/glib-2.0/schemas']);
      own.calls = await CallLog.start(own);
      return own;
    } catch (error) {
      await own.stop();
      throw error;
    }
  }

  /** Logs in, and waits until programs may be asked; logind goes down for nobody yet. */
  async logIn(session: DesktopSession): Promise<void> {
    this.#session = session;
    await this.run('root', ['busctl', 'call', ...LOGIND, 'org.freedesktop.DBus.Mock', 'UpdateProperties', 'sa{sv}', 'org.freedesktop.login1.Manager', '1', 'PreparingForShutdown', 'b', 'false']);
    await this.run('person', ['dbus-daemon', '--session', `--address=${SESSION_BUS}`, '--fork', '--nopidfile']);
    const manager = this.inside(['sh', '/run/test/log-in.sh', session.name]);
    const [path, method, answer] = session.ready;
    await until(async () => (await this.gdbus('call', session.busName, path, '--method', method)).includes(answer), `${session.name} runs`, 60_000).catch((error: unknown) => {
      throw new Error(`${String(error)}; its log is ${session.name}.log in ${this.out}; ${manager.output}`);
    });
    this.calls.forget();
  }

  /** Starts a program of the person's in this session. */
  inside(argv: readonly string[]): ChildProgram {
    return this.program('person', argv, this.#session?.environment ?? {});
  }

  /** Starts one of the programs beside log-in.sh, and waits for its first word. */
  async withProgram(firstWord: RegExp, ...words: readonly string[]): Promise<ChildProgram> {
    const program = this.inside(['sh', '/run/test/program.sh', ...words.map((word) => (word.endsWith('.py') ? `/run/test/${word}` : word))]);
    await program.saw(firstWord);
    return program;
  }

  /** Has our adapter ask for a restart. */
  async ask(): Promise<Asking> {
    return Asking.of(this.inside(['node', '/out/ask-restart.cjs']));
  }

  /** A verb of gdbus on the session's bus, and all that it says. */
  async gdbus(verb: string, busName: string, path: string, ...words: readonly string[]): Promise<string> {
    const program = this.inside(['gdbus', verb, '--session', '--dest', busName, '--object-path', path, ...words]);
    await program.ended;
    return program.output;
  }

  /** Waits for a window of this class, takes a picture of the screen, and clicks as far as this from the window's right and bottom. Returns when: ms since 1970. */
  async click(windowClass: string, right: number, bottom: number): Promise<number> {
    const find = ['xdotool', 'search', '--onlyvisible', '--class', windowClass];
    await until(async () => (await this.inside(find).ended) === 0, `a window of ${windowClass}`);
    await sleep(SETTLE_MS);
    await this.insideOutput(['python3', '/run/test/picture.py', `/out/${this.#session?.name ?? ''}.png`]);
    const size = new Map((await this.insideOutput([...find, 'getwindowgeometry', '--shell', '%1'])).split('\n').map((line) => line.split('=') as [string, string]));
    const [x, y] = [Number(size.get('WIDTH')) - right, Number(size.get('HEIGHT')) - bottom];
    await this.insideOutput([...find, 'mousemove', '--window', '%1', String(x), String(y)]);
    const atMs = Date.now();
    await this.insideOutput(['xdotool', 'click', '1']);
    return atMs;
  }

  /** Runs a program of the person's to its end. */
  async insideOutput(argv: readonly string[]): Promise<string> {
    const program = this.inside(argv);
    const code = await program.ended;
    if (code !== 0) throw new Error(`${argv.join(' ')} ended with ${code}: ${program.output}`);
    return program.output;
  }

  /** What logind was asked to do. */
  restarts(): readonly string[] {
    return this.calls.deeds().filter((deed) => deed.startsWith('logind Reboot'));
  }
}
