import { err, ok, type Result } from '../result.ts';
import { chainedSlot, isSwitchedOff, slotCommandLine } from './command-line.ts';
import { SLOT_NAMES, type ChainloadConfig, type ConfigProblem, type Slot, type SlotName } from './config.ts';
import type { LastDecision, Reason, Tries } from './state.ts';

/** Everything that the decision at boot depends on. */
export interface DecisionFacts {
  readonly config: Result<ChainloadConfig, readonly ConfigProblem[]>;
  /** /proc/cmdline; empty where it cannot be read. */
  readonly commandLine: string;
  readonly bootId: string | null;
  readonly tries: Tries;
  readonly last: LastDecision | null;
  /** kexec(8) is there, and the running kernel loads what it is given, as far as is known. */
  readonly canKexec: boolean;
  /** The path is a readable file that is not empty. */
  readonly isThere: (path: string) => boolean;
}

/** Why a slot is passed over. */
export type SkipReason = 'not-configured' | 'tries-used-up' | 'no-kernel';

/** What would happen if the machine were at the point of its start where this is decided. */
export interface Decision {
  /** The slot that would be started; null for none. */
  readonly slot: SlotName | null;
  readonly why: Reason;
  /** What kexec would be given; null where nothing is started. */
  readonly start: { readonly kernel: string; readonly initrds: readonly string[]; readonly commandLine: string } | null;
  /** Slots that were passed over, where it came to them. */
  readonly skipped: Partial<Readonly<Record<SlotName, SkipReason>>>;
}

/**
 * Decides as the program at boot does (test/contract/chainload.test.ts compares the two), but for what only loading shows and for the kernel of a
 * crash, which does nothing but save its dump.
 */
export function decide(facts: DecisionFacts): Decision {
  const before = reasonBefore(facts);
  if (!before.ok) return { slot: null, why: before.error, start: null, skipped: {} };
  const config = before.value;
  const skipped: Partial<Record<SlotName, SkipReason>> = {};
  for (const name of inOrder(config.active)) {
    const slot = config.slots[name];
    const skip = skipReason(slot, facts.tries[name] >= config.tries, facts.isThere);
    if (slot !== null && skip === null) {
      return { slot: name, why: 'would-chain', start: { kernel: slot.kernel, initrds: slot.initrds, commandLine: slotCommandLine(name, slot, facts.commandLine) }, skipped };
    }
    skipped[name] = skip ?? 'not-configured';
  }
  return { slot: null, why: Object.values(skipped).includes('tries-used-up') ? 'tries-used-up' : 'no-kernel', start: null, skipped };
}

/** The active slot, then the backup. */
export function inOrder(active: SlotName): readonly SlotName[] {
  return [active, ...SLOT_NAMES.filter((one) => one !== active)];
}

/** What stands against every slot; else the configuration. */
function reasonBefore({ config, commandLine, bootId, last, canKexec }: DecisionFacts): Result<ChainloadConfig, Reason> {
  if (commandLine === '') return err('no-command-line');
  if (chainedSlot(commandLine) !== null) return err('marker');
  if (isSwitchedOff(commandLine)) return err('switched-off');
  if (!config.ok) return err('bad-config');
  if (!config.value.enabled) return err('disabled');
  if (last?.why === 'stayed' && bootId !== null && last.bootId === bootId) return err('stayed');
  return canKexec ? ok(config.value) : err('no-kexec');
}

function skipReason(slot: Slot | null, usedUp: boolean, isThere: (path: string) => boolean): SkipReason | null {
  if (slot === null) return 'not-configured';
  if (usedUp) return 'tries-used-up';
  return [slot.kernel, ...slot.initrds].every(isThere) ? null : 'no-kernel';
}
