import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import type { BootEntryDraft } from '../../../../src/core/boot-entry/boot-entry.ts';
import { readBootLoaderSpec, type BootLoaderSpecMenu, type BootPartitions } from '../../../../src/core/boot-loader-spec/index.ts';
import { smallBzImage } from '../../../fakes/kernel-files.ts';
import { memoryFiles, type MemoryTree } from '../../../fakes/memory-files.ts';
import { unifiedKernelImage } from './support/efi-program.ts';
import { loaderFeatures, loaderVariables } from './support/variables.ts';

const BOOT: BootPartitions = { esp: '/boot', xbootldr: null };

function menu(tree: MemoryTree, places = BOOT): BootLoaderSpecMenu {
  return readBootLoaderSpec(memoryFiles({ '/boot/v': 'kernel', ...tree }), places, { architecture: 'x86_64' });
}

/** Entry files by name; each starts /v. */
function entries(files: Readonly<Record<string, string>>): MemoryTree {
  return Object.fromEntries(Object.entries(files).map(([name, text]) => [`/boot/loader/entries/${name}`, `${text}\nlinux /v\n`]));
}

function ids(found: BootLoaderSpecMenu): readonly string[] {
  return found.entries.map((entry) => entry.id);
}

describe('the order of the menu', () => {
  const cases: readonly (readonly [what: string, files: Readonly<Record<string, string>>, expected: readonly string[]])[] = [
    ['file names, newest first', { 'a-6.9.conf': '', 'a-6.10.conf': '', 'b.conf': '' }, ['b.conf', 'a-6.10.conf', 'a-6.9.conf']],
    ['a sort key comes before none', { 'z.conf': '', 'a.conf': 'sort-key k' }, ['a.conf', 'z.conf']],
    ['sort keys upwards, versions downwards', { 'a.conf': 'sort-key k\nversion 6.9', 'b.conf': 'sort-key k\nversion 6.10', 'c.conf': 'sort-key j\nversion 1' }, ['c.conf', 'b.conf', 'a.conf']],
    ['machine ids upwards, before versions', { 'a.conf': 'sort-key k\nmachine-id 2\nversion 9', 'b.conf': 'sort-key k\nmachine-id 1\nversion 1' }, ['b.conf', 'a.conf']],
    ['no machine id comes first', { 'a.conf': 'sort-key k\nmachine-id 1\nversion 9', 'b.conf': 'sort-key k\nversion 1' }, ['b.conf', 'a.conf']],
    ['without a sort key versions do not count', { 'a.conf': 'version 9', 'b.conf': 'version 1' }, ['b.conf', 'a.conf']],
    ['no tries left comes last', { 'a.conf': '', 'b+0-3.conf': '', 'c+1-2.conf': '' }, ['c.conf', 'a.conf', 'b.conf']],
    ['a release candidate is older', { 'a.conf': 'sort-key k\nversion 6.10~rc3', 'b.conf': 'sort-key k\nversion 6.10' }, ['b.conf', 'a.conf']],
    ['files that are no entries', { 'a.conf': '', '.b.conf': '', 'auto-c.conf': '', 'd.conf.bak': '' }, ['a.conf']],
    ['suffixes and names in any case', { 'A.CONF': '', 'b.Conf': '' }, ['b.conf', 'a.conf']],
  ];
  for (const [what, files, expected] of cases) test(what, () => assert.deepEqual(ids(menu(entries(files))), expected));

  test('both partitions make one menu', () => {
    const found = menu({ ...entries({ 'b.conf': '' }), '/efi/loader/entries/a.conf': 'linux /k', '/efi/k': 'x', '/efi/loader/entries/c.conf': 'linux /k' }, { esp: '/efi', xbootldr: '/boot' });
    assert.deepEqual(found.entries.map((entry) => [entry.id, entry.kernel]), [['c.conf', '/efi/k'], ['b.conf', '/boot/v'], ['a.conf', '/efi/k']]);
  });

  test('an id that two files claim is told apart by the file', () => {
    const found = menu({ ...entries({ 'a.conf': '', 'a+0-1.conf': '' }), '/efi/loader/entries/a.conf': 'linux /k', '/efi/k': 'x' }, { esp: '/efi', xbootldr: '/boot' });
    assert.deepEqual(ids(found), ['a.conf', '/boot/loader/entries/a.conf', 'a+0-1.conf']);
  });
});

describe('titles', () => {
  const cases: readonly (readonly [what: string, files: Readonly<Record<string, string>>, expected: readonly string[]])[] = [
    ['as written', { 'b.conf': 'title B', 'a.conf': 'title A' }, ['B', 'A']],
    ['the id where there is none', { 'B+3.conf': '' }, ['b+3.conf']],
    ['the version where they are the same', { 'b.conf': 'title A\nversion 2', 'a.conf': 'title A\nversion 1' }, ['A (2)', 'A (1)']],
    ['then the machine id', { 'b.conf': 'title A\nversion 1\nmachine-id 0123456789', 'a.conf': 'title A\nversion 1\nmachine-id abcdefabcdef' }, ['A (1) (01234567)', 'A (1) (abcdefab)']],
    ['then the id', { 'b.conf': 'title A', 'a.conf': 'title A' }, ['A (b.conf)', 'A (a.conf)']],
    ['one with a version, one without', { 'b.conf': 'title A\nversion 2', 'a.conf': 'title A' }, ['A (2)', 'A']],
  ];
  for (const [what, files, expected] of cases) test(what, () => assert.deepEqual(menu(entries(files)).entries.map((entry) => entry.title), expected));
});

describe('the default', () => {
  const files = entries({ 'c+0-3.conf': '', 'b.conf': '', 'a.conf': '' });
  const conf = (text: string): MemoryTree => ({ '/boot/loader/loader.conf': text });
  const cases: readonly (readonly [what: string, tree: MemoryTree, expected: string | null])[] = [
    ['the first one', {}, 'b.conf'],
    ['loader.conf', conf('default a*'), 'a.conf'],
    ['loader.conf in another case', conf('default A.CONF'), 'a.conf'],
    ['loader.conf may name one without tries left', conf('default c*'), 'c.conf'],
    ['a pattern that fits nothing', conf('default x*'), 'b.conf'],
    ['an id without its suffix fits nothing', conf('default a'), 'b.conf'],
    ['preferred comes before default', conf('default b*\npreferred a*'), 'a.conf'],
    ['preferred passes over one without tries left', conf('preferred c*'), 'b.conf'],
    ['a boot loader that does not know preferred', { ...conf('preferred a*'), ...loaderFeatures(0, 18) }, 'b.conf'],
    ['a boot loader that does', { ...conf('preferred a*'), ...loaderFeatures(19) }, 'a.conf'],
    ['LoaderEntryDefault comes before loader.conf', { ...conf('default b*'), ...loaderVariables({ LoaderEntryDefault: 'a.conf' }) }, 'a.conf'],
    ['LoaderEntryPreferred comes before LoaderEntryDefault', loaderVariables({ LoaderEntryDefault: 'b.conf', LoaderEntryPreferred: 'a.conf' }), 'a.conf'],
    ['LoaderEntryOneShot comes before all', loaderVariables({ LoaderEntryOneShot: 'A.conf', LoaderEntryDefault: 'b.conf', LoaderEntryPreferred: 'b.conf' }), 'a.conf'],
    ['a one-shot entry that has gone', loaderVariables({ LoaderEntryOneShot: 'x.conf', LoaderEntryDefault: 'a.conf' }), 'a.conf'],
    ['the saved entry', { ...conf('default @saved'), ...loaderVariables({ LoaderEntryLastBooted: 'a.conf', LoaderEntrySelected: 'b.conf' }) }, 'a.conf'],
    ['no saved entry yet', conf('default @saved'), 'b.conf'],
    ['a saved entry by variable', { ...conf('default b*'), ...loaderVariables({ LoaderEntryDefault: '@saved', LoaderEntryLastBooted: 'a.conf' }) }, 'a.conf'],
    ['a counter is part of the name', { ...entries({ 'aa+1-2.conf': '' }), ...conf('default aa.conf') }, 'b.conf'],
    ['a pattern may leave room for the counter', { ...entries({ 'aa+1-2.conf': '' }), ...conf('default aa+*') }, 'aa.conf'],
    ['loader.conf that may not be read', { '/boot/loader/loader.conf': { error: 'denied' } }, null],
    ['loader.conf that may not be read, and a one-shot entry', { '/boot/loader/loader.conf': { error: 'denied' }, ...loaderVariables({ LoaderEntryOneShot: 'a.conf' }) }, 'a.conf'],
  ];
  for (const [what, tree, expected] of cases) {
    test(what, () => assert.deepEqual(menu({ ...files, ...tree }).entries.filter((entry) => entry.default).map((entry) => entry.id), expected === null ? [] : [expected]));
  }

  test('what names nothing is remarked on', () => {
    const found = menu({ ...files, ...conf('default x*'), ...loaderVariables({ LoaderEntryOneShot: 'y.conf' }) });
    assert.deepEqual(found.diagnostics.map((one) => [one.file, one.kind, one.message]), [
      ['/boot/loader/loader.conf', 'default-entry', 'LoaderEntryOneShot names “y.conf”, which is no entry that the boot loader could start.'],
      ['/boot/loader/loader.conf', 'default-entry', 'The default of loader.conf names “x*”, which is no entry that the boot loader could start.'],
    ]);
  });
  test('without the ESP the default is not known', () => {
    const found = menu(files, { esp: null, xbootldr: '/boot' });
    assert.deepEqual(found.entries.filter((entry) => entry.default), []);
    assert.deepEqual(found.diagnostics.map((one) => one.kind), ['device-not-found', 'default-entry']);
  });
  test('only entries without tries left', () => assert.deepEqual(menu(entries({ 'c+0-3.conf': '' })).entries.map((entry) => entry.default), [true]));
});

describe('entries that the boot loader adds', () => {
  const windows = { '/boot/EFI/Microsoft/Boot/bootmgfw.efi': 'MZ' };
  test('Windows comes last and is no Linux', () => {
    const [, found] = menu({ ...entries({ 'a.conf': '' }), ...windows }).entries;
    assert.deepEqual([found?.id, found?.kernel, found?.default, found?.problems[0]?.kind], ['auto-windows', null, false, 'not-linux']);
  });
  test('Windows for once', () => assert.equal(menu({ ...entries({ 'a.conf': '' }), ...windows, ...loaderVariables({ LoaderEntryOneShot: 'auto-windows' }) }).entries.find((one) => one.default)?.id, 'auto-windows'));
  test('not where loader.conf says no', () => assert.deepEqual(ids(menu({ ...entries({ 'a.conf': '' }), ...windows, '/boot/loader/loader.conf': 'auto-entries no' })), ['a.conf']));
  test('firmware setup for once, where the boot loader has shown it', () => {
    const found = menu({ ...entries({ 'a.conf': '' }), ...loaderVariables({ LoaderEntries: ['a.conf', 'auto-reboot-to-firmware-setup'], LoaderEntryOneShot: 'auto-reboot-to-firmware-setup' }) });
    assert.deepEqual(found.entries.map((one) => [one.id, one.default]), [['a.conf', false], ['auto-reboot-to-firmware-setup', true]]);
  });
});

describe('entries that the boot loader hides', () => {
  test('a kernel that has gone is listed, and never the default', () => {
    const found = menu({ ...entries({ 'a.conf': '' }), '/boot/loader/entries/b.conf': 'title B\nlinux /gone\n' });
    assert.deepEqual(found.entries.map((one) => [one.id, one.kernel, one.default]), [['b.conf', '/boot/gone', false], ['a.conf', '/boot/v', true]]);
    assert.deepEqual(found.diagnostics.map((one) => [one.file, one.line, one.kind]), [['/boot/loader/entries/b.conf', 2, 'file-missing']]);
  });
  test('a kernel that may not be read is shown', () => assert.equal(menu({ '/boot/v': { error: 'denied' }, ...entries({ 'a.conf': '' }) }).entries[0]?.default, true));
  const dropped: readonly (readonly [what: string, text: string, kinds: readonly string[]])[] = [
    ['no kernel', 'title A\n', ['syntax']],
    ['kernel and EFI program', 'linux /v\nefi /v\n', ['syntax']],
    ['another architecture', 'linux /v\narchitecture aa64\n', []],
    ['a byte order mark before the kernel', '\ufefflinux /v\n', ['encoding', 'syntax']],
  ];
  for (const [what, text, kinds] of dropped) {
    test(what, () => {
      const found = menu({ '/boot/loader/entries/a.conf': text });
      assert.deepEqual([ids(found), found.diagnostics.map((one) => one.kind)], [[], kinds]);
    });
  }
  test('this architecture in any case', () => assert.deepEqual(ids(menu(entries({ 'a.conf': 'architecture X64' }))), ['a.conf']));
  test('a file that may not be read does not hide the others', () => {
    const found = menu({ ...entries({ 'a.conf': '' }), '/boot/loader/entries/b.conf': { error: 'denied' } });
    assert.deepEqual([ids(found), found.diagnostics.map((one) => one.kind)], [['a.conf'], ['file-unreadable']]);
  });
});

describe('kernel images and files without a reader', () => {
  const first = (tree: MemoryTree): BootEntryDraft | undefined => menu(tree).entries[0];
  test('a unified kernel image is an entry', () => {
    const found = first({ '/boot/EFI/Linux/debian-6.12+3.efi': unifiedKernelImage(smallBzImage('6.12.9'), 'root=/dev/vda1 ro\n') });
    assert.deepEqual(found, {
      id: 'debian-6.12.efi',
      title: 'Debian GNU/Linux 13',
      titlePath: [],
      source: { kind: 'uki', file: '/boot/EFI/Linux/debian-6.12+3.efi', line: 0 },
      kernel: '/boot/EFI/Linux/debian-6.12+3.efi',
      initrds: [],
      devicetree: null,
      commandLine: 'root=/dev/vda1 ro',
      default: true,
      restricted: false,
      problems: [],
    });
  });
  test('images and entry files sort together', () => {
    const found = menu({ ...entries({ 'a.conf': 'sort-key debian\nversion 14' }), '/boot/EFI/Linux/u.efi': unifiedKernelImage(smallBzImage('6.12.9'), 'ro') });
    assert.deepEqual(ids(found), ['a.conf', 'u.efi']);
  });
  test('an image that is cut off does not hide the others', () => {
    const found = menu({ ...entries({ 'a.conf': '' }), '/boot/EFI/Linux/u.efi': unifiedKernelImage(smallBzImage('6.12.9'), 'ro').slice(0, 900) });
    assert.deepEqual([ids(found), found.diagnostics.map((one) => one.kind)], [['a.conf'], ['syntax']]);
  });
});
