import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import fc from 'fast-check';
import { blscfgEntries, expandVariables, matchesGlob, parseLoaderConf, parseLoaderEntry, readBootLoaderSpec } from '../../../src/core/boot-loader-spec/index.ts';
import { decodeUtf8 } from '../../../src/core/boot-loader-spec/utf8.ts';
import { smallBzImage } from '../../fakes/kernel-files.ts';
import { memoryFiles, type MemoryTree } from '../../fakes/memory-files.ts';
import { unifiedKernelImage } from '../../unit/core/boot-loader-spec/support/efi-program.ts';

const KEYS = ['title', 'version', 'machine-id', 'sort-key', 'linux', 'initrd', 'options', 'efi', 'uki', 'uki-url', 'profile', 'extra', 'architecture', 'devicetree', 'grub_users', '#', 'foo'];

const line = fc
  .tuple(fc.constantFrom(...KEYS), fc.constantFrom(' ', '\t', '  ', '', '\0'), fc.oneof(fc.constantFrom('/v', '/u.efi', '..', '"', '$kernelopts', '@1', 'x64'), fc.string({ unit: 'binary', maxLength: 8 })))
  .map((parts) => parts.join(''));
const text = fc.tuple(fc.array(line, { maxLength: 8 }), fc.constantFrom('\n', '\r\n', '\r')).map(([lines, end]) => lines.join(end));
const bytes = fc.oneof(text.map((one) => new TextEncoder().encode(one)), fc.uint8Array({ maxLength: 64 }));
const fileName = fc.tuple(fc.string({ unit: fc.constantFrom('a', 'B', '+', '-', '1', '.', 'é'), minLength: 1, maxLength: 5 }), fc.constantFrom('.conf', '.efi', '')).map((parts) => parts.join(''));

/** A real image with some bytes changed or its end cut off. */
const IMAGE = unifiedKernelImage(smallBzImage('6.12.9'), 'root=/dev/vda1', [['.profile', 'ID=a'], ['.profile', 'ID=b'], ['.cmdline', 'x']]);
const image = fc.tuple(fc.array(fc.tuple(fc.nat(700), fc.nat(255)), { maxLength: 6 }), fc.nat(IMAGE.length)).map(([changes, length]) => {
  const copy = Uint8Array.from(IMAGE);
  for (const [at, value] of changes) copy[at] = value;
  return copy.subarray(0, length);
});

const tree: fc.Arbitrary<MemoryTree> = fc
  .record({ entries: fc.dictionary(fileName, bytes, { maxKeys: 4 }), images: fc.dictionary(fileName, fc.oneof(image, bytes), { maxKeys: 2 }), conf: fc.option(bytes), variable: fc.option(fc.uint8Array({ maxLength: 24 })) })
  .map(({ entries, images, conf, variable }) => ({
    '/boot/v': smallBzImage('6.12.9'),
    ...under('/boot/loader/entries', entries),
    ...under('/boot/EFI/Linux', images),
    ...(conf === null ? {} : { '/boot/loader/loader.conf': conf }),
    ...(variable === null ? {} : { '/sys/firmware/efi/efivars/LoaderEntryOneShot-4a67b082-0a4c-41cf-b6c7-440b29bb8c4f': variable }),
  }));

function under(directory: string, files: Readonly<Record<string, Uint8Array>>): MemoryTree {
  return Object.fromEntries(Object.entries(files).map(([name, content]) => [`${directory}/${name}`, content]));
}

describe('whatever the files hold', () => {
  test('a menu has unique ids, at most one default, and paths below its partition', () => {
    fc.assert(
      fc.property(tree, (files) => {
        const { entries } = readBootLoaderSpec(memoryFiles(files), { esp: '/boot', xbootldr: null }, { architecture: 'x86_64' });
        assert.equal(new Set(entries.map((entry) => entry.id)).size, entries.length);
        assert.ok(entries.filter((entry) => entry.default).length <= 1);
        for (const entry of entries) {
          for (const path of [entry.kernel ?? '/boot/', ...entry.initrds]) assert.ok(path.startsWith('/boot/') && !path.split('/').includes('..'), path);
          assert.ok(entry.kernel !== null || entry.problems.length > 0, 'an entry without a kernel says why');
        }
      }),
      { numRuns: 1500 },
    );
  });
  test('GRUB’s entries too are made of anything', () => {
    fc.assert(fc.property(tree, (files) => {
      const { entries } = blscfgEntries(memoryFiles(files), '/boot/loader/entries', (name) => (name === 'kernelopts' ? 'a b' : null));
      for (const entry of entries) assert.ok(entry.script.includes(`linux ($root)${entry.linux}`));
    }), { numRuns: 1000 });
  });
  test('parsers of single texts', () => {
    fc.assert(fc.property(fc.oneof(text, fc.string({ unit: 'binary' })), (one) => {
      parseLoaderEntry(one);
      parseLoaderConf(one);
      expandVariables(one, (name) => name);
    }));
  });
  test('UTF-8 is read as TextDecoder reads it', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 12 }), (one) => {
      const found = decodeUtf8(one);
      if (found.valid) assert.equal(found.text, new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(one));
      else assert.throws(() => new TextDecoder('utf-8', { fatal: true }).decode(one));
    }), { numRuns: 3000 });
  });
});

describe('patterns', () => {
  const plain = fc.string({ unit: fc.constantFrom('a', 'b', '.', '-'), maxLength: 8 });
  test('a pattern of plain signs fits itself only', () => fc.assert(fc.property(plain, plain, (a, b) => matchesGlob(a, b) === (a === b))));
  test('* and ? as a regular expression would have them', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 8 }), plain, (pattern, one) => {
      const expression = new RegExp(`^${pattern.replaceAll('*', '.*').replaceAll('?', '.')}$`, 's');
      assert.equal(matchesGlob(pattern, one), expression.test(one));
    }), { numRuns: 3000 });
  });
  test('many stars take no time', () => assert.equal(matchesGlob(`${'*a'.repeat(2000)}b`, 'a'.repeat(4000)), false));
});

describe('large input', () => {
  test('a directory of 4,000 entries', () => {
    const files = Object.fromEntries(Array.from({ length: 4000 }, (_, index) => [`/boot/loader/entries/${index}.conf`, `title Same\nversion ${index % 7}\nlinux /v\n`]));
    const listed = memoryFiles({ '/boot/v': 'x', '/boot/loader/entries/x.conf': 'linux /v' });
    const names = Object.keys(files).map((path) => path.slice('/boot/loader/entries/'.length)).sort();
    // Names and texts straight from the table: the tree in memory looks at every path for each question.
    const direct = { ...listed, list: () => ({ ok: true, value: names }) as const, readText: (path: string) => ({ ok: true, value: { text: files[path] ?? '', validUtf8: true } }) as const };
    assert.ok(blscfgEntries(direct, '/boot/loader/entries', () => null).entries.length === 4000);
  });
  test('an entry of a megabyte of blanks', () => assert.equal(parseLoaderEntry(`title a${' '.repeat(1_000_000)}b\n`).title?.length, 1_000_002));
  test('options of a megabyte', () => assert.equal(parseLoaderEntry('options a\n'.repeat(100_000)).options?.length, 199_999));
});
