import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import test, { after, describe } from 'node:test';

const RUNNER = resolve('scripts/test-all.mjs');
/** The inner runs must not take themselves for parts of this one. */
const ENVIRONMENT = Object.fromEntries(Object.entries(process.env).filter(([name]) => name !== 'NODE_TEST_CONTEXT'));

describe('the closing lines of the test run', () => {
  const folder = mkdtempSync(join(tmpdir(), 'quick-restart-runner-'));
  after(() => rmSync(folder, { recursive: true }));

  test('an unknown group is a wrong usage', () => {
    assert.equal(spawnSync('node', [RUNNER, 'nonsense'], { env: ENVIRONMENT }).status, 2);
  });

  test('a group gives its tests what it says of their environment', () => {
    const root = join(folder, 'environment');
    mkdirSync(join(root, 'test/desktop'), { recursive: true });
    mkdirSync(join(root, 'scripts'));
    writeFileSync(join(root, 'scripts/run-tests.mjs'), readFileSync('scripts/run-tests.mjs'));
    writeFileSync(join(root, 'package.json'), '{ "type": "module" }');
    for (const name of ['gnome-menu', 'gnome-trouble']) writeFileSync(join(root, `test/desktop/${name}.test.ts`), "import test from 'node:test';\ntest('a', () => { if (process.env.DESKTOP_RELEASE !== 'forky') throw new Error('no'); });\n");
    const ran = spawnSync('node', [RUNNER, 'shells'], { cwd: root, env: ENVIRONMENT, encoding: 'utf8' });
    assert.equal(ran.stdout.trimEnd().split('\n').at(-1), '2 passed, 0 failed', ran.stdout + ran.stderr);
  });

  for (const [what, body, status, closing] of [
    ['all passed', "test('a', () => {}); describe('d', () => { test('b', () => {}); });", 0, '2 passed, 0 failed'],
    ['one failed', "test('a', () => {}); test('b', () => { throw new Error('no'); });", 1, '1 passed, 1 failed'],
    ['one was skipped', "test('a', () => {}); test.skip('b', () => {});", 1, '1 passed, 1 failed'],
    ['a file is empty', '', 1, '0 passed, 1 failed'],
    ['the file cannot be read', 'test(', 1, '0 passed, 1 failed'],
  ] as const) {
    test(`where ${what}, the last line is ${closing}`, () => {
      const root = join(folder, what.replaceAll(' ', '-'));
      mkdirSync(join(root, 'test/bus'), { recursive: true });
      mkdirSync(join(root, 'scripts'));
      writeFileSync(join(root, 'scripts/run-tests.mjs'), readFileSync('scripts/run-tests.mjs'));
      writeFileSync(join(root, 'package.json'), '{ "type": "module" }');
      writeFileSync(join(root, 'test/bus/a.test.ts'), `import test, { describe } from 'node:test';\n${body}\n`);
      const ran = spawnSync('node', [RUNNER, 'bus'], { cwd: root, env: ENVIRONMENT, encoding: 'utf8' });
      assert.equal(ran.stdout.trimEnd().split('\n').at(-1), closing, ran.stdout + ran.stderr);
      assert.equal(ran.status, status);
      assert.equal(ran.stdout.includes('failed in bus: b\n  no\n'), what === 'one failed', ran.stdout);
    });
  }
});
