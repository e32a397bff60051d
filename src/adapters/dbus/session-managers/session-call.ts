import type { SessionError } from '../../../ports/session-manager.ts';
import { err, type Result } from '../../../core/result.ts';
import type { BusCall, BusConnection } from '../transport/bus-connection.ts';
import { isServiceAbsent, type BusError } from '../transport/bus-error.ts';
import { callBus } from '../transport/watch-signals.ts';

/** Somebody may leave a program's question open over night. */
export const A_PERSONS_TIME_MS = 24 * 60 * 60 * 1000;

/** An error of a session manager in our kinds; `busy` and `forbidden`: the names that it has for these. */
export function sessionError(error: BusError, names: { readonly busy?: readonly string[]; readonly forbidden?: readonly string[] } = {}): SessionError {
  const detail = error.message || error.name;
  if (error.kind === 'no-reply') return { kind: 'no-reply', detail };
  if (error.kind === 'disconnected' || isServiceAbsent(error)) return { kind: 'absent', detail };
  if (names.busy?.includes(error.name) === true) return { kind: 'busy', detail };
  return { kind: names.forbidden?.includes(error.name) === true ? 'forbidden' : 'failed', detail };
}

/** A call to a session manager; errors as in sessionError. None of them is started for it. */
export async function callSession(bus: BusConnection, call: BusCall, names?: Parameters<typeof sessionError>[1]): Promise<Result<readonly unknown[], SessionError>> {
  const asked = await bus.call({ autoStart: false, ...call });
  return asked.ok ? asked : err(sessionError(asked.error, names));
}

/** Whether somebody owns this name now. */
export async function isOwned(bus: BusConnection, name: string): Promise<boolean> {
  const asked = await callBus(bus, 'NameHasOwner', 's', [name], 'b');
  return asked.ok && asked.value[0] === true;
}
