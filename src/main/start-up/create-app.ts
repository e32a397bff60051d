import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { app, nativeTheme } from 'electron';
import { BusConnection } from '../../adapters/dbus/transport/bus-connection.ts';
import { PLAIN_APPEARANCE } from '../../adapters/dbus/desktop-appearance.ts';
import { Logind } from '../../adapters/dbus/logind.ts';
import { Notifications } from '../../adapters/dbus/notifications.ts';
import { BusSession } from '../../adapters/dbus/session-managers/find-session-manager.ts';
import { watchWaking } from '../../adapters/dbus/sleep.ts';
import { isLiveSession } from '../../adapters/live-session/live-session.ts';
import { AutostartFile } from '../../adapters/user-files/autostart-file.ts';
import type { UserFolders } from '../../adapters/user-files/folders.ts';
import { KexecTool } from '../../adapters/kexec/kexec-tool.ts';
import { KeptJson } from '../../adapters/user-files/kept-json.ts';
import type { Catalogue } from '../../contracts/app/appearance.ts';
import { runningInitrdTools } from '../../adapters/machine-facts/initrd-tools.ts';
import { readStandingFacts } from '../../adapters/machine-facts/running-machine.ts';
import { LocalBootFiles } from '../../adapters/boot-files/local-boot-files.ts';
import { isDesktopRemote } from '../../use-cases/is-desktop-remote.ts';
import { withOwnSight, type OwnSight, type StandingFacts } from '../../use-cases/with-own-sight.ts';
import { withoutSessionLocks } from '../../use-cases/without-session-locks.ts';
import { createTranslator } from '../../words/index.ts';
import { QuickRestartApp } from '../app.ts';
import { KeptConnection } from '../bus/kept-connection.ts';
import { serveCalls } from '../ipc/serve-calls.ts';
import { memoryShape, NOTHING_TOLD } from '../notifications/memory.ts';
import { Teller } from '../notifications/teller.ts';
import { restartCalls, type RestartBus } from '../restart/restart-calls.ts';
import { PreferenceKeeper } from '../settings/preference-keeper.ts';
import { setShellExtension } from '../settings/switch-shell-extension.ts';
import { initialState } from '../state/app-state.ts';
import { followDesktop, followSystem } from '../state/follow-desktop.ts';
import { HelperFollower } from '../state/follow-helper.ts';
import { Store } from '../state/store.ts';
import { TrayIcon } from '../tray/tray.ts';
import { Windows } from '../windows/windows.ts';
import { AppService } from './app-service.ts';

/** What the app gets from its surroundings. */
export interface Given {
  /** dist/app */
  readonly folder: string;
  readonly version: string;
  readonly runningRelease: string;
  readonly ownUid: number;
  readonly folders: UserFolders;
  readonly catalogue: Catalogue;
  /** XDG_CURRENT_DESKTOP */
  readonly desktops: string;
  readonly systemBusAddress: string;
  readonly sessionBusAddress: string;
  readonly report: (problem: unknown) => void;
}

const DESKTOP_ENTRY = 'org.quickrestart1.Tray';

function sightOf(logind: Logind, ownUids: readonly number[]): OwnSight {
  const files = new LocalBootFiles('/');
  // Not what the CLI sees of a container: an app in one (toolbox) asks the logind of the desktop that shows its windows, and so the host's.
  const machine = (): StandingFacts => ({ ...readStandingFacts(files), container: false });
  return { isRemote: () => isDesktopRemote(logind, ownUids), initrdTools: () => runningInitrdTools(files), machine };
}

/** Builds the app and connects it: icon, windows, helper, desktop. No window opens by itself. */
export function createApp(given: Given): QuickRestartApp {
  const { folder, folders, catalogue, desktops, report } = given;
  const words = createTranslator(catalogue);
  const keeper = new PreferenceKeeper(folders, app.isPackaged ? new AutostartFile(folders, 'quick-restart-tray --background') : null);
  const kept = keeper.read();
  if (kept.remark !== null) report(kept.remark);
  const store = new Store(initialState({ preferences: kept.preferences, appearance: PLAIN_APPEARANCE }));
  const systemBus = new KeptConnection(given.systemBusAddress);
  const sessionBus = new KeptConnection(given.sessionBusAddress);
  const kernel = new KexecTool();
  const bus: RestartBus = { kept: systemBus, open: () => BusConnection.open(given.systemBusAddress), isLoaded: () => kernel.isLoaded(), openSession: () => sessionBus.open() };
  const logind = new Logind(systemBus);
  const ownUids = [given.ownUid];
  const sight = sightOf(logind, ownUids);
  const service = withOwnSight(new AppService(systemBus, bus.isLoaded), sight);
  const helper = new HelperFollower(service, store);
  const windows = new Windows({ folder, words, report });
  const quickRestart: QuickRestartApp = new QuickRestartApp({
    store, helper, windows, catalogue, words, report,
    version: given.version,
    runningRelease: given.runningRelease,
    outside: { service, restartManager: withoutSessionLocks(logind, new BusSession(bus.openSession, () => logind.isGoingDown())), ownUids, forRestart: (signal) => restartCalls(bus, sight, signal) },
    savePreferences: (preferences) => Promise.resolve(keeper.save(preferences, store)),
    setShellExtension: (on) => setShellExtension(sessionBus, store, on),
    quit: () => app.quit(),
  });
  const fulfil: QuickRestartApp['fulfil'] = (wish) => quickRestart.fulfil(wish);
  const teller = new Teller({
    store, service, words, fulfil,
    memory: new KeptJson(join(folders.state, 'quick-restart/told.json'), memoryShape, NOTHING_TOLD),
    moment: createMoment(),
  });
  const tray = new TrayIcon({ iconFolder: join(folder, 'icons'), desktops, words, fulfil, onOpening: () => void helper.readAll() });

  serveCalls((contentsId) => windows.ofContents(contentsId));
  store.onChange((state, before) => {
    // The icon registers once, with the panel of its time; to one that came later it must go anew.
    if (state.trayHost === true && before.trayHost === false) tray.renew(state);
    else tray.show(state);
    nativeTheme.themeSource = state.appearance.dark ? 'dark' : 'light';
  });
  tray.show(store.state);
  systemBus.onConnection(async (system) => {
    await Promise.all([helper.follow(system), followSystem(system, store, { nextRestart: logind, helper }), watchWaking(system, () => teller.look(store.state))]);
  });
  sessionBus.onConnection(async (session) => {
    await Promise.all([followDesktop(session, store), teller.speakOver(new Notifications(session, DESKTOP_ENTRY))]);
  });
  void systemBus.open();
  void sessionBus.open();
  return quickRestart;
}

function createMoment(): () => { readonly nowMs: number; readonly bootId: string; readonly liveSession: boolean } {
  const still = { bootId: readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim(), liveSession: isLiveSession() };
  return () => ({ ...still, nowMs: Date.now() });
}
