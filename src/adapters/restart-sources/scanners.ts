import { existsSync } from 'node:fs';
import { readNeedrestart } from '../../core/restart-required/needrestart-output.ts';
import { readNeedsRestarting } from '../../core/restart-required/needs-restarting-output.ts';
import type { RestartScanner, ScanAnswer } from '../../ports/restart-source.ts';
import { type ProgramError, type ProgramOutput, runProgram } from '../programs/run-program.ts';

/** Both answer within seconds; a busy disk in the middle of an upgrade makes it more. */
const TIMEOUT_MS = 60_000;
/** Until a program that takes no heed of SIGTERM has gone. */
const KILL_MS = 3000;

/** What to run, and how to take its output. */
interface Program {
  readonly source: RestartScanner['source'];
  /** The first of them that is installed is run. */
  readonly argvs: readonly (readonly [string, ...string[]])[];
  readonly expectedExits: readonly number[];
  readonly read: (ran: ProgramOutput) => ScanAnswer;
}

/** A program that scans the system. */
class ProgramScanner implements RestartScanner {
  readonly source: RestartScanner['source'];
  readonly longestMs: number;
  readonly #program: Program;
  readonly #timeoutMs: number;

  constructor(program: Program, timeoutMs: number) {
    this.source = program.source;
    this.longestMs = timeoutMs + KILL_MS;
    this.#program = program;
    this.#timeoutMs = timeoutMs;
  }

  async scan(signal: AbortSignal): Promise<ScanAnswer> {
    const { argvs, expectedExits, read } = this.#program;
    const argv = argvs.find(([program]) => existsSync(program));
    if (argv === undefined) return { kind: 'absent' };
    const ran = await runProgram({ argv, expectedExits, timeoutMs: this.#timeoutMs, signal });
    if (ran.ok) return read(ran.value);
    return ran.error.kind === 'not-found' ? { kind: 'absent' } : { kind: 'failed', detail: describe(ran.error, this.#timeoutMs) };
  }
}

/**
 * needrestart(1), batch mode, kernel and microcode: lists and restarts nothing, whatever its configuration says. It is not asked for
 * libraries: for that it looks into everybody's processes and takes root's rights along (decision 0013).
 */
export function needrestart(program = '/usr/sbin/needrestart', timeoutMs = TIMEOUT_MS): RestartScanner {
  const read = ({ stdout, stderr }: ProgramOutput): ScanAnswer => {
    const isAnswer = /^NEEDRESTART-VER:/m.test(stdout);
    return isAnswer ? { kind: 'said', statements: readNeedrestart(stdout) } : { kind: 'failed', detail: `its answer is not understood: ${firstLine(stdout, stderr)}` };
  };
  return new ProgramScanner({ source: 'needrestart', argvs: [[program, '-b', '-k', '-w', '-r', 'l']], expectedExits: [0], read }, timeoutMs);
}

/** dnf-needs-restarting(8), in the forms of yum-utils and of dnf; neither asks a repository. dnf without the plugin is none of them. */
export function needsRestarting(programs: readonly [string, string] = ['/usr/bin/needs-restarting', '/usr/bin/dnf'], timeoutMs = TIMEOUT_MS): RestartScanner {
  const read = ({ exitCode, stdout, stderr }: ProgramOutput): ScanAnswer => {
    const statements = readNeedsRestarting(stdout);
    if (exitCode === 0 || statements.length > 0) return { kind: 'said', statements };
    if (/No such command: needs-restarting|-command\(needs-restarting\)/.test(stdout + stderr)) return { kind: 'absent' };
    return { kind: 'failed', detail: `exit code ${exitCode}: ${firstLine(stderr, stdout)}` };
  };
  const argvs = [[programs[0], '-r'], [programs[1], '-C', 'needs-restarting', '-r']] as const;
  return new ProgramScanner({ source: 'needs-restarting', argvs, expectedExits: [0, 1, 2], read }, timeoutMs);
}

function describe({ kind, exitCode, stderr }: ProgramError, timeoutMs: number): string {
  switch (kind) {
    case 'timeout':
      return `it did not end within ${timeoutMs / 1000} s`;
    case 'unexpected-exit':
      return `exit code ${exitCode ?? 'unknown'}: ${firstLine(stderr)}`;
    case 'killed':
      return 'something killed it';
    case 'aborted':
      return 'it was stopped';
    case 'not-found':
    case 'not-started':
      return 'it could not be started';
  }
}

/** The first line of the first text that has one. */
function firstLine(...texts: readonly string[]): string {
  const [line = 'it wrote nothing'] = texts.flatMap((text) => text.split('\n')).map((one) => one.trim()).filter((one) => one !== '');
  return line.slice(0, 200);
}
