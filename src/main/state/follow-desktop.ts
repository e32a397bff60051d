import { readAppearance, watchAppearance } from '../../adapters/dbus/desktop-appearance.ts';
import { watchPackageKit } from '../../adapters/dbus/packagekit.ts';
import { watchShellExtension } from '../../adapters/dbus/shell-extensions.ts';
import { watchTrayHost } from '../../adapters/dbus/status-notifier-watcher.ts';
import type { BusConnection } from '../../adapters/dbus/transport/bus-connection.ts';
import type { NextRestart } from '../../ports/next-restart.ts';
import { NO_FIRMWARE_CHOICES } from './app-state.ts';
import type { HelperFollower } from './follow-helper.ts';
import type { Store } from './store.ts';

/** Keeps in the store what the desktop says: its looks, whether its panel shows icons, and whether the extension of its shell is on. A desktop that says nothing is plain. */
export async function followDesktop(bus: BusConnection, store: Store): Promise<void> {
  const look = async (): Promise<void> => {
    const read = await readAppearance(bus);
    if (read.ok) store.change({ appearance: read.value });
  };
  await Promise.all([
    watchAppearance(bus, () => void look()).then(look),
    watchTrayHost(bus, (trayHost) => store.change({ trayHost })),
    watchShellExtension(bus, (shellExtension) => store.change({ shellExtension })),
  ]);
}

/** Keeps in the store what the system's services say besides the helper. Around a package transaction the helper is asked: it listens meanwhile, and knows more afterwards. */
export async function followSystem(bus: BusConnection, store: Store, parts: { readonly nextRestart: NextRestart; readonly helper: Pick<HelperFollower, 'readState' | 'readAll'> }): Promise<void> {
  const choices = parts.nextRestart.firmwareChoices().then((read) => store.change({ firmware: read.ok ? read.value : NO_FIRMWARE_CHOICES }));
  store.change({ packagesChanging: false }); // of a transaction on an earlier connection nobody would hear the end
  const watching = watchPackageKit(bus, {
    onRestart: () => undefined,
    onRunning: (packagesChanging) => {
      store.change({ packagesChanging });
      // What asks for a restart is said once, to those who listen: a helper that is awake does, and stays until the transaction ends.
      void (packagesChanging ? parts.helper.readState() : parts.helper.readAll());
    },
  });
  await Promise.all([choices, watching]);
}
