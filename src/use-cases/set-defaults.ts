import { ACTIONS } from '../contracts/actions.ts';
import type { Failure } from '../contracts/errors.ts';
import { failure } from '../contracts/failure.ts';
import type { BootEntryDraft } from '../core/boot-entry/boot-entry.ts';
import { findEntry } from '../core/boot-entry/find-entry.ts';
import type { Policy } from '../core/restart-plan/plan.ts';
import { err, ok, type Result } from '../core/result.ts';
import { say, type Sentence } from '../core/sentence.ts';
import type { Authorise } from './engine.ts';
import type { EnginePorts } from './engine-ports.ts';
import { planOneShotEntry, type SavedEntryPlan } from './read-entries/read-grub.ts';
import { readAnew, type Readings } from './read-entries/readings.ts';

/** Sets the system-wide policy. `readings` answer whoever asks, permitted or not. An `entry:` policy must name an entry that exists now. */
export async function setPolicy(ports: EnginePorts, readings: Readings, policy: Policy, authorise: Authorise): Promise<Result<null, Failure>> {
  if (policy.kind === 'entry') {
    const read = readings.entries();
    if (!read.ok) return read;
    if (!read.value.entries.some((entry) => entry.id === policy.id)) return err(unknownEntry(policy.id));
  }
  const allowed = await authorise(ACTIONS.setDefault);
  if (!allowed.ok) return allowed;
  const written = ports.policy.write(policy);
  if (written.ok) return written;
  return err(failure(written.error.kind === 'denied' ? 'not-authorised' : 'settings-failed', say('The setting could not be written: {detail}.', { detail: written.error.detail }), say('Run this command as root.')));
}

/**
 * Makes GRUB's next ordinary boots start the entry, by its saved entry. Before anything is written, the configuration is
 * evaluated as if it had been: where GRUB would not follow, nothing changes and the hint says how to make it follow.
 */
export async function setBootLoaderDefault(ports: EnginePorts, readings: Readings, selector: string, authorise: Authorise): Promise<Result<null, Failure>> {
  const draft = findDraft(readings, selector);
  if (!draft.ok) return draft;
  const possible = readings.savedEntry(draft.value);
  if (!possible.ok) return err(cannotSave(possible.error));
  const allowed = await authorise(ACTIONS.setBootLoaderDefault);
  if (!allowed.ok) return allowed;
  // The dialog may have taken minutes: what others wrote into the block meanwhile stays.
  const planned = readAnew(ports).savedEntry(draft.value);
  if (!planned.ok) return err(cannotSave(planned.error));
  return writeBlock(ports, planned.value);
}

/**
 * Makes GRUB start the entry at the next ordinary restart, and only then (`next_entry`); with an empty selector takes that back. Errors:
 * those of setBootLoaderDefault.
 */
export async function setOneShotEntry(ports: EnginePorts, readings: Readings, selector: string, authorise: Authorise): Promise<Result<null, Failure>> {
  const draft = selector === '' ? ok(null) : findDraft(readings, selector);
  if (!draft.ok) return draft;
  const possible = draft.value === null ? ok(null) : readings.oneShotEntry(draft.value);
  if (!possible.ok) return err(failure('not-supported', possible.error, CHOOSE_BY_HAND));
  const allowed = await authorise(ACTIONS.setBootLoaderDefault);
  if (!allowed.ok) return allowed;
  const planned = draft.value === null ? planOneShotEntry(ports, null) : readAnew(ports).oneShotEntry(draft.value);
  return planned.ok ? writeBlock(ports, planned.value) : err(failure('not-supported', planned.error, CHOOSE_BY_HAND));
}

const CHOOSE_BY_HAND = say('Choose it in the boot menu by hand, or make it the default: quick-restart default --boot-loader ENTRY.');

function findDraft(readings: Readings, selector: string): Result<BootEntryDraft, Failure> {
  const read = readings.entries();
  if (!read.ok) return read;
  const found = findEntry(read.value.entries, selector);
  const draft = found.ok ? read.value.drafts.find((one) => one.id === found.value.id) : undefined;
  return draft === undefined ? err(unknownEntry(selector)) : ok(draft);
}

function writeBlock({ environmentBlocks }: EnginePorts, { path, text }: SavedEntryPlan): Result<null, Failure> {
  const written = environmentBlocks.write(path, text);
  if (written.ok) return ok(null);
  return err(failure(written.error.kind === 'denied' ? 'not-authorised' : 'settings-failed', say('The environment block could not be written: {detail}.', { detail: written.error.detail }), say('Check that the boot file system is mounted for writing.')));
}

function cannotSave(why: Sentence): Failure {
  return failure('not-supported', why, say('Set GRUB_DEFAULT=saved in /etc/default/grub and run update-grub first.'));
}

function unknownEntry(selector: string): Failure {
  return failure('entry-unknown', say('There is no single boot entry “{selector}”.', { selector }), say('quick-restart list --json shows them all with their ids.'));
}
