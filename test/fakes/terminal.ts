import { PassThrough } from 'node:stream';
import { createConsole, type Console } from '../../src/cli/console.ts';
import type { CliContext, OpenTarget } from '../../src/cli/context.ts';
import { run } from '../../src/cli/run.ts';
import type { BootEntryDraft } from '../../src/core/boot-entry/boot-entry.ts';
import { err, ok } from '../../src/core/result.ts';
import type { Failure } from '../../src/contracts/errors.ts';
import type { StopJournal } from '../../src/ports/stop-journal.ts';
import type { ChainloadParts } from '../../src/use-cases/chainload/parts.ts';
import type { FakeComputer } from './computer.ts';
import { RUNNING_RELEASE } from './sample-plan.ts';

/** How the program is started. */
export interface TerminalOptions {
  /** stdout, stderr and stdin are terminals. */
  readonly tty?: boolean;
  readonly columns?: number;
  readonly environment?: Readonly<Record<string, string>>;
  /** What is typed, line by line; the input ends behind it. */
  readonly typed?: string;
  readonly restartManagerFailure?: Failure;
  readonly serviceFailure?: Failure;
  readonly interrupts?: AbortController;
  readonly ownUids?: readonly number[];
  readonly isRoot?: boolean;
  readonly target?: OpenTarget;
  /** null: it cannot be read. */
  readonly commandLine?: string | null;
  readonly stopJournal?: StopJournal;
  readonly chainload?: ChainloadParts;
}

/** What one call of the program left behind. */
export interface Ran {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Starts and stops of the authentication agent. */
  readonly agent: readonly string[];
  /** Roots that a service was opened for; null is this system. */
  readonly roots: readonly (string | null)[];
  /** Entries that no configuration has. */
  readonly byHand: readonly BootEntryDraft[];
}

/** Runs `quick-restart` with these arguments on a computer in memory. */
export async function runCli(argv: readonly string[], computer: FakeComputer, options: TerminalOptions = {}): Promise<Ran> {
  const written = { stdout: '', stderr: '' };
  const agent: string[] = [];
  const roots: (string | null)[] = [];
  const byHand: BootEntryDraft[] = [];
  const interrupts = options.interrupts ?? new AbortController();
  const context: CliContext = {
    version: '1.2.3',
    console: fakeConsole(options, written),
    runningKernelRelease: RUNNING_RELEASE,
    ownUids: options.ownUids ?? [1000],
    isRoot: options.isRoot ?? false,
    readCommandLine: () => (options.commandLine === undefined ? 'BOOT_IMAGE=/vmlinuz root=/dev/vda1 ro' : options.commandLine),
    interrupts: { signal: interrupts.signal, hold: () => undefined },
    agent: {
      start: () => {
        agent.push('start');
        return Promise.resolve({ stop: () => Promise.resolve(void agent.push('stop')) });
      },
    },
    stopJournal: options.stopJournal ?? { read: () => Promise.resolve(err({ kind: 'not-kept', detail: '/var/log/journal' })) },
    openService: (root) => {
      roots.push(root);
      return Promise.resolve(options.serviceFailure === undefined ? ok(computer.service) : err(options.serviceFailure));
    },
    openServiceWith: (entry) => {
      byHand.push(entry);
      return Promise.resolve(ok(computer.service));
    },
    openChainload: () => (options.chainload === undefined ? Promise.reject(new Error('this test has no machine for chain loading')) : Promise.resolve(options.chainload)),
    openTarget: () => Promise.resolve(options.target === undefined ? err({ kind: 'usage', message: 'It is no directory.', hint: '' }) : ok(options.target)),
    openRestartManager: () => Promise.resolve(options.restartManagerFailure === undefined ? ok(computer.restartManager) : err(options.restartManagerFailure)),
  };
  const exitCode = await run(argv, context);
  return { exitCode, ...written, agent, roots, byHand };
}

function fakeConsole(options: TerminalOptions, written: { stdout: string; stderr: string }): Console {
  const shape = options.tty === true ? { isTTY: true, columns: options.columns ?? 80 } : {};
  const stdin = Object.assign(new PassThrough(), { isTTY: options.tty === true });
  stdin.end(options.typed ?? '');
  return createConsole({
    stdout: { ...shape, write: (text) => (written.stdout += text) },
    stderr: { ...shape, write: (text) => (written.stderr += text) },
    stdin,
    environment: { LANG: 'de_DE.UTF-8', TERM: 'xterm', ...options.environment },
  });
}

const ESCAPE = '\u001b';

/** Text without the terminal's colour codes. */
export function plain(text: string): string {
  return text.replaceAll(new RegExp(`${ESCAPE}\\[\\d*m`, 'g'), '');
}

/** What `--json` printed. */
export function parse(text: string): Record<string, unknown> {
  return JSON.parse(text) as Record<string, unknown>;
}
