import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import fc from 'fast-check';
import { readExtlinux } from '../../../src/core/extlinux/index.ts';
import { expandMacros } from '../../../src/core/extlinux/u-boot-macros.ts';
import type { EntriesRead } from '../../../src/core/boot-entry/entries-read.ts';
import { memoryFiles, type MemoryTree } from '../../fakes/memory-files.ts';

const CONFIG = '/boot/extlinux/extlinux.conf';

function read(config: string | Uint8Array, dialect: 'syslinux' | 'u-boot', tree: MemoryTree = {}): EntriesRead {
  const files = memoryFiles({ [CONFIG]: config, ...(dialect === 'syslinux' ? { '/boot/extlinux/ldlinux.sys': '' } : {}), ...tree });
  return readExtlinux(files, { config: CONFIG, mountPoint: '/boot' });
}

/** What holds of every reading. */
function assertSound({ entries, diagnostics }: EntriesRead): void {
  assert.equal(new Set(entries.map(({ id }) => id)).size, entries.length, 'ids are unique');
  assert.ok(entries.filter((entry) => entry.default).length <= 1, 'at most one default');
  assert.ok(diagnostics.length <= 200);
  for (const entry of entries) {
    assert.ok(entry.kernel !== null || entry.problems.length > 0, 'an entry without a kernel says why');
    assert.ok(entry.source.line > 0);
  }
}

const word = fc.constantFrom('a', 'b', '/k', 'initrd=/i,/j', '-', '^x', '${y}', '$(z', "'", '\\', '#', 'extlinux.conf', 'more.cfg', 'menu.c32', '50', 'ä', '\0', '');
const keyword = fc.constantFrom(
  'label', 'LABEL', 'default', 'ontimeout', 'ui', 'timeout', 'totaltimeout', 'prompt', 'kernel', 'linux', 'initrd', 'append', 'fdt', 'fdtdir', 'fdtoverlays', 'include', 'say', 'text help', 'endtext',
  'localboot', 'com32', 'config', 'ipappend', 'sysappend', 'menu label', 'menu title', 'menu default', 'menu hide', 'menu disable', 'menu begin', 'menu end', 'menu include', 'menu separator',
  'menu passwd', 'menu save', 'menu start', 'menu goto', 'menu exit', 'MENU QUIT', 'menu', '#', '', 'frob',
);
const line = fc.tuple(keyword, fc.array(word, { maxLength: 3 })).map(([first, words]) => [first, ...words].join(' '));
const config = fc.array(line, { maxLength: 40 }).map((lines) => lines.join('\n'));
const dialect = fc.constantFrom('syslinux' as const, 'u-boot' as const);

describe('any configuration', () => {
  test('of its own keywords, in any order, including itself', () => {
    fc.assert(fc.property(config, config, dialect, (text, more, who) => assertSound(read(text, who, { '/boot/extlinux/more.cfg': more }))), { numRuns: 2000 });
  });

  test('of any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 400 }), dialect, (text, who) => assertSound(read(text, who))), { numRuns: 1000 });
  });

  test('of any bytes, beside any ldlinux.sys', () => {
    const bytes = fc.uint8Array({ maxLength: 400 });
    fc.assert(fc.property(bytes, fc.uint8Array({ minLength: 1024, maxLength: 1100 }), (text, sys) => assertSound(read(text, 'syslinux', { '/boot/extlinux/ldlinux.sys': sys }))), { numRuns: 500 });
  });

  test('its entries survive what stands around them', () => {
    const noise = fc.array(fc.constantFrom('', '# note', '  ', '\t', '#label x', 'say hello'), { maxLength: 4 }).map((lines) => lines.map((one) => one + '\n').join(''));
    fc.assert(
      fc.property(noise, noise, noise, dialect, (a, b, c, who) => {
        const { entries } = read(`${a}default l1\n${b}label l0\n${a}linux /k\n${c}append ro\n${b}label l1\nlinux /l\n${a}initrd /i\n${b}append rw quiet\n${c}`, who, { '/boot/k': '', '/boot/l': '', '/boot/i': '' });
        assert.deepEqual(entries.map((entry) => [entry.id, entry.kernel, entry.initrds, entry.default, entry.problems]), [
          ['l0', '/boot/k', [], false, []],
          ['l1', '/boot/l', ['/boot/i'], true, []],
        ]);
      }),
    );
  });
});

describe('a configuration without measure ends', () => {
  const cases: readonly (readonly [what: string, text: string])[] = [
    ['files that include themselves twice', 'label a\ninclude extlinux.conf\ninclude extlinux.conf\n'],
    ['submenus without end', 'menu begin x\nlabel a\n'.repeat(20_000)],
    ['labels without end, all of one name', 'label a\n'.repeat(100_000)],
    ['labels named as our ids', Array.from({ length: 4_000 }, (_, index) => `label a#${index}\n`).join('') + 'label a\n'.repeat(1_000)],
    ['lines without end', '\n'.repeat(900_000)],
    ['a line without end', `label a\nappend ${'${x} '.repeat(180_000)}`],
    ['openings without end', `label a\nlinux /k\nappend ${'${'.repeat(400_000)}`],
    ['quotes without end', `label a\nlinux /k\nappend ${"'".repeat(900_000)}`],
    ['blanks without end', `label a\nlinux /k\nappend${' '.repeat(900_000)}x`],
    ['commas without end', `label a\nlinux /k\nappend initrd=${','.repeat(900_000)}`],
    ['too large a file', 'x'.repeat(2_000_000)],
  ];
  for (const [what, text] of cases) {
    for (const who of ['syslinux', 'u-boot'] as const) {
      test(`${what} (${who})`, { timeout: 10_000 }, () => {
        const { entries, diagnostics } = read(text, who);
        assert.ok(entries.length <= 5_000 && diagnostics.length <= 200);
      });
    }
  }
});

test('a command line without quotes, backslashes and dollars passes through U-Boot as it is', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }).filter((text) => !/['\\$]/.test(text)), (text) => assert.deepEqual(expandMacros(text), { text, variables: [] })));
});
