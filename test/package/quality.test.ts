import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { describe } from 'node:test';
import { packageFile } from './support/package.ts';

describe('the package as a file', () => {
  test('lintian finds no error and no warning', () => {
    const { status, stdout, stderr } = spawnSync('lintian', ['--allow-root', '--fail-on', 'error,warning', '--info', packageFile()], { encoding: 'utf8' });
    assert.equal(status, 0, `${stdout}${stderr}`);
  });

  test('made twice, it has the same bytes', () => {
    const first = packageFile();
    const folder = mkdtempSync(join(tmpdir(), 'quick-restart-package-'));
    try {
      const second = join(folder, 'again.deb');
      execFileSync('packaging/deb/build.sh', ['dist', second], { stdio: 'ignore', env: { ...process.env, TZ: 'Asia/Tokyo', LC_ALL: 'C.UTF-8' } });
      assert.ok(readFileSync(first).equals(readFileSync(second)));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

test('shellcheck has no remark on any of our shell scripts', () => {
  const tracked = execFileSync('git', ['ls-files', '-z'], { encoding: 'utf8' }).split('\0').filter((file) => file !== '');
  const scripts = tracked.filter((file) => /^#! ?\/(?:usr\/)?bin\/(?:env )?(?:ba|da)?sh\b/.test(firstLine(file)));
  assert.ok(scripts.includes('scripts/set-up.sh'), scripts.join(', '));
  const { status, stdout } = spawnSync('shellcheck', scripts, { encoding: 'utf8' });
  assert.equal(status, 0, stdout);
});

function firstLine(file: string): string {
  try {
    return readFileSync(file, 'latin1').slice(0, 80).split('\n', 1)[0] ?? '';
  } catch {
    return ''; // removed in the work tree, or a link to nowhere
  }
}
