import { writeSync } from 'node:fs';
import { homedir, release } from 'node:os';
import { join } from 'node:path';
import { app } from 'electron';
import { SYSTEM_BUS_ADDRESS } from '../adapters/dbus/transport/bus-address.ts';
import { userFolders } from '../adapters/user-files/folders.ts';
import { loadCatalogue } from './language/load-catalogue.ts';
import { printed, unknownOptions, wishOf } from './start-up/arguments.ts';
import { createApp } from './start-up/create-app.ts';
import { endOnBug } from './start-up/on-bug.ts';
import { confineContents, registerScheme } from './windows/window-session.ts';

/** By the bundler, from package.json. */
declare const __VERSION__: string;

const environment = process.env;
const folders = userFolders(environment, homedir());
// Chromium ends the whole program when the system bus goes, so the launcher keeps that bus from it, and hands its address to us.
const systemBusAddress = environment['QUICK_RESTART_SYSTEM_BUS_ADDRESS'] ?? environment['DBUS_SYSTEM_BUS_ADDRESS'] ?? SYSTEM_BUS_ADDRESS;

app.setPath('userData', join(folders.cache, 'quick-restart-tray')); // Chromium's own files; nothing in them is worth keeping
app.disableHardwareAcceleration(); // two small windows need no graphics driver
app.enableSandbox();
registerScheme();
confineContents();

const onBug = endOnBug({
  report,
  quit: () => {
    app.once('will-quit', () => app.exit(1)); // by then what was loaded is unloaded
    app.quit();
  },
  exit: () => app.exit(1),
});
for (const event of ['uncaughtException', 'unhandledRejection'] as const) process.on(event, onBug);

const answer = printed(process.argv.slice(1), __VERSION__);
if (answer !== null) {
  writeSync(process.stdout.fd, answer);
  app.exit(0);
} else {
  const unknown = unknownOptions(process.argv.slice(1));
  if (unknown.length > 0) report(`${unknown.join(' ')} ${unknown.length === 1 ? 'is' : 'are'} left to Chromium; what this program knows says --help`);
  if (app.requestSingleInstanceLock()) void app.whenReady().then(start);
  else app.quit();
}

function start(): void {
  const quickRestart = createApp({
    folder: __dirname,
    version: __VERSION__,
    runningRelease: release(),
    ownUid: process.getuid?.() ?? 0,
    folders,
    catalogue: loadCatalogue(join(__dirname, 'locale'), environment),
    desktops: environment['XDG_CURRENT_DESKTOP'] ?? '',
    systemBusAddress,
    sessionBusAddress: environment['DBUS_SESSION_BUS_ADDRESS'] ?? `unix:path=${environment['XDG_RUNTIME_DIR'] ?? ''}/bus`,
    report,
  });
  app.on('second-instance', (_event, argv) => quickRestart.fulfil(wishOf(argv.slice(1))));
  let quitting = false;
  app.on('before-quit', () => (quitting = true));
  // The icon stays; but a restart that was under way when somebody quit has been cancelled by now.
  app.on('window-all-closed', () => (quitting ? app.quit() : undefined));
  quickRestart.fulfil(wishOf(process.argv.slice(1)));
}

/** To the log of the session. */
function report(problem: unknown): void {
  console.error('quick-restart-tray:', problem);
}
