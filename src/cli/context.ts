import type { Failure } from '../contracts/errors.ts';
import type { QuickRestartService } from '../contracts/quick-restart-service.ts';
import type { BootEntryDraft } from '../core/boot-entry/boot-entry.ts';
import type { Result } from '../core/result.ts';
import type { AuthenticationAgent } from '../ports/authentication-agent.ts';
import type { NextRestart } from '../ports/next-restart.ts';
import type { StopJournal } from '../ports/stop-journal.ts';
import type { RestartManager } from '../ports/restart-manager.ts';
import type { ChainloadParts } from '../use-cases/chainload/parts.ts';
import type { Target } from '../use-cases/check-target.ts';
import type { TargetPorts } from '../use-cases/restart-into-target.ts';
import type { Options } from './arguments.ts';
import type { Console } from './console.ts';

/** Ctrl-C and its like. */
export interface Interrupts {
  /** Aborts at the first signal; its reason is the exit code for it (130 for SIGINT). */
  readonly signal: AbortSignal;
  /** From now on the first signal only aborts `signal`, so that there is time to undo; before, it ends the program. */
  hold(): void;
}

/** An installed system, and what a restart into it takes. */
export interface OpenTarget extends Target, Pick<TargetPorts, 'mounts' | 'records' | 'jump'> {}

/** Everything that a command reaches the outside through; the composition root builds it. */
export interface CliContext {
  readonly version: string;
  readonly console: Console;
  /** `uname -r` */
  readonly runningKernelRelease: string;
  /** /proc/cmdline; null where it cannot be read. */
  readonly readCommandLine: () => string | null;
  /** The caller, also the one behind sudo. */
  readonly ownUids: readonly number[];
  /** The caller is root, by themselves or by sudo. */
  readonly isRoot: boolean;
  readonly interrupts: Interrupts;
  readonly agent: AuthenticationAgent;
  /** The helper, or the same in this process; another root (null: this system) is always looked at in this process. */
  readonly openService: (root: string | null) => Promise<Result<QuickRestartService, Failure>>;
  /** This process, for an entry that no configuration has; see createEngineWith. */
  readonly openServiceWith: (entry: BootEntryDraft) => Promise<Result<QuickRestartService, Failure>>;
  /** A system that is installed below a directory, to be restarted into. Error: `usage`, where it is no directory. */
  readonly openTarget: (directory: string) => Promise<Result<OpenTarget, Failure>>;
  /** Read with the caller's own rights. */
  readonly stopJournal: StopJournal;
  readonly openRestartManager: () => Promise<Result<RestartManager & NextRestart, Failure>>;
  /** This computer's parts of chain loading, with the caller's own rights. */
  readonly openChainload: () => Promise<ChainloadParts>;
}

/** One call of a command. */
export interface Call {
  readonly operand: string | null;
  readonly options: Options;
}

/** Runs one command; its value is the exit code. */
export type Command = (call: Call, context: CliContext) => Promise<Result<number, Failure>>;
