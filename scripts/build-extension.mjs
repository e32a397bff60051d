// Builds the extension of GNOME Shell: dist/gnome-shell/UUID, as it is installed, and dist/UUID.shell-extension.zip, as extensions.gnome.org and
// `gnome-extensions install` take it. TypeScript's types are taken away and nothing else: the shell's reviewers read what people wrote.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zip } from './lib/zip.mjs';

const HERE = 'gnome-shell';
const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const metadata = { ...JSON.parse(readFileSync(`${HERE}/metadata.json`, 'utf8')), 'version-name': version };
const { uuid } = metadata;
const OUT = `dist/${HERE}.${process.pid}`; // takes the place of the old one when it is whole

process.on('exit', () => rmSync(OUT, { recursive: true, force: true })); // of a build that failed
const folder = join(OUT, uuid);
mkdirSync(folder, { recursive: true });
run('node_modules/typescript/bin/tsc', '-p', HERE, '--noEmit', 'false', '--incremental', 'false', '--tsBuildInfoFile', 'null', '--rootDir', `${HERE}/src`, '--outDir', folder);
run('scripts/words/index.ts', 'gettext', join(folder, 'locale'), metadata['gettext-domain']);
for (const file of ['stylesheet.css', 'badge.svg']) copyFileSync(`${HERE}/${file}`, join(folder, file));
copyFileSync('LICENSE', join(folder, 'LICENSE'));
writeFileSync(join(folder, 'metadata.json'), `${JSON.stringify(metadata, null, 2)}\n`);
const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1))
  .sort();
writeFileSync(`${OUT}.zip`, zip(files.map((name) => ({ name, content: readFileSync(join(folder, name)) }))));
rmSync(`dist/${HERE}`, { recursive: true, force: true });
renameSync(OUT, `dist/${HERE}`);
renameSync(`${OUT}.zip`, `dist/${uuid}.shell-extension.zip`);
console.log(`built dist/${uuid}.shell-extension.zip`);

function run(...words) {
  const { status } = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', ...words], { stdio: 'inherit' });
  if (status !== 0) process.exit(1);
}
