import type { BusConnection } from '../adapters/dbus/transport/bus-connection.ts';
import type { Variant } from 'dbus-native';
import { callBus } from '../adapters/dbus/transport/watch-signals.ts';

/** Who made one call. */
export interface Caller {
  /** Unique bus name: the identity that counts. */
  readonly sender: string;
  readonly interactive: boolean;
  /** Aborts when the caller vanishes. */
  readonly signal: AbortSignal;
  /** User id, from the bus, which had it from the kernel; null where it could not be found out. */
  readonly uid: number | null;
  /** Process id at the time of connecting, for the journal only: it may belong to somebody else by now. */
  readonly pid: number | null;
}

/** What the bus knows of a caller; org.freedesktop.DBus, GetConnectionCredentials. */
export async function identify(bus: BusConnection, call: Pick<Caller, 'sender' | 'interactive' | 'signal'>): Promise<Caller> {
  const asked = await callBus(bus, 'GetConnectionCredentials', 's', [call.sender], 'a{sv}');
  const pairs = asked.ok ? new Map(asked.value[0] as readonly (readonly [string, Variant])[]) : new Map<string, Variant>();
  const read = (key: string): number | null => {
    const value: unknown = pairs.get(key)?.value;
    return typeof value === 'number' ? value : null;
  };
  return { sender: call.sender, interactive: call.interactive, signal: call.signal, uid: read('UnixUserID'), pid: read('ProcessID') };
}
