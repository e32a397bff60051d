import { say, type Detail, type Sentence } from '../../sentence.ts';
import type { FirmwareFacts, FirmwareVariables } from '../advice-facts.ts';
import type { AdviceId, CheckOutcome } from '../check.ts';
import { outcome } from '../outcome.ts';

/** What a check of UEFI variables says where there are none to look at. */
export interface WithoutVariables {
  readonly id: AdviceId;
  /** What there is none of. */
  readonly none: Sentence;
  /** What could not be found out, and why. */
  readonly unknown: (why: Detail) => Sentence;
  /** Names of the variables that it looks at. */
  readonly names: RegExp;
  readonly hint: Sentence;
}

/** The variables, or the outcome where they say nothing: in order without UEFI, unknown where they cannot be read. */
export function variablesOr(firmware: FirmwareFacts, { id, none, unknown, names, hint }: WithoutVariables): FirmwareVariables | CheckOutcome {
  if (firmware.kind === 'none') return outcome(id, 'ok', none);
  const odd = firmware.kind === 'read' ? firmware.odd.filter((name) => names.test(name)) : [];
  if (firmware.kind === 'read' && odd.length === 0) return firmware;
  const why = firmware.kind === 'read' ? say('{names} cannot be read', { names: odd.join(', ') }) : firmware.detail;
  return outcome(id, 'unknown', unknown(why), hint);
}
