import type { Failure } from '../../contracts/errors.ts';
import { chainedSlot } from '../../core/chainload/command-line.ts';
import type { SlotName } from '../../core/chainload/config.ts';
import { err, ok, type Result } from '../../core/result.ts';
import { onlyRoot, stateFailure, type ChainloadParts } from './parts.ts';

/**
 * Counts this boot as good, by the program that does so at boot, and looks whether the counter says so. null where this boot was not chain
 * loaded. Errors: not-authorised, settings-failed.
 */
export async function confirmBoot(parts: ChainloadParts): Promise<Result<SlotName | null, Failure>> {
  if (!parts.isRoot) return err(onlyRoot('confirm'));
  const slot = chainedSlot(parts.engine.machine.read().commandLine);
  if (slot === null) return ok(null);
  const done = await parts.program.confirm();
  if (!done.ok) return err(notConfirmed(done.error));
  const tries = parts.files.readTries();
  if (!tries.ok) return err(stateFailure(tries.error));
  return tries.value[slot] === 0 ? ok(slot) : err(notConfirmed(`the counter of slot ${slot} still says ${tries.value[slot]}`));
}

function notConfirmed(detail: string): Failure {
  return { kind: 'settings-failed', message: `This boot could not be confirmed: ${detail}.`, hint: 'Look at the file system that holds /var/lib/quick-restart: is it full, or read-only?' };
}
