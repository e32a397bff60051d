// Whole trees that the real tools made (scripts/boot-trees), read by the whole engine; expected.json is a person's judgement.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { describe } from 'node:test';
import type { BootEntry } from '../../../src/core/boot-entry/boot-entry.ts';
import { readTree, TREES, type Eyes } from './read-tree.ts';

type ExpectedEntry = Pick<BootEntry, 'id' | 'title' | 'titlePath' | 'kernel' | 'initrds' | 'commandLine' | 'kernelRelease' | 'default' | 'recovery' | 'restricted'> & {
  /** Kinds, in the order in which they are told. */
  readonly problems: readonly string[];
};

interface Expected {
  readonly eyes: Eyes;
  readonly entries: readonly ExpectedEntry[];
  /** Kinds, in their order. */
  readonly diagnostics: readonly string[];
}

const ours = readdirSync(TREES, { withFileTypes: true })
  .filter((one) => one.isDirectory() && !one.name.startsWith('extlinux-'))
  .map((one) => one.name);

describe('boot trees', () => {
  test('are there: GRUB of three releases, entry files and unified kernel images', () => {
    const families = ['grub-12-', 'grub-13-', 'grub-testing-', 'loader-12-', 'loader-13-', 'loader-testing-'];
    assert.deepEqual(families.filter((family) => !ours.some((name) => name.startsWith(family))), []);
    assert.ok(ours.length >= 28, `only ${ours.length} trees`);
  });
  for (const name of ours) {
    test(name, () => {
      const expected = JSON.parse(readFileSync(join(TREES, name, 'expected.json'), 'utf8')) as Expected;
      const read = readTree(name, expected.eyes);
      assert.ok(read.ok, JSON.stringify(read));
      assert.deepEqual(read.value.entries.map(comparable), expected.entries);
      assert.deepEqual(read.value.diagnostics.map(({ kind }) => kind), expected.diagnostics);
    });
    test(`${name} says where it is from and what it discriminates`, () => {
      const text = readFileSync(join(TREES, name, 'PROVENANCE.md'), 'utf8');
      assert.match(text, new RegExp(`node scripts/boot-trees/index\\.ts ${name}\\n`));
      assert.match(text, /\*\*The rule that it discriminates:\*\* .{40}/);
    });
  }
});

describe('bootctl list', () => {
  for (const name of ours.filter((one) => existsSync(join(TREES, one, 'bootctl.json')))) {
    test(`${name}: the same entries in the same order`, () => {
      const { eyes } = JSON.parse(readFileSync(join(TREES, name, 'expected.json'), 'utf8')) as Expected;
      const read = readTree(name, eyes);
      assert.ok(read.ok);
      const known = read.value.entries.filter(({ id }) => isIdForBootctl(id)).map(({ id, kernel, commandLine }) => ({ id, kernel, commandLine }));
      assert.deepEqual(known, bootctlEntries(name));
    });
  }
});

function comparable(entry: BootEntry): ExpectedEntry {
  const { id, title, titlePath, kernel, initrds, commandLine, kernelRelease, recovery, restricted } = entry;
  return { id, title, titlePath, kernel, initrds, commandLine, kernelRelease, default: entry.default, recovery, restricted, problems: entry.problems.map(({ kind }) => kind) };
}

/** bootctl leaves out entries with `~` in their names, which systemd-boot itself shows. */
function isIdForBootctl(id: string): boolean {
  return !id.includes('~');
}

interface BootctlEntry {
  readonly id: string;
  readonly root: string;
  readonly linux: string;
  readonly options: string;
}

/** Debian 12's bootctl prints objects one after the other, later ones a list. The image's first profile has no name to systemd-boot. */
function bootctlEntries(name: string): readonly unknown[] {
  const text = readFileSync(join(TREES, name, 'bootctl.json'), 'utf8').trim();
  const list = JSON.parse(text.startsWith('[') ? text : `[${text.split('\n').join(',')}]`) as readonly BootctlEntry[];
  return list.map(({ id, root, linux, options }) => ({ id: id.replace(/\.efi@main$/, '.efi'), kernel: root + linux, commandLine: options }));
}
