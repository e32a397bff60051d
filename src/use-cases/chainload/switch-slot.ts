import type { Failure } from '../../contracts/errors.ts';
import { inOrder } from '../../core/chainload/decide.ts';
import { editConfig } from '../../core/chainload/edit-config.ts';
import type { SlotName } from '../../core/chainload/config.ts';
import { err, ok, type Result } from '../../core/result.ts';
import { readConfigToChange, stateFailure, type ChainloadParts } from './parts.ts';

/** Which slot is active now, and which it was. */
export interface Switched {
  readonly active: SlotName;
  readonly before: SlotName;
}

/**
 * Makes a slot the active one, `null` the other; the one that was becomes the backup. Whoever chooses a slot wants it tried, so its failed tries
 * are forgotten. Errors: usage (nothing is configured there), not-authorised, settings-failed.
 */
export function switchSlot(parts: ChainloadParts, wanted: SlotName | null): Result<Switched, Failure> {
  const read = readConfigToChange(parts, 'switch');
  if (!read.ok) return read;
  const { text, config } = read.value;
  const active = wanted ?? inOrder(config.active)[1] ?? config.active;
  if (config.slots[active] === null) return err({ kind: 'usage', message: `Slot ${active} names no kernel.`, hint: `Say which: quick-restart chainload enable --slot ${active} --kernel PATH` });
  const tries = parts.files.readTries();
  const counted = tries.ok ? parts.files.writeTries({ ...tries.value, [active]: 0 }) : tries;
  if (!counted.ok) return err(stateFailure(counted.error));
  const written = parts.files.writeConfig(editConfig(text ?? '', { active: [active] }));
  return written.ok ? ok({ active, before: config.active }) : err(stateFailure(written.error));
}
