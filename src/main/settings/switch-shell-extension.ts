import { switchShellExtension } from '../../adapters/dbus/shell-extensions.ts';
import type { BusCaller } from '../../adapters/dbus/transport/bus-connection.ts';
import type { Failure } from '../../contracts/errors.ts';
import { failure } from '../../contracts/failure.ts';
import { err, ok, type Result } from '../../core/result.ts';
import { say } from '../../core/sentence.ts';
import type { Store } from '../state/store.ts';

/**
 * Switches the extension of GNOME Shell. The store has at once what the shell has agreed to; where something else comes of it, the
 * shell tells. Error: `settings-failed`.
 */
export async function setShellExtension(bus: BusCaller, store: Store, on: boolean): Promise<Result<null, Failure>> {
  const done = await switchShellExtension(bus, on);
  if (!done.ok || !done.value) {
    const why = done.ok ? say('GNOME did not switch the menu’s extension.') : say('GNOME did not switch the menu’s extension: {detail}', { detail: done.error.message });
    return err(failure('settings-failed', why, say('Try it in the app Extensions.')));
  }
  store.change({ shellExtension: on });
  return ok(null);
}
