// Puts Electron's runtime and the built app together, as a package installs them:
//   node packaging/tray/assemble.mjs APP FOLDER
// APP is the folder with the app's package.json and bundles; FOLDER is made anew. Prints `official VERSION` or `development VERSION`, the runtime that it is.
// docs/decisions/0021-tray-package.md says why no packager does this.
import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createPackage } from '@electron/asar';
import { flipFuses, getCurrentFuseWire, FuseState, FuseVersion } from '@electron/fuses';
import { electronRuntime } from '../../scripts/electron/runtime.mjs';
import { FUSE_CONFIG, FUSES } from './fuses.mjs';

const EXECUTABLE = 'quick-restart-tray';
/** What a packaged app never uses: Electron's own app, the setuid sandbox helper (the decision says why), and what only says what the runtime is. */
const LEFT_OUT = new Set(['chrome-sandbox', 'resources', 'version', 'locales', 'LICENSE', 'LICENSE.electron.txt', 'LICENSES.chromium.html']);

const [app, folder] = process.argv.slice(2);
if (app === undefined || folder === undefined) throw new Error('usage: assemble.mjs APP FOLDER');
const runtime = await electronRuntime();
rmSync(folder, { recursive: true, force: true });
mkdirSync(join(folder, 'resources'), { recursive: true });
mkdirSync(join(folder, 'locales'));

for (const name of readdirSync(runtime.folder)) if (!LEFT_OUT.has(name)) cpSync(join(runtime.folder, name), join(folder, name), { recursive: true });
for (const name of chromiumLocales()) cpSync(join(runtime.folder, 'locales', name), join(folder, 'locales', name));
renameSync(join(folder, 'electron'), join(folder, EXECUTABLE));
await createPackage(app, join(folder, 'resources/app.asar'));
await setFuses(join(folder, EXECUTABLE));
console.log(`${runtime.kind} ${runtime.version}`);

/** Chromium's own words, for the languages that the app has. */
function chromiumLocales() {
  const ours = readdirSync('po').filter((name) => name.endsWith('.po')).map((name) => name.replace('_', '-').replace(/\.po$/, '.pak'));
  const wanted = ['en-US.pak', 'en-GB.pak', 'es-419.pak', ...ours];
  return wanted.filter((name) => existsSync(join(runtime.folder, 'locales', name)));
}

async function setFuses(executable) {
  await flipFuses(executable, FUSE_CONFIG);
  const wire = await getCurrentFuseWire(executable);
  if (wire.version !== FuseVersion.V1) throw new Error(`${executable} has fuses of an unknown version`);
  for (const [fuse, on] of Object.entries(FUSES)) {
    if (wire[fuse] !== (on ? FuseState.ENABLE : FuseState.DISABLE)) throw new Error(`a fuse of ${executable} could not be set: ${fuse}`);
  }
}
