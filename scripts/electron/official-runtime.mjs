// Electron's own download, through the npm package `electron`.
/* global fetch, AbortSignal */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const ANSWER_MS = 4_000;
const DOWNLOAD_MS = 15 * 60_000;
/** How long a mirror that was out of reach is not asked again. */
const REST_MS = 24 * 60 * 60_000;

/** `{ folder, version }`, downloaded where it is missing; null where it cannot be. `note` remembers that for a day. */
export async function officialRuntime(checkout, note) {
  const home = join(checkout, 'node_modules/electron');
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'));
  const runtime = { folder: join(home, 'dist'), version };
  if (isThere(runtime)) return runtime;
  if (restsAfter(note) || !(await answers(version))) return remember(note);
  rmSync(note, { force: true });
  console.error(`electron: downloading Electron ${version}, some 120 MB`);
  const { status } = spawnSync(process.execPath, [join(home, 'install.js')], { stdio: ['ignore', 'inherit', 'inherit'], timeout: DOWNLOAD_MS });
  return status === 0 && isThere(runtime) ? runtime : remember(note);
}

function isThere({ folder, version }) {
  const file = join(folder, 'version');
  return existsSync(join(folder, 'electron')) && existsSync(file) && readFileSync(file, 'utf8').trim().replace(/^v/, '') === version;
}

async function answers(version) {
  const mirror = process.env.npm_config_electron_mirror ?? process.env.ELECTRON_MIRROR ?? 'https://github.com/electron/electron/releases/download/v';
  try {
    const { ok } = await fetch(`${mirror}${version}/SHASUMS256.txt`, { method: 'HEAD', signal: AbortSignal.timeout(ANSWER_MS) });
    return ok;
  } catch {
    return false; // no such host, no way there, or too slow: all the same here
  }
}

function restsAfter(note) {
  const last = statSync(note, { throwIfNoEntry: false });
  return last !== undefined && Date.now() - last.mtimeMs < REST_MS;
}

function remember(note) {
  if (restsAfter(note)) return null;
  mkdirSync(dirname(note), { recursive: true });
  writeFileSync(note, 'The official Electron could not be downloaded; it is tried again a day later, or when this file is gone.\n');
  return null;
}
