import { readAppearance, watchAppearance } from '../../adapters/dbus/desktop-appearance.ts';
import { watchTransactions } from '../../adapters/dbus/packagekit.ts';
import { watchTrayHost } from '../../adapters/dbus/status-notifier-watcher.ts';
import type { BusConnection } from '../../adapters/dbus/transport/bus-connection.ts';
import type { NextRestart } from '../../ports/next-restart.ts';
import { NO_FIRMWARE_CHOICES } from './app-state.ts';
import type { HelperFollower } from './follow-helper.ts';
import type { Store } from './store.ts';

/** Keeps in the store what the desktop says: its looks, and whether its panel shows icons. A desktop that says nothing is plain. */
export async function followDesktop(bus: BusConnection, store: Store): Promise<void> {
  const look = async (): Promise<void> => {
    const read = await readAppearance(bus);
    if (read.ok) store.change({ appearance: read.value });
  };
  await Promise.all([watchAppearance(bus, () => void look()).then(look), watchTrayHost(bus, (trayHost) => store.change({ trayHost }))]);
}

/** Keeps in the store what the system's services say besides the helper. After a package transaction the helper knows more. */
export async function followSystem(bus: BusConnection, store: Store, parts: { readonly nextRestart: NextRestart; readonly helper: HelperFollower }): Promise<void> {
  const choices = parts.nextRestart.firmwareChoices().then((read) => store.change({ firmware: read.ok ? read.value : NO_FIRMWARE_CHOICES }));
  const watching = watchTransactions(bus, (packagesChanging) => {
    const ended = store.state.packagesChanging && !packagesChanging;
    store.change({ packagesChanging });
    if (ended) void parts.helper.readAll();
  });
  await Promise.all([choices, watching]);
}
