import type { Failure } from '../../contracts/errors.ts';
import { editConfig } from '../../core/chainload/edit-config.ts';
import { err, ok, type Result } from '../../core/result.ts';
import type { ChainloadWay } from '../../ports/chainload.ts';
import type { StateError } from '../../ports/state-error.ts';
import { onlyRoot, readConfig, stateFailure, waysSetUp, type ChainloadParts } from './parts.ts';
import { changeWay } from './ways.ts';

/** What was undone: nothing where nothing was set up. */
export interface Disabled {
  readonly ways: readonly ChainloadWay[];
  readonly wasEnabled: boolean;
  /** Configuration and counters were removed, too. */
  readonly forgotten: boolean;
}

/**
 * Switches chain loading off and undoes what runs it at boot. The slots stay in the configuration, unless `forget`: then it goes with the counters,
 * and the machine is as it was before. Works with a configuration that is not understood, too. Errors: not-authorised, settings-failed.
 */
export async function disableChainload(parts: ChainloadParts, forget: boolean): Promise<Result<Disabled, Failure>> {
  if (!parts.isRoot) return err(onlyRoot('disable'));
  const read = readConfig(parts);
  if (!read.ok) return read;
  const { text, parsed } = read.value;
  const config = parsed.ok ? parsed.value : null;
  const ways = waysSetUp(parts, config?.init ?? null);
  // Switched off first: whatever fails behind it, the next start finds it off.
  const written = switchOff(parts, text, forget);
  if (!written.ok) return err(stateFailure(written.error));
  const undone = await changeWay(parts, null);
  if (!undone.ok) return undone;
  const forgotten = forget ? parts.files.forgetState() : ok(null);
  if (!forgotten.ok) return err(stateFailure(forgotten.error));
  // A file that is not understood has it off, and is somebody's all the same.
  return ok({ ways, wasEnabled: config === null || config.enabled, forgotten: forget });
}

function switchOff({ files }: ChainloadParts, text: string | null, forget: boolean): Result<null, StateError> {
  const wanted = forget || text === null ? null : editConfig(text, { enabled: ['no'], init: [] });
  return wanted === text ? ok(null) : files.writeConfig(wanted);
}
