// Bundles the tray app into dist/app: the main process, the preload script, the pages of the windows, icons and translations.
//   node scripts/build-app.mjs [--pseudo]     --pseudo: with a made-up language too, for finding texts that are not translated
// Main and preload are CommonJS (dbus-native, and sandboxed preload scripts know no other) and need no node_modules beside them.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';
import { bundledPackages } from './lib/bundled-packages.mjs';
import { leaveOut } from './lib/leave-out.mjs';

const APP = 'dist/app';
const OUT = `${APP}.${process.pid}`; // takes the place of the old one when it is whole: an app that runs from there reads files late
const WINDOWS = ['restart', 'settings'];
const { version, license } = JSON.parse(readFileSync('package.json', 'utf8'));

process.on('exit', () => rmSync(OUT, { recursive: true, force: true })); // of a build that failed
mkdirSync(`${OUT}/icons`, { recursive: true });
// Electron 45 has Node 24 and Chromium 148; the development runtime has Node 20 and Chromium 130, so nothing newer is used.
const common = { bundle: true, metafile: true, minify: true, legalComments: 'inline', logLevel: 'warning', define: { __VERSION__: JSON.stringify(version) } };
const node = { ...common, platform: 'node', target: 'node20', format: 'cjs', external: ['electron'], plugins: [leaveOut] };
const main = await build({ ...node, entryPoints: ['src/main/index.ts'], outfile: `${OUT}/main.cjs` });
const preload = await build({ ...node, entryPoints: ['src/preload/index.ts'], outfile: `${OUT}/preload.cjs` });
const windows = await build({
  ...common,
  entryPoints: Object.fromEntries(WINDOWS.map((name) => [name, `src/renderer/${name}/index.tsx`])),
  outdir: OUT,
  platform: 'browser',
  target: 'chrome130',
  format: 'iife',
  jsx: 'automatic',
  jsxImportSource: 'preact',
});
await build({ ...common, entryPoints: ['src/renderer/styles.css'], outfile: `${OUT}/styles.css`, target: 'chrome130' });
for (const name of WINDOWS) cpSync(`src/renderer/${name}/${name}.html`, `${OUT}/${name}.html`);

for (const meaning of ['idle', 'due', 'loaded']) {
  for (const file of ['light', 'light@2x', 'dark', 'dark@2x']) cpSync(`assets/icons/png/tray-${meaning}-${file}.png`, `${OUT}/icons/tray-${meaning}-${file}.png`);
}
cpSync('assets/icons/png/app-128.png', `${OUT}/icons/app.png`);
writeFileSync(
  `${OUT}/package.json`,
  `${JSON.stringify({ name: 'quick-restart-tray', productName: 'Quick Restart', desktopName: 'org.quickrestart1.Tray.desktop', version, license, main: 'main.cjs', type: 'commonjs' }, null, 2)}\n`,
);
if (existsSync('po')) compileWords();
writeFileSync('dist/app-packages.txt', bundledPackages([main, preload, windows].map(({ metafile }) => metafile)));
rmSync(APP, { recursive: true, force: true });
renameSync(OUT, APP);
console.log(`built ${APP}`);

function compileWords() {
  const { status } = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', 'scripts/words/index.ts', 'compile', `${OUT}/locale`, ...process.argv.slice(2)], { stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) process.exit(1);
}
