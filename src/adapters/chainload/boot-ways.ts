import { chmodSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { err, ok, type Result } from '../../core/result.ts';
import type { ChainloadProgram, ChainloadWay, ChainloadWayError, ChainloadWays } from '../../ports/chainload.ts';
import { attempt, namesIn } from '../files/attempt.ts';
import { replaceFile } from '../files/replace-file.ts';
import { runProgram, type ProgramError } from '../programs/run-program.ts';

/** What the package installs for each way, and where it is set up. */
export const CHAINLOAD_PARTS = {
  unit: 'quick-restart-chainload.service',
  /** Counts a boot as good that came up and stayed up. The unit brings it along; where there is no unit, it stands alone. */
  timer: 'quick-restart-chainload-confirm.timer',
  unitFile: '/usr/lib/systemd/system/quick-restart-chainload.service',
  program: '/usr/lib/quick-restart/chainload',
  init: '/usr/lib/quick-restart/chainload-init',
  template: '/usr/lib/quick-restart/chainload.init',
  scriptName: 'quick-restart-chainload',
  script: '/etc/init.d/quick-restart-chainload',
} as const;

/** The programs that set a way up. */
export interface WayPrograms {
  readonly systemctl: string;
  readonly updateRcD: string;
}

const PROGRAMS: WayPrograms = { systemctl: '/usr/bin/systemctl', updateRcD: '/usr/sbin/update-rc.d' };
const TIMEOUT_MS = 60_000;
const MODES = { file: 0o755, folders: 0o755 };

/** Units, init scripts and their links below `root`. */
export class BootWays implements ChainloadWays, ChainloadProgram {
  readonly #root: string;
  readonly #programs: WayPrograms;

  constructor(root = '/', programs: WayPrograms = PROGRAMS) {
    this.#root = root;
    this.#programs = programs;
  }

  readSetUp(): readonly ChainloadWay[] {
    const unit = this.#isEnabled(CHAINLOAD_PARTS.unit);
    return [
      ...(unit ? ['systemd' as const] : []),
      ...(existsSync(this.#at(CHAINLOAD_PARTS.script)) ? ['sysv' as const] : []),
      ...(!unit && this.#isEnabled(CHAINLOAD_PARTS.timer) ? ['init' as const] : []),
    ];
  }

  check(way: ChainloadWay): Result<null, ChainloadWayError> {
    const needed = { systemd: [CHAINLOAD_PARTS.unitFile], sysv: [CHAINLOAD_PARTS.template], init: [CHAINLOAD_PARTS.init] }[way];
    const missing = [CHAINLOAD_PARTS.program, ...needed].find((path) => !existsSync(this.#at(path)));
    if (missing !== undefined) return err({ kind: 'not-offered', detail: `${missing} is not installed` });
    const tool = { systemd: this.#programs.systemctl, sysv: this.#programs.updateRcD, init: null }[way];
    return tool === null || existsSync(tool) ? ok(null) : err({ kind: 'not-offered', detail: `there is no ${tool}` });
  }

  setUp(way: ChainloadWay): Promise<Result<null, ChainloadWayError>> {
    switch (way) {
      case 'systemd':
        return this.#systemctl('enable', CHAINLOAD_PARTS.unit);
      case 'sysv':
        return this.#installScript();
      case 'init':
        return this.#changeTimer('enable');
    }
  }

  async undo(way: ChainloadWay): Promise<Result<null, ChainloadWayError>> {
    if (!this.readSetUp().includes(way)) return ok(null);
    switch (way) {
      case 'systemd':
        return this.#systemctl('disable', CHAINLOAD_PARTS.unit, CHAINLOAD_PARTS.timer);
      case 'sysv':
        return this.#removeScript();
      case 'init':
        return this.#changeTimer('disable');
    }
  }

  async confirm(): Promise<Result<null, string>> {
    const program = this.#at(CHAINLOAD_PARTS.program);
    const ran = await runProgram({ argv: [program, 'confirm'], expectedExits: [0], timeoutMs: TIMEOUT_MS });
    return ran.ok ? ok(null) : err(ran.error.kind === 'not-found' ? `${program} is not installed` : wordsOf(ran.error));
  }

  async #installScript(): Promise<Result<null, ChainloadWayError>> {
    const copied = attempt(() => {
      const script = this.#at(CHAINLOAD_PARTS.script);
      replaceFile(script, readFileSync(this.#at(CHAINLOAD_PARTS.template), 'utf8'), MODES);
      chmodSync(script, MODES.file); // whatever the umask is
    });
    return copied.ok ? this.#updateRcD('defaults') : copied;
  }

  /** Its links are removed only where the script has gone. */
  async #removeScript(): Promise<Result<null, ChainloadWayError>> {
    const removed = attempt(() => rmSync(this.#at(CHAINLOAD_PARTS.script)));
    return removed.ok ? this.#updateRcD('remove') : removed;
  }

  /** An init that is no systemd has no timers: there the wrapper is all there is, and somebody confirms. */
  async #changeTimer(verb: 'enable' | 'disable'): Promise<Result<null, ChainloadWayError>> {
    if (!existsSync(this.#programs.systemctl)) return ok(null);
    return this.#systemctl(verb, CHAINLOAD_PARTS.timer);
  }

  /** By its links, as systemd itself decides; systemd.unit(5), `.wants/`. */
  #isEnabled(unit: string): boolean {
    const units = this.#at('/etc/systemd/system');
    return namesIn(units).some((name) => /\.(?:wants|requires)$/.test(name) && namesIn(join(units, name)).includes(unit));
  }

  async #systemctl(verb: 'enable' | 'disable', ...units: readonly string[]): Promise<Result<null, ChainloadWayError>> {
    const where = this.#root === '/' ? [] : [`--root=${this.#root}`];
    return this.#run([this.#programs.systemctl, ...where, '--no-ask-password', '--quiet', verb, ...units]);
  }

  async #updateRcD(verb: 'defaults' | 'remove'): Promise<Result<null, ChainloadWayError>> {
    return this.#run([this.#programs.updateRcD, CHAINLOAD_PARTS.scriptName, verb]);
  }

  async #run(argv: readonly [string, ...string[]]): Promise<Result<null, ChainloadWayError>> {
    const ran = await runProgram({ argv, expectedExits: [0], timeoutMs: TIMEOUT_MS });
    return ran.ok ? ok(null) : err({ kind: ran.error.kind === 'not-found' ? 'not-offered' : 'failed', detail: wordsOf(ran.error) });
  }

  #at(path: string): string {
    return join(this.#root, path);
  }
}

function wordsOf({ argv, kind, exitCode, stderr }: ProgramError): string {
  const said = stderr.trim().split('\n').filter((line) => line !== '').join('; ');
  return `${argv[0] ?? ''}: ${said === '' ? `${kind}${exitCode === null ? '' : ` (${exitCode})`}` : said}`;
}
