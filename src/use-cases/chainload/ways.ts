import type { Failure } from '../../contracts/errors.ts';
import { err, ok, type Result } from '../../core/result.ts';
import type { ChainloadWay, ChainloadWayError } from '../../ports/chainload.ts';
import type { ChainloadParts } from './parts.ts';

/** Undoes every way but this one, and sets it up; null: undoes all. Errors: not-supported, not-authorised, settings-failed. */
export async function changeWay({ ways }: Pick<ChainloadParts, 'ways'>, wanted: ChainloadWay | null): Promise<Result<null, Failure>> {
  for (const way of ways.readSetUp().filter((one) => one !== wanted)) {
    const undone = await ways.undo(way);
    if (!undone.ok) return err(wayFailure(way, undone.error));
  }
  if (wanted === null) return ok(null);
  const done = await ways.setUp(wanted);
  if (done.ok) return done;
  await ways.undo(wanted); // half a way is none
  return err(wayFailure(wanted, done.error));
}

/** A way could not be used, set up or undone. */
export function wayFailure(way: ChainloadWay, { kind, detail }: ChainloadWayError): Failure {
  const message = `Chain loading by ${NAMES[way]} could not be set up or undone: ${detail}.`;
  if (kind === 'not-offered') return { kind: 'not-supported', message, hint: 'Install the package quick-restart, or choose another way: --how systemd, sysv or init.' };
  return { kind: kind === 'denied' ? 'not-authorised' : 'settings-failed', message, hint: kind === 'denied' ? 'Run this command as root.' : 'Nothing runs at boot until it is mended; then run the command again.' };
}

const NAMES: Readonly<Record<ChainloadWay, string>> = { systemd: 'systemd', init: 'init=', sysv: 'an init script' };
