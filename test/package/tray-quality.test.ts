import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after, before, describe } from 'node:test';
import { extractFile, listPackage } from '@electron/asar';
import { FuseState, FuseV1Options, FuseVersion, getCurrentFuseWire } from '@electron/fuses';
import { CONTENT_SECURITY_POLICY } from '../../src/main/windows/content-policy.ts';
import { projectVersion, trayPackageFile } from './support/package.ts';

const HOME = 'usr/lib/quick-restart/tray';

describe('the tray app’s package as a file', () => {
  let deb = '';
  let folder = '';
  before(() => {
    deb = trayPackageFile();
    folder = mkdtempSync(join(tmpdir(), 'quick-restart-tray-'));
    execFileSync('dpkg-deb', ['-x', deb, join(folder, 'tree')]);
  });
  after(() => rmSync(folder, { recursive: true }));

  test('lintian finds no error and no warning', () => {
    const { status, stdout, stderr } = spawnSync('lintian', ['--allow-root', '--fail-on', 'error,warning', '--info', deb], { encoding: 'utf8' });
    assert.equal(status, 0, `${stdout}${stderr}`);
  });

  test('no fuse is left on that would run anything but the app', async () => {
    const fuses = await getCurrentFuseWire(join(folder, 'tree', HOME, 'quick-restart-tray'));
    assert.equal(fuses.version, FuseVersion.V1);
    const off = [FuseV1Options.RunAsNode, FuseV1Options.EnableNodeOptionsEnvironmentVariable, FuseV1Options.EnableNodeCliInspectArguments, FuseV1Options.GrantFileProtocolExtraPrivileges];
    for (const fuse of off) assert.equal(fuses[fuse], FuseState.DISABLE, FuseV1Options[fuse]);
    for (const fuse of [FuseV1Options.OnlyLoadAppFromAsar, FuseV1Options.EnableEmbeddedAsarIntegrityValidation]) assert.equal(fuses[fuse], FuseState.ENABLE, FuseV1Options[fuse]);
  });

  test('the fuses hold: it is no node, and takes no debugger', () => {
    const executable = join(folder, 'tree', HOME, 'quick-restart-tray');
    // Without a display it ends by itself; as a node it would have printed.
    const asNode = spawnSync(executable, ['-e', 'console.log("ran as " + "node")'], { encoding: 'utf8', timeout: 20_000, env: { ELECTRON_RUN_AS_NODE: '1', PATH: process.env['PATH'] } });
    assert.doesNotMatch(asNode.stdout, /ran as node/);
    const inspected = spawnSync(executable, ['--inspect-brk=0', '--no-sandbox'], { encoding: 'utf8', timeout: 20_000, env: { PATH: process.env['PATH'] } });
    assert.doesNotMatch(inspected.stderr, /Debugger listening/);
  });

  test('the archive has the app, its languages, and no sources or packages of others', () => {
    const archive = join(folder, 'tree', HOME, 'resources/app.asar');
    const files = listPackage(archive, { isPack: false });
    for (const file of ['/package.json', '/main.cjs', '/preload.cjs', '/locale/de.json']) assert.ok(files.includes(file), file);
    assert.deepEqual(files.filter((file) => /node_modules|\.tsx?$|\.map$|en-XA/.test(file)), []);
    const { version } = JSON.parse(extractFile(archive, 'package.json').toString()) as { readonly version: string };
    assert.equal(version, projectVersion());
    assert.deepEqual(readdirSync(join(folder, 'tree', HOME, 'resources')), ['app.asar']);
  });

  test('the packed app has the strict content policy, sandboxed windows, and refuses what is no call of its windows', () => {
    const main = extractFile(join(folder, 'tree', HOME, 'resources/app.asar'), 'main.cjs').toString();
    for (const directive of CONTENT_SECURITY_POLICY.split('; ')) assert.ok(main.includes(directive), directive);
    assert.doesNotMatch(CONTENT_SECURITY_POLICY, /unsafe|\*|https?:/);
    assert.match(main, /sandbox:\s?(?:true|!0)/);
    assert.match(main, /contextIsolation:\s?(?:true|!0)/);
    assert.match(main, /senderFrame/);
    assert.doesNotMatch(main, /nodeIntegration:\s?(?:true|!0)|webSecurity:\s?(?:false|!1)/);
  });

  test('a development runtime shows in version and description, the official one in neither', () => {
    const field = (name: string): string => execFileSync('dpkg-deb', ['-f', deb, name], { encoding: 'utf8' }).trim();
    const isDevelopment = field('Description').includes('development runtime');
    assert.equal(field('Version'), isDevelopment ? `${projectVersion()}+dev` : projectVersion());
    assert.match(field('Depends'), new RegExp(`^quick-restart \\(= ${projectVersion().replaceAll('.', '\\.')}\\)`));
  });

  test('made twice, by people with other habits, it has the same bytes', () => {
    const epoch = execFileSync('git', ['log', '-1', '--format=%ct'], { encoding: 'utf8' }).trim();
    const parts = join(folder, 'parts'); // of one moment: test files side by side bring dist/ up to date
    for (const part of ['app', 'desktop', 'gnome-shell', 'app-packages.txt']) cpSync(join('dist', part), join(parts, part), { recursive: true });
    const make = (name: string, umask: string, environment: Readonly<Record<string, string>>): Buffer => {
      const dist = join(folder, name);
      cpSync(parts, dist, { recursive: true });
      execFileSync('sh', ['-c', `umask ${umask}; exec packaging/tray/build.sh "$1"`, 'sh', dist], { stdio: 'ignore', env: { ...process.env, SOURCE_DATE_EPOCH: epoch, ...environment } });
      return readFileSync(join(dist, readFileSync(join(dist, 'tray-package.txt'), 'utf8').trim()));
    };
    assert.ok(make('one', '022', { TZ: 'UTC', LC_ALL: 'C' }).equals(make('two', '077', { TZ: 'Asia/Tokyo', LC_ALL: 'C.UTF-8' })));
  });
});
