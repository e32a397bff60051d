import type { AdviceFacts } from '../core/restart-plan/advice-facts.ts';
import type { CheckFacts } from '../core/restart-plan/check-facts.ts';
import type { Machine } from '../core/restart-plan/machine.ts';

/** Reads what the running system says of itself; see Machine for each source. Never fails: what is unknown is null. */
export interface MachineFacts {
  read(): Machine;
  /** Reads what the checks of this entry look at, for a plan only; null where there is no entry. Never fails. */
  readCheckFacts(entry: PlannedFiles | null): CheckFacts;
  /**
   * Reads what waits for a start through the firmware, for a plan only: it takes longer than all else of the machine.
   * `commandLine` is that of the entry to be started, empty where there is none. Never fails, and takes three seconds at most.
   */
  readAdvice(commandLine: string): Promise<AdviceFacts>;
}

/** What of an entry its facts are looked for by. */
export interface PlannedFiles {
  readonly kernel: string | null;
  readonly initrds: readonly string[];
  readonly commandLine: string;
  readonly kernelRelease: string | null;
}
