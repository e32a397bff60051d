import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { expandMacros } from '../../../../src/core/extlinux/u-boot-macros.ts';
import { all, defaultOf, remarks, uBoot } from './support.ts';

const ONE = 'default a\nlabel a\n';

describe('what a label of U-Boot starts', () => {
  const cases: readonly (readonly [rule: string, lines: string, expected: string])[] = [
    ['kernel, initrd, APPEND', 'linux /k\ninitrd /i\nappend ro', '*a /k [/i] “ro”'],
    ['a relative path counts from the directory of the configuration', 'kernel ../../k\nappend ro', '*a /boot/extlinux/../../k [] “ro”'],
    ['initrd= of APPEND', 'linux /k\nappend initrd=/i ro', '*a /k [/i] “initrd=/i ro”'],
    ['INITRD before initrd=', 'linux /k\ninitrd /i\nappend initrd=/k2 ro', '*a /k [/i] “initrd=/k2 ro”'],
    ['a comma belongs to the name', 'linux /k\ninitrd /i,j\nappend ro', '*a /k [/i,j] “ro”'],
    ['no APPEND: U-Boot’s own command line', 'linux /k', '*a /k [] “” !evaluation'],
    ['U-Boot’s variables', 'linux /k\nappend root=${rootdev} ro', '*a /k [] “root= ro” !evaluation'],
    ['APPEND - is a dash', 'linux /k\nappend -', '*a /k [] “-”'],
    ['FDT', 'linux /k\nfdt /k2\nappend ro', '*a /k [] “ro” !devicetree'],
    ['DEVICETREE is FDT', 'linux /k\ndevicetree /k2\nappend ro', '*a /k [] “ro” !devicetree'],
    ['FDTDIR', 'linux /k\nfdtdir /boot\nappend ro', '*a /k [] “ro” !devicetree'],
    ['FDTDIR that does not exist: the firmware’s tree stays', 'linux /k\nfdtdir /dtbs\nappend ro', '*a /k [] “ro”'],
    ['FDTOVERLAYS change only a tree that was loaded', 'linux /k\nfdtoverlays /x.dtbo\nappend ro', '*a /k [] “ro”'],
    ['an unknown keyword ends the label', 'linux /k\nfrob 1\nappend ro', '*a /k [] “” !evaluation'],
    ['a second INITRD ends the label', 'linux /k\ninitrd /i\ninitrd /j\nappend ro', '*a /k [/i] “” !evaluation'],
    ['menu lines do not end the label', 'linux /k\nmenu hide\nmenu include x\nappend ro', '*a /k [] “ro”'],
    ['a comment does not end the label', 'linux /k\n# x\n#y\n\nappend ro', '*a /k [] “ro”'],
    ['a configuration inside a FIT image', 'linux /k#conf-1\nappend ro', '*a /k [] “ro”'],
    ['IPAPPEND is left out', 'linux /k\nipappend 3\nappend ro', '*a /k [] “ro”'],
    ['LOCALBOOT', 'linux /k\nlocalboot 1', '*a - [] “” !not-linux'],
    ['no kernel', 'append ro', '*a - [] “” !not-linux'],
  ];
  for (const [rule, lines, expected] of cases) test(rule, () => assert.deepEqual(all(uBoot(ONE + lines)), [expected]));

  test('the name of a label is the whole line', () => {
    assert.deepEqual(all(uBoot('default Fedora (6.1)\nlabel Fedora (6.1)\nkernel /k\nappend ro\n')), ['*Fedora (6.1) /k [] “ro”']);
  });

  test('a global APPEND belongs to nothing', () => {
    const read = uBoot('append ro\nlabel a\nlinux /k\nappend rw\n');
    assert.deepEqual(all(read), ['*a /k [] “rw”']);
    assert.deepEqual(remarks(read), ['extlinux.conf:1 unknown-command']);
  });
});

describe('which label U-Boot starts', () => {
  const LABELS = 'label a\nkernel /k\nappend ro\nlabel b\nmenu default\nkernel /k\nappend ro\nlabel c\nkernel /k\nappend ro\n';
  const cases: readonly (readonly [rule: string, before: string, after: string, expected: string | null])[] = [
    ['DEFAULT before the labels', 'default c\n', '', 'c'],
    ['DEFAULT after the labels', '', 'default c\n', 'c'],
    ['MENU DEFAULT where nothing came before it', '', '', 'b'],
    ['the last of DEFAULT and ONTIMEOUT', 'ontimeout a\ndefault c\n', '', 'c'],
    ['ONTIMEOUT is DEFAULT', 'default c\nontimeout a\n', '', 'a'],
    ['an unknown name: the first label', 'default x\n', '', 'a'],
    ['the last label of that name', 'default c\n', 'label c\nkernel /k2\nappend ro\n', 'c#2'],
    ['a missing kernel is passed over', 'default d\n', 'label d\nkernel /gone\nappend ro\n', 'a'],
    ['a missing initrd too', 'default d\n', 'label d\nkernel /k\ninitrd /gone\nappend ro\n', 'a'],
    ['a missing device tree too', 'default d\n', 'label d\nkernel /k\nfdt /gone\nappend ro\n', 'a'],
    ['a label without a kernel too', 'default d\n', 'label d\nappend ro\n', 'a'],
    ['another boot method is not', 'default d\n', 'label d\nlocalboot 1\n', 'd'],
    ['nothing where a keyword lacks its value', 'default a\n', 'label d\nkernel /k\nappend\n', null],
    ['nothing where a comment is all there is', 'default a\n', 'label d\nkernel /k\nappend # ro\n', null],
    ['nothing where an INCLUDE fails', 'default a\ninclude gone\n', '', null],
    ['labels of an included file count', 'default y\n', 'include more.cfg\n', 'y'],
  ];
  const tree = { '/boot/extlinux/more.cfg': 'label y\nkernel /k\nappend ro\n' };
  for (const [rule, before, after, expected] of cases) test(rule, () => assert.equal(defaultOf(uBoot(before + LABELS + after, tree)), expected));

  test('a default whose files may be there counts as bootable', () => {
    assert.equal(defaultOf(uBoot('default a\nlabel a\nkernel /x\nappend ro\nlabel b\nkernel /k\nappend ro\n', { '/x': { error: 'denied' } })), 'a');
  });

  test('where nothing can start, the named label stays the default and says why', () => {
    assert.equal(defaultOf(uBoot('default b\nlabel a\nkernel /gone\nappend ro\nlabel b\nkernel /gone\nappend ro\n')), 'b');
  });

  test('says what it passes over', () => {
    const read = uBoot('default a\nlabel a\nkernel /gone\nappend ro\nlabel b\nkernel /k\nappend ro\n');
    assert.deepEqual(read.diagnostics.map(({ line, message }) => [line, message]), [[2, 'U-Boot passes over “a”: /gone is missing.']]);
  });
});

describe('variables and quotes in APPEND', () => {
  const cases: readonly (readonly [append: string, text: string, variables: readonly string[]])[] = [
    ['root=/dev/sda1 ro', 'root=/dev/sda1 ro', []],
    ['a=${b}c', 'a=c', ['b']],
    ['a=$(b) ${c}', 'a= ', ['b', 'c']],
    ['a=$b $', 'a=$b $', []],
    [String.raw`a=\${b}`, 'a=${b}', []],
    [String.raw`a\\b \x`, String.raw`a\b x`, []],
    ["a='${b}  c'd", 'a=${b}  cd', []],
    ['x="a b"', 'x="a b"', []],
    ["it's", 'its', []],
    ['a=${b', 'a=', ['b']],
  ];
  for (const [append, text, variables] of cases) test(append, () => assert.deepEqual(expandMacros(append), { text, variables }));
});

describe('a configuration that cannot be read', () => {
  test('is one diagnostic and no entry', () => {
    const read = uBoot('', { '/boot/extlinux/extlinux.conf': { error: 'denied' } });
    assert.deepEqual([read.entries, remarks(read)], [[], ['extlinux.conf:0 file-unreadable']]);
  });
});
