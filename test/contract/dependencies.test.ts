import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { describe } from 'node:test';

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { readonly packages: Readonly<Record<string, { readonly integrity?: string; readonly version?: string }>> };
const DECISIONS = 'docs/decisions';
const decisions = readdirSync(DECISIONS).map((name) => readFileSync(join(DECISIONS, name), 'utf8')).join('\n');
const all = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });

describe('packages of others', () => {
  for (const [name, version] of all) {
    test(`${name} is pinned, and a decision says what for`, () => {
      assert.match(version, /^\d+\.\d+\.\d+$/);
      assert.match(decisions, new RegExp(`(?<![\\w/@-])${name.replace(/[/\\.]/g, '\\$&')}(?![\\w/-])`));
    });
  }

  test('one runs with the helper', () => assert.deepEqual(Object.keys(manifest.dependencies), ['dbus-native']));

  test('every package, those of packages too, has a digest in package-lock.json', () => {
    const without = Object.entries(lock.packages).filter(([path, { integrity }]) => path !== '' && integrity === undefined).map(([path]) => path);
    assert.deepEqual(without, []);
  });
});
