import type { Failure } from '../../contracts/errors.ts';
import { SLOT_NAMES, type Slot, type SlotName } from '../../core/chainload/config.ts';
import { editConfig, slotEdits } from '../../core/chainload/edit-config.ts';
import { err, ok, type Result } from '../../core/result.ts';
import { examineSlot } from './examine-slot.ts';
import { readConfigToChange, stateFailure, type ChainloadParts } from './parts.ts';
import { slotOfEntry } from './slot-of-entry.ts';

/** What became of a slot that was made from a boot entry. */
export interface RefreshedSlot {
  readonly slot: SlotName;
  /** `kept`: what the entry starts now would not come up, or there is no such entry any more; `message` says why. */
  readonly outcome: 'changed' | 'unchanged' | 'kept';
  readonly kernel: string;
  readonly message: string;
}

/**
 * Looks the entries of the slots up again, as after a change of kernels, and has each slot start what its entry starts now. A slot whose entry has
 * gone, or starts what would not come up, stays as it is: it came up the last time. Slots that were given by paths are not looked at.
 * Errors: not-authorised, read-failed, settings-failed.
 */
export async function refreshSlots(parts: ChainloadParts): Promise<Result<readonly RefreshedSlot[], Failure>> {
  const read = readConfigToChange(parts, 'refresh');
  if (!read.ok) return read;
  const { text, config } = read.value;
  const refreshed: RefreshedSlot[] = [];
  let changed = text ?? '';
  for (const name of SLOT_NAMES) {
    const slot = config.slots[name];
    if (slot === null || slot.entry === null) continue;
    const now = await slotNow(parts, name, { ...slot, entry: slot.entry });
    if (now.ok && !isSame(now.value, slot)) changed = editConfig(changed, slotEdits(name, now.value));
    refreshed.push(outcomeOf(name, slot, now));
  }
  const anew = refreshed.filter(({ outcome }) => outcome === 'changed').map(({ slot }) => slot);
  if (anew.length === 0) return ok(refreshed);
  const written = write(parts, changed, anew);
  return written.ok ? ok(refreshed) : written;
}

/** What the slot's entry starts now. Error: a sentence. */
async function slotNow({ engine }: ChainloadParts, name: SlotName, { entry, reuse }: Slot & { readonly entry: string }): Promise<Result<Slot, string>> {
  const found = await slotOfEntry(engine, entry, reuse);
  if (!found.ok) return err(found.error.message);
  const { checks } = await examineSlot(engine, name, found.value);
  const refusal = checks.find((check) => check.result === 'refusal');
  // The note stays as it was given: a release may name another entry one day.
  return refusal === undefined ? ok({ ...found.value, entry }) : err(refusal.message);
}

function outcomeOf(slot: SlotName, before: Slot, now: Result<Slot, string>): RefreshedSlot {
  if (!now.ok) return { slot, outcome: 'kept', kernel: before.kernel, message: now.error };
  return { slot, outcome: isSame(now.value, before) ? 'unchanged' : 'changed', kernel: now.value.kernel, message: '' };
}

function isSame(one: Slot, other: Slot): boolean {
  return one.kernel === other.kernel && one.append === other.append && one.reuse === other.reuse && one.initrds.join('\n') === other.initrds.join('\n');
}

/** Another kernel has all its tries. */
function write({ files }: ChainloadParts, text: string, anew: readonly SlotName[]): Result<null, Failure> {
  const tries = files.readTries();
  const counted = tries.ok ? files.writeTries({ ...tries.value, ...Object.fromEntries(anew.map((slot) => [slot, 0])) }) : tries;
  const written = counted.ok ? files.writeConfig(text) : counted;
  return written.ok ? written : err(stateFailure(written.error));
}
