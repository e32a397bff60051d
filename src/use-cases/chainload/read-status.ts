import type { Failure } from '../../contracts/errors.ts';
import { chainedSlot } from '../../core/chainload/command-line.ts';
import { NO_CONFIG, type ChainloadConfig, type ConfigProblem, type SlotName } from '../../core/chainload/config.ts';
import type { LastDecision, Tries } from '../../core/chainload/state.ts';
import { ok, type Result } from '../../core/result.ts';
import type { ChainloadWay } from '../../ports/chainload.ts';
import { readConfig, waysSetUp, type ChainloadParts } from './parts.ts';

/** What `chainload status` tells. */
export interface ChainloadStatus {
  readonly config: ChainloadConfig;
  /** Lines that are not understood: then nothing is chain loaded, whatever `config` says. */
  readonly problems: readonly ConfigProblem[];
  readonly ways: readonly ChainloadWay[];
  /** Where this boot came from; null where the machine runs the kernel that it was started with. */
  readonly chained: SlotName | null;
  readonly kernelRelease: string;
  /** null where only root may read it. */
  readonly tries: Tries | null;
  /** What was decided last; null where nothing was yet, or only root may read it. */
  readonly last: LastDecision | null;
  /** `last` was decided in this very boot. */
  readonly decidedNow: boolean;
}

/** Reads it, with the caller's own rights. Errors: not-authorised, settings-failed (where the configuration cannot be read). */
export function readChainloadStatus(parts: ChainloadParts): Result<ChainloadStatus, Failure> {
  const read = readConfig(parts);
  if (!read.ok) return read;
  const { parsed } = read.value;
  const config = parsed.ok ? parsed.value : NO_CONFIG;
  const tries = parts.files.readTries();
  const last = parts.files.readLast();
  const { commandLine, kernelRelease } = parts.engine.machine.read();
  const { bootId } = parts.engine.clock.read();
  const decided = last.ok ? last.value : null;
  return ok({
    config,
    problems: parsed.ok ? [] : parsed.error,
    ways: waysSetUp(parts, config.init),
    chained: chainedSlot(commandLine),
    kernelRelease,
    tries: tries.ok ? tries.value : null,
    last: decided,
    decidedNow: decided !== null && bootId !== null && decided.bootId === bootId,
  });
}
