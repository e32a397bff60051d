import Gio from 'gi://Gio';
import GLib from 'gi://GLib';

/** A method of an object on a bus. */
export interface Method {
  readonly bus: Gio.DBusConnection;
  readonly name: string;
  readonly path: string;
  readonly interfaceName: string;
  readonly member: string;
  readonly arguments?: GLib.Variant;
  readonly flags?: Gio.DBusCallFlags;
  readonly timeoutMs?: number;
}

/** How long a call that asks nobody may take. */
const TIMEOUT_MS = 30_000;

/** Calls it, and gives the values of its answer, unpacked. Rejects with the error of the bus, or of the cancellation. */
export async function call(method: Method, cancellable: Gio.Cancellable | null): Promise<readonly unknown[]> {
  const { bus, name, path, interfaceName, member, flags = Gio.DBusCallFlags.NONE, timeoutMs = TIMEOUT_MS } = method;
  const result = await new Promise<Gio.AsyncResult>((resolve) => {
    bus.call(name, path, interfaceName, member, method.arguments ?? null, null, flags, timeoutMs, cancellable, (_source, ready) => resolve(ready));
  });
  return bus.call_finish(result).recursiveUnpack<readonly unknown[]>();
}

/** What an error says: GLib’s have a message as JavaScript’s do. */
export function messageOf(error: unknown): string {
  return error instanceof GLib.Error || error instanceof Error ? error.message : String(error);
}
