import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { err, ok, type Result } from '../../core/result.ts';
import type { InitScripts, InitScriptsError } from '../../ports/every-restart.ts';
import { attempt, namesIn } from '../files/attempt.ts';
import { replaceFile } from '../files/replace-file.ts';
import { runProgram } from '../programs/run-program.ts';

/** What the package installs, and the names under which /etc/init.d gets them: those of systemd's units, which then count under systemd. */
export const SYSV_SCRIPTS = [
  { template: '/usr/lib/quick-restart/every.init', name: 'quick-restart-every' },
  { template: '/usr/lib/quick-restart/jump.init', name: 'quick-restart-jump' },
] as const;

const UPDATE_RC_D = '/usr/sbin/update-rc.d';
const TIMEOUT_MS = 60_000;
const MODES = { file: 0o755, folders: null };
/** systemd makes it for its services; here nobody else does. Anybody may see what is in it, as there. */
const RUN = '/run/quick-restart';
/** inittab(5): who carries out a restart. OpenRC, for one, takes the place of Debian's rc there. */
const DEBIANS_RC = /^[^#:]*:\d*6\d*:wait:\/etc\/init\.d\/rc 6\b/m;

/** Init scripts below `root`, linked by update-rc.d(8). */
export class SysvScripts implements InitScripts {
  readonly #root: string;
  readonly #updateRcD: string;

  constructor(root = '/', updateRcD = UPDATE_RC_D) {
    this.#root = root;
    this.#updateRcD = updateRcD;
  }

  initSystem(): 'systemd' | 'sysvinit' | 'other' {
    if (existsSync(this.#at('/run/systemd/system'))) return 'systemd'; // sd_booted(3)
    const isSysv = this.#text('/proc/1/comm') === 'init\n' && DEBIANS_RC.test(this.#text('/etc/inittab')) && existsSync(this.#updateRcD);
    return isSysv ? 'sysvinit' : 'other';
  }

  areSetUp(): boolean {
    return SYSV_SCRIPTS.every(({ name }) => existsSync(this.#script(name)));
  }

  /** kexec-tools' own script, in Debian 12 and before; it loads at each restart where LOAD_KEXEC is true. */
  competitor(): string | null {
    if (!namesIn(this.#at('/etc/rc6.d')).some((name) => /^K\d\dkexec-load$/.test(name))) return null;
    const files = ['/etc/default/kexec', ...namesIn(this.#at('/etc/default/kexec.d')).map((name) => `/etc/default/kexec.d/${name}`)];
    const [last] = files.filter((path) => /^\s*LOAD_KEXEC=/m.test(this.#text(path))).reverse();
    return last !== undefined && /^\s*LOAD_KEXEC=["']?true["']?\s*$/m.test(this.#text(last)) ? last : null;
  }

  async setUp(): Promise<Result<null, InitScriptsError>> {
    const done = await this.#install();
    if (!done.ok) await this.remove();
    return done;
  }

  async remove(): Promise<Result<null, InitScriptsError>> {
    let first: Result<null, InitScriptsError> = ok(null);
    for (const { name } of SYSV_SCRIPTS) {
      if (!existsSync(this.#script(name))) continue;
      // Its links are removed only where the script has gone.
      const removed = attempt(() => rmSync(this.#script(name)));
      const done = removed.ok ? await this.#link(name, 'remove') : removed;
      if (first.ok) first = done;
    }
    return first;
  }

  async #install(): Promise<Result<null, InitScriptsError>> {
    for (const { template, name } of SYSV_SCRIPTS) {
      const copied = attempt(() => {
        replaceFile(this.#script(name), readFileSync(this.#at(template), 'utf8'), MODES);
        chmodSync(this.#script(name), MODES.file); // whatever the umask is
      });
      const done = copied.ok ? await this.#link(name, 'defaults') : copied;
      if (!done.ok) return done;
    }
    return attempt(() => {
      mkdirSync(this.#at(RUN), { recursive: true });
      chmodSync(this.#at(RUN), 0o755);
    });
  }

  async #link(name: string, verb: 'defaults' | 'remove'): Promise<Result<null, InitScriptsError>> {
    const ran = await runProgram({ argv: [this.#updateRcD, name, verb], expectedExits: [0], timeoutMs: TIMEOUT_MS });
    return ran.ok ? ok(null) : err({ kind: 'failed', detail: `${this.#updateRcD}: ${ran.error.stderr.trim().replace(/\n+/g, '; ') || ran.error.kind}` });
  }

  #script(name: string): string {
    return this.#at(`/etc/init.d/${name}`);
  }

  #text(path: string): string {
    try {
      return readFileSync(this.#at(path), 'utf8');
    } catch {
      return ''; // not there
    }
  }

  #at(path: string): string {
    return join(this.#root, path);
  }
}
