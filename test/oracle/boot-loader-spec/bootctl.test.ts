import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import fc from 'fast-check';
import type { BootEntryDraft } from '../../../src/core/boot-entry/boot-entry.ts';
import { readBootLoaderSpec } from '../../../src/core/boot-loader-spec/index.ts';
import { memoryFiles } from '../../fakes/memory-files.ts';
import { efiProgram } from '../../unit/core/boot-loader-spec/support/efi-program.ts';
import { bootctlLists, type ListedEntry, type PartitionTree } from './boot-control.ts';

/*
 * bootctl reads entries as systemd-boot does, but for this: systemd-boot takes quotes off, adds only eight signs of a machine
 * id to a title, knows ids by their lower case and with their counter, takes any name for one, and hides entries without a program or for another architecture. The trees
 * keep away from those; test/unit has them, from systemd-boot's source.
 */
const RUNS = 400;

const version = fc.constantFrom('6.9', '6.10', '6.10~rc3', '6.10.1-1', '6.10.1-10', '6.12.107+deb13-amd64', '6.12.9+deb13-amd64', '5.14.0-427.13.1.el9', '5.14.0-427.el9', '1^a', '1.1', '');
const blanks = fc.constantFrom(' ', '  ', '\t', ' \t ');
const value = fc.string({ unit: fc.constantFrom('a', 'B', '1', '-', '.', '=', ' ', '/', 'é', '#', ','), minLength: 1, maxLength: 8 }).filter((one) => one.trim() === one && one !== '');
const field = fc.oneof(
  fc.tuple(fc.constant('title'), fc.constantFrom('Debian', 'Fedora', 'Arch Linux')),
  fc.tuple(fc.constant('version'), version),
  fc.tuple(fc.constant('machine-id'), fc.constantFrom('00000000000000000000000000000001', 'ffffffffffffffffffffffffffffffff')),
  fc.tuple(fc.constant('sort-key'), fc.constantFrom('debian', 'fedora')),
  fc.tuple(fc.constantFrom('options', 'title', 'unknown-key'), value),
  fc.tuple(fc.constant('initrd'), fc.constantFrom('/i', 'i', '/0f1e/6.12/initrd', '//a//b', '/ü code')),
);
const line = fc.oneof({ weight: 6, arbitrary: fc.tuple(fc.constantFrom('', ' '), field, blanks).map(([before, [key, text], between]) => (text === '' ? '' : before + key + between + text)) }, { weight: 1, arbitrary: fc.constantFrom('', '# title no', '   ') });
const entryText = fc.tuple(fc.array(line, { maxLength: 7 }), fc.constantFrom('\n', '\r\n')).map(([lines, end]) => [...lines, 'linux /v', ''].join(end));
const uncounted = fc.oneof(fc.constantFrom('a', 'b', 'debian-6.9', 'debian-6.10', 'debian-6.10.rc3', 'm-0-rescue', 'm-6.12.107+deb13-amd64'), version.map((one) => `v${one.replace(/[~^]/g, '_')}`));
/** To systemd-boot a counter is part of what it sorts by, to bootctl not: no such name is the beginning of another one. */
const counted = fc.tuple(fc.constantFrom('p-6.9', 'p-6.11', 'q', 'r-6.10.rc3'), fc.constantFrom('+3', '+2-1', '+0-3'));
const name = fc.oneof({ weight: 2, arbitrary: uncounted.map((one) => [one, ''] as const) }, { weight: 1, arbitrary: counted });

const osRelease = fc
  .record({ PRETTY_NAME: fc.option(fc.constantFrom('"Debian"', '"Arch Linux"', 'Debian'), { nil: undefined }), ID: fc.constantFrom('debian', 'fedora'), IMAGE_ID: fc.option(fc.constant('app'), { nil: undefined }), VERSION_ID: fc.option(fc.constantFrom('12', '"13"'), { nil: undefined }), BUILD_ID: fc.constant('rolling') })
  .map((fields) => Object.entries(fields).flatMap(([key, text]) => (text === undefined ? [] : [`${key}=${text}\n`])).join(''));
const image = fc
  .tuple(osRelease, fc.constantFrom('root=/dev/vda1 ro\n', ' ro quiet ', 'a\0'))
  .map(([os, commandLine]) => efiProgram([['.osrel', os], ['.cmdline', commandLine], ['.linux', 'kernel']]));

const tree: fc.Arbitrary<PartitionTree> = fc
  .tuple(fc.array(fc.tuple(name, entryText), { maxLength: 7 }), fc.array(fc.tuple(name, image), { maxLength: 2 }))
  .map(([files, images]) => ({
    v: 'kernel',
    ...withoutTwins(files.map(([[stem, counter], text]) => [stem, `loader/entries/${stem}${counter}.conf`, text])),
    ...withoutTwins(images.map(([[stem, counter], content]) => [stem, `EFI/Linux/${stem}${counter}.efi`, content])),
  }));

/** Two entries of one name, counted differently, are one id to bootctl. */
function withoutTwins(files: readonly (readonly [string, string, string | Uint8Array])[]): PartitionTree {
  return Object.fromEntries([...new Map(files.map(([name, path, content]) => [name, [path, content] as const])).values()]);
}

interface Seen {
  readonly id: string;
  readonly title: string;
  readonly commandLine: string;
  readonly initrds: readonly string[];
}

function ours(files: PartitionTree): readonly Seen[] {
  const here = memoryFiles(Object.fromEntries(Object.entries(files).map(([path, content]) => [`/boot/${path}`, content])));
  return readBootLoaderSpec(here, { esp: '/boot', xbootldr: null }, { architecture: 'x86_64' }).entries.map((entry) => ({ ...seen(entry), title: withoutCounter(entry.title) }));
}

/** Where an id is the title or a part of it. */
function withoutCounter(title: string): string {
  return title.replace(/\+[0-9]+(?:-[0-9]+)?(?=\.(?:conf|efi)\)?$)/, '');
}

function seen(entry: BootEntryDraft): Seen {
  return { id: entry.id, title: entry.title, commandLine: entry.commandLine, initrds: entry.initrds };
}

function theirs(entries: readonly ListedEntry[]): readonly Seen[] {
  return entries.map((entry) => ({
    id: entry.id,
    title: entry.showTitle.replace(/(?<=\([0-9a-f]{8})[0-9a-f]{24}\)/, ')'),
    commandLine: entry.options ?? '',
    initrds: (entry.initrd ?? []).map((path) => `/boot/${path}`.replace(/\/+/g, '/')),
  }));
}

function textOf(files: PartitionTree): string {
  return Object.entries(files).map(([path, content]) => `--- ${path}\n${typeof content === 'string' ? content : '(image)'}`).join('\n');
}

describe('the menu against bootctl', () => {
  test(`${RUNS} boot partitions are listed alike: ids in order, titles, command lines, initrds`, () => {
    const trees = fc.sample(tree, { numRuns: RUNS, seed: 20 });
    const lists = bootctlLists(trees);
    let entries = 0;
    for (const [index, files] of trees.entries()) {
      const expected = theirs(lists[index] ?? []);
      entries += expected.length;
      assert.deepEqual(ours(files), expected, textOf(files));
    }
    assert.ok(entries > 2 * RUNS, `only ${entries} entries were compared`);
  });
});
