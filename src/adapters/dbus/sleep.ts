import type { Result } from '../../core/result.ts';
import type { BusConnection } from './transport/bus-connection.ts';
import type { BusError } from './transport/bus-error.ts';
import { watchSignals } from './transport/watch-signals.ts';

const LOGIND = { name: 'org.freedesktop.login1', path: '/org/freedesktop/login1', interface: 'org.freedesktop.login1.Manager' } as const;

/** Calls `onWake` when the machine wakes from sleep; org.freedesktop.login1(5), PrepareForSleep. Timers stand still while it sleeps. */
export function watchWaking(bus: BusConnection, onWake: () => void): Promise<Result<() => Promise<void>, BusError>> {
  return watchSignals(bus, LOGIND, { onSignal: (member, [sleeping]) => (member === 'PrepareForSleep' && sleeping === false ? onWake() : undefined), onOwner: () => undefined });
}
