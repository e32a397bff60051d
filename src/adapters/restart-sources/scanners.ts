import { existsSync } from 'node:fs';
import { readNeedrestart } from '../../core/restart-required/needrestart-output.ts';
import { readNeedsRestarting } from '../../core/restart-required/needs-restarting-output.ts';
import type { RestartStatement } from '../../core/restart-required/restart-statement.ts';
import type { RestartScanner } from '../../ports/restart-source.ts';
import { runProgram } from '../programs/run-program.ts';

const TIMEOUT_MS = 90_000;

/** A program that scans the system: the first of `argvs` that is installed. */
class ProgramScanner implements RestartScanner {
  readonly #argvs: readonly (readonly [string, ...string[]])[];
  readonly #read: (output: string) => readonly RestartStatement[];
  readonly #timeoutMs: number;

  constructor(argvs: readonly (readonly [string, ...string[]])[], read: (output: string) => readonly RestartStatement[], timeoutMs: number) {
    this.#argvs = argvs;
    this.#read = read;
    this.#timeoutMs = timeoutMs;
  }

  async scan(signal: AbortSignal): Promise<readonly RestartStatement[] | null> {
    const argv = this.#argvs.find(([program]) => existsSync(program));
    if (argv === undefined) return null;
    const ran = await runProgram({ argv, expectedExits: [0, 1], timeoutMs: this.#timeoutMs, signal });
    return ran.ok ? this.#read(ran.value.stdout) : null;
  }
}

/** needrestart(1), batch mode: lists and restarts nothing, whatever its configuration says. */
export function needrestart(program = '/usr/sbin/needrestart', timeoutMs = TIMEOUT_MS): RestartScanner {
  return new ProgramScanner([[program, '-b', '-r', 'l']], readNeedrestart, timeoutMs);
}

/** dnf-needs-restarting(8), in the forms of yum-utils and of dnf; neither asks a repository. */
export function needsRestarting(programs: readonly [string, string] = ['/usr/bin/needs-restarting', '/usr/bin/dnf'], timeoutMs = TIMEOUT_MS): RestartScanner {
  return new ProgramScanner([[programs[0], '-r'], [programs[1], '-C', 'needs-restarting', '-r']], readNeedsRestarting, timeoutMs);
}
