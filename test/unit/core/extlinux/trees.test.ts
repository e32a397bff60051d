import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { describe } from 'node:test';
import { LocalBootFiles } from '../../../../src/adapters/boot-files/local-boot-files.ts';
import { isRecovery } from '../../../../src/core/boot-entry/recovery.ts';
import { readExtlinux, type Place } from '../../../../src/core/extlinux/index.ts';

interface Expected {
  readonly place: Place;
  readonly entries: readonly { readonly recovery: boolean; readonly problems: readonly string[] }[];
}

const TREES = join(import.meta.dirname, '../../../fixtures/boot-trees');
const names = readdirSync(TREES, { withFileTypes: true }).filter((one) => one.isDirectory() && one.name.startsWith('extlinux-'));

describe('configurations that u-boot-menu made', () => {
  test('there are some', () => assert.ok(names.length >= 3));
  for (const { name } of names) {
    test(name, () => {
      const { place, entries: expected } = JSON.parse(readFileSync(join(TREES, name, 'expected.json'), 'utf8')) as Expected;
      const { entries, diagnostics } = readExtlinux(new LocalBootFiles(join(TREES, name, 'root')), place);
      const found = entries.map((entry) => ({
        id: entry.id,
        title: entry.title,
        kernel: entry.kernel,
        initrds: entry.initrds,
        commandLine: entry.commandLine,
        default: entry.default,
        recovery: isRecovery(entry),
        problems: entry.problems.map(({ kind }) => kind),
      }));
      assert.deepEqual(found, expected);
      assert.deepEqual(diagnostics, []);
    });
  }
});
