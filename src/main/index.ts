import { homedir, release } from 'node:os';
import { join } from 'node:path';
import { app } from 'electron';
import { HelperClient } from '../adapters/dbus/helper-client.ts';
import { Logind } from '../adapters/dbus/logind.ts';
import { SYSTEM_BUS_ADDRESS } from '../adapters/dbus/transport/bus-address.ts';
import { AutostartFile } from '../adapters/user-files/autostart-file.ts';
import { userFolders } from '../adapters/user-files/folders.ts';
import { createTranslator } from '../words/index.ts';
import { QuickRestartApp } from './app.ts';
import { KeptConnection } from './bus/kept-connection.ts';
import { serveCalls } from './ipc/serve-calls.ts';
import { loadCatalogue } from './language/load-catalogue.ts';
import { PreferenceKeeper } from './settings/preference-keeper.ts';
import { wishOf } from './start-up/arguments.ts';
import { initialState } from './state/app-state.ts';
import { HelperFollower } from './state/follow-helper.ts';
import { Store } from './state/store.ts';
import { TrayIcon } from './tray/tray.ts';
import { confineContents, registerScheme } from './windows/window-session.ts';
import { Windows } from './windows/windows.ts';

/** By the bundler, from package.json. */
declare const __VERSION__: string;

const environment = process.env;
const folder = __dirname;
const folders = userFolders(environment, homedir());

app.setPath('userData', join(folders.cache, 'quick-restart-tray')); // Chromium's own files; nothing in them is worth keeping
app.disableHardwareAcceleration(); // two small windows need no graphics driver
app.enableSandbox();
registerScheme();
confineContents();
app.on('window-all-closed', () => undefined); // the icon stays

if (app.requestSingleInstanceLock()) void app.whenReady().then(start);
else app.quit();

function start(): void {
  const catalogue = loadCatalogue(join(folder, 'locale'), environment);
  const words = createTranslator(catalogue);
  const keeper = new PreferenceKeeper(folders, app.isPackaged ? new AutostartFile(folders, 'quick-restart-tray --background') : null);
  const kept = keeper.read();
  if (kept.remark !== null) console.error('quick-restart-tray:', kept.remark);
  const store = new Store(initialState({ preferences: kept.preferences, appearance: { dark: false, highContrast: false, reducedMotion: false, accentColour: null, textScale: 1 } }));
  const systemBus = new KeptConnection(environment['DBUS_SYSTEM_BUS_ADDRESS'] ?? SYSTEM_BUS_ADDRESS);
  const service = new HelperClient(systemBus);
  const logind = new Logind(systemBus);
  const helper = new HelperFollower(service, store);
  const windows = new Windows(folder);
  const quickRestart: QuickRestartApp = new QuickRestartApp({
    store, helper, windows, catalogue, words,
    version: __VERSION__,
    runningRelease: release(),
    outside: { service, restartManager: logind, nextRestart: logind, ownUids: [process.getuid?.() ?? 0] },
    savePreferences: (preferences) => Promise.resolve(keeper.save(preferences, store)),
    quit: () => app.quit(),
    report: (bug) => console.error('quick-restart-tray:', bug),
  });
  const tray = new TrayIcon({ iconFolder: join(folder, 'icons'), desktops: environment['XDG_CURRENT_DESKTOP'] ?? '', words, fulfil: (wish) => quickRestart.fulfil(wish), onOpening: () => void helper.readState() });
  serveCalls((contentsId) => windows.ofContents(contentsId));
  store.onChange((state) => tray.show(state));
  tray.show(store.state);
  systemBus.onConnection((bus) => helper.follow(bus));
  void systemBus.open();
  app.on('second-instance', (_event, argv) => quickRestart.fulfil(wishOf(argv.slice(1))));
  quickRestart.fulfil(wishOf(process.argv.slice(1)));
}
