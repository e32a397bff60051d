import type { BootEntry } from '../../boot-entry/boot-entry.ts';
import { findParameter } from '../../kernel/command-line.ts';
import { say } from '../../sentence.ts';
import type { AdviceFacts, FoundDevice, RootFacts } from '../advice-facts.ts';
import type { CheckOutcome } from '../check.ts';
import type { Machine } from '../machine.ts';
import { outcome } from '../outcome.ts';
import { isSameDevice } from '../root-of-entry.ts';

/**
 * The entry starts from the root file system that runs now. Another one is another system, or a disk that was cloned or replaced: what
 * its kernel needs of the firmware nobody has tried, so by itself no policy goes there quickly; a person who names such an entry may.
 * The same words in both command lines are the same root, whatever they mean. kernel-parameters.txt, `root=`; bootparam(7).
 */
export function checkRootDisk({ root }: AdviceFacts, entry: BootEntry, machine: Machine, chosen: boolean): CheckOutcome {
  if (root.kind === 'elsewhere') return ofAnother(root.wanted, entry);
  const wanted = findParameter(entry.commandLine, 'root')?.value ?? null;
  if (wanted === null || wanted === '') return outcome('root-disk', 'ok', say('The entry names no root disk that could be another one.'));
  if (wanted === findParameter(machine.commandLine, 'root')?.value) return outcome('root-disk', 'ok', say('The entry has the running system’s root disk.'));
  return compared(root, wanted, chosen);
}

/** The other system starts on this machine, so its disk must be here. */
function ofAnother(found: FoundDevice | undefined, entry: BootEntry): CheckOutcome {
  if (found?.kind === 'missing') return notSeen(findParameter(entry.commandLine, 'root')?.value ?? '');
  return outcome('root-disk', 'ok', say('The entry is one of another system, as was asked for; its disk was not compared.'));
}

function notSeen(device: string): CheckOutcome {
  return outcome('root-disk', 'refusal', say('The entry’s root disk {device} is not to be seen.', { device }), say('If it only has to be unlocked, restart the ordinary way; else connect it, or name an entry of this system.'));
}

function compared({ running, wanted: found }: Extract<RootFacts, { kind: 'here' }>, wanted: string, chosen: boolean): CheckOutcome {
  if (found.kind === 'missing') return notSeen(wanted);
  if (found.kind === 'unknown' || running === null) {
    return outcome('root-disk', 'unknown', say('Whether {device} is the running system’s root disk could not be found out.', { device: wanted }), say('If it is another system’s, restart the ordinary way.'));
  }
  if (isSameDevice(found.device, running)) return outcome('root-disk', 'ok', say('The entry has the running system’s root disk, {device}.', { device: running.name }));
  const message = say('The entry starts from {device}, the running system from {running}.', { device: found.device.name, running: running.name });
  if (chosen) return outcome('root-disk', 'warning', message, say('That is another system: make sure that it is the one that you mean.'));
  return outcome('root-disk', 'refusal', message, say('To start that other system, restart the ordinary way: quick-restart now --full.'));
}
