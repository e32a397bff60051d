import type { Failure } from '../../contracts/errors.ts';
import { chainedSlot } from '../../core/chainload/command-line.ts';
import { decide, type Decision } from '../../core/chainload/decide.ts';
import type { CheckOutcome } from '../../core/restart-plan/check.ts';
import { NO_CONFIG, type ConfigProblem } from '../../core/chainload/config.ts';
import { err, ok, type Result } from '../../core/result.ts';
import { examineSlot } from './examine-slot.ts';
import { readConfig, stateFailure, waysSetUp, type ChainloadParts } from './parts.ts';

/** What would happen at a start of this machine now, and what the checks say of what would be started. */
export interface Rehearsal {
  readonly decision: Decision;
  readonly checks: readonly CheckOutcome[];
  readonly problems: readonly ConfigProblem[];
  readonly delaySeconds: number;
  /** Something runs the program at boot. */
  readonly hasWay: boolean;
}

/**
 * Says what would happen if the machine were started now: as its provider starts it, so that the marker of a boot that was chain loaded itself does
 * not count. Errors: not-authorised (the counters are root's), read-failed, settings-failed.
 */
export async function rehearse(parts: ChainloadParts): Promise<Result<Rehearsal, Failure>> {
  const read = readConfig(parts);
  if (!read.ok) return read;
  const { parsed } = read.value;
  const tries = parts.files.readTries();
  if (!tries.ok) return err(stateFailure(tries.error));
  const { files, machine } = parts.engine;
  const { commandLine, kexec } = machine.read();
  const decision = decide({
    config: parsed,
    commandLine: withoutMarker(commandLine),
    bootId: null, // of the start to come
    last: null,
    tries: tries.value,
    // Where this boot was chain loaded itself, another kernel loads, and can.
    canKexec: kexec.tool !== null && (chainedSlot(commandLine) !== null || (kexec.loadDisabled !== true && (kexec.fileLoad !== false || kexec.classicLoad !== false))),
    isThere: (path) => {
      const status = files.stat(path);
      return status.ok && status.value.kind === 'file' && status.value.sizeBytes > 0;
    },
  });
  const config = parsed.ok ? parsed.value : NO_CONFIG;
  const slot = decision.slot === null ? null : config.slots[decision.slot];
  const checks = decision.slot === null || slot === null ? [] : (await examineSlot(parts.engine, decision.slot, slot)).checks;
  return ok({ decision, checks, problems: parsed.ok ? [] : parsed.error, delaySeconds: config.delaySeconds, hasWay: waysSetUp(parts, config.init).length > 0 });
}

function withoutMarker(commandLine: string): string {
  return commandLine.split(/\s+/).filter((word) => !word.startsWith('quick_restart.chained=')).join(' ');
}
