import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { describe } from 'node:test';
import { packageFile } from './support/package.ts';

describe('the package as a file', () => {
  test('lintian finds no error and no warning', () => {
    const { status, stdout, stderr } = spawnSync('lintian', ['--allow-root', '--fail-on', 'error,warning', '--info', packageFile()], { encoding: 'utf8' });
    assert.equal(status, 0, `${stdout}${stderr}`);
  });

  test('made twice, by people with other habits, it has the same bytes', () => {
    packageFile(); // brings the bundles up to date
    const folder = mkdtempSync(join(tmpdir(), 'quick-restart-package-'));
    try {
      cpSync('dist', join(folder, 'dist'), { recursive: true });
      const epoch = execFileSync('git', ['log', '-1', '--format=%ct'], { encoding: 'utf8' }).trim();
      const make = (name: string, umask: string, environment: Readonly<Record<string, string>>): Buffer => {
        const file = join(folder, name);
        execFileSync('sh', ['-c', `umask ${umask}; exec packaging/deb/build.sh "$1" "$2"`, 'sh', join(folder, 'dist'), file], {
          stdio: 'ignore',
          env: { ...process.env, SOURCE_DATE_EPOCH: epoch, ...environment },
        });
        return readFileSync(file);
      };
      assert.ok(make('one.deb', '022', { TZ: 'UTC', LC_ALL: 'C' }).equals(make('two.deb', '077', { TZ: 'Asia/Tokyo', LC_ALL: 'C.UTF-8' })));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

test('shellcheck has no remark on any of our shell scripts', () => {
  const tracked = execFileSync('git', ['ls-files', '-z'], { encoding: 'utf8' }).split('\0').filter((file) => file !== '');
  // Trees of other systems hold their scripts, as their tools wrote them.
  const ours = tracked.filter((file) => !/^test\/fixtures\/.*\/root\//.test(file));
  // Parts of scripts, which others source, say of which shell they are.
  const scripts = ours.filter((file) => /^(?:#! ?\/(?:usr\/)?bin\/(?:env )?(?:ba|da)?sh\b|# shellcheck shell=sh\b)/.test(firstLine(file)));
  for (const one of ['scripts/set-up.sh', 'chainload/chainload.d/decide.sh']) assert.ok(scripts.includes(one), scripts.join(', '));
  const { status, stdout } = spawnSync('shellcheck', ['--external-sources', ...scripts], { encoding: 'utf8' });
  assert.equal(status, 0, stdout);
});

function firstLine(file: string): string {
  try {
    return readFileSync(file, 'latin1').slice(0, 80).split('\n', 1)[0] ?? '';
  } catch {
    return ''; // removed in the work tree, or a link to nowhere
  }
}
