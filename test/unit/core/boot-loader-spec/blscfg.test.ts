import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { blscfgEntries, compareFileNames, comparePackageNames, comparePackageVersions, expandVariables, type BlscfgEntry } from '../../../../src/core/boot-loader-spec/index.ts';
import { memoryFiles, type MemoryTree } from '../../../fakes/memory-files.ts';

const DIRECTORY = '/boot/loader/entries';

function read(files: Readonly<Record<string, string>>, variables: Readonly<Record<string, string>> = {}): ReturnType<typeof blscfgEntries> {
  const tree: MemoryTree = Object.fromEntries(Object.entries(files).map(([name, text]) => [`${DIRECTORY}/${name}`, text]));
  return blscfgEntries(memoryFiles(tree), DIRECTORY, (name) => variables[name] ?? null);
}

const FEDORA = `title Fedora Linux (6.12.9-200.fc41.x86_64) 41 (Server Edition)
version 6.12.9-200.fc41.x86_64
linux /vmlinuz-6.12.9-200.fc41.x86_64
initrd /initramfs-6.12.9-200.fc41.x86_64.img $tuned_initrd
options root=UUID=1 ro rhgb quiet $tuned_params
grub_users $grub_users
grub_arg --unrestricted
grub_class fedora
`;

describe('the entry of a file', () => {
  test('Fedora’s', () => {
    const { entries, diagnostics } = read({ '0f1e-6.12.9-200.fc41.x86_64.conf': FEDORA }, { tuned_params: 'skew_tick=1' });
    assert.deepEqual(diagnostics, []);
    assert.deepEqual(entries, [
      {
        position: 0,
        id: '0f1e-6.12.9-200.fc41.x86_64',
        title: 'Fedora Linux (6.12.9-200.fc41.x86_64) 41 (Server Edition)',
        titled: true,
        linux: '/vmlinuz-6.12.9-200.fc41.x86_64',
        initrds: ['/initramfs-6.12.9-200.fc41.x86_64.img $tuned_initrd'],
        options: 'root=UUID=1 ro rhgb quiet skew_tick=1 ',
        devicetree: null,
        users: null,
        classes: ['fedora'],
        hotkey: null,
        args: ['--unrestricted'],
        script:
          'load_video\nset gfxpayload=keep\ninsmod gzio\nlinux ($root)/vmlinuz-6.12.9-200.fc41.x86_64 root=UUID=1 ro rhgb quiet skew_tick=1 \n' +
          'initrd ($root)/initramfs-6.12.9-200.fc41.x86_64.img $tuned_initrd\n',
        file: `${DIRECTORY}/0f1e-6.12.9-200.fc41.x86_64.conf`,
      },
    ]);
  });

  const cases: readonly (readonly [what: string, text: string, variables: Readonly<Record<string, string>>, expected: Partial<BlscfgEntry>])[] = [
    ['no title', 'linux /v\n', {}, { title: '/v' }],
    ['only the first options count', 'linux /v\noptions a\noptions b b\n', {}, { options: '' }],
    ['options of several signs', 'linux /v\noptions aa\noptions bb\n', {}, { options: 'aa' }],
    ['no options', 'linux /v\n', { default_kernelopts: 'root=/dev/vda1 ro' }, { options: 'root=/dev/vda1 ro' }],
    ['kernelopts of the environment block', 'linux /v\noptions $kernelopts $tuned_params\n', { kernelopts: 'root=/x ro' }, { options: 'root=/x ro ' }],
    ['several initrds', 'linux /v\ninitrd /a\ninitrd /b\n', {}, { initrds: ['/a', '/b'] }],
    ['early initrds lie beside the others', 'linux /x/v\ninitrd /d/i\n', { early_initrd: 'ucode acpi' }, { initrds: ['/d/ucode', '/d/acpi', '/d/i'] }],
    ['early initrds beside the kernel', 'linux /x/v\n', { early_initrd: 'ucode' }, { initrds: ['/x/ucode'] }],
    ['a device tree', 'linux /v\ndevicetree /d.dtb\n', {}, { devicetree: '/d.dtb' }],
    ['a device tree for all', 'linux /x/v\n', { devicetree: 'd.dtb' }, { devicetree: '/x/d.dtb' }],
    ['users', 'linux /v\ngrub_users root\n', {}, { users: 'root' }],
    ['users from a variable', 'linux /v\ngrub_users $grub_users\n', { grub_users: 'root' }, { users: 'root ' }],
    ['users from a variable that is not set', 'linux /v\ngrub_users $grub_users\n', {}, { users: null }],
    ['carriage returns', 'title A\r\nlinux /v\r\n', {}, { title: 'A', linux: '/v' }],
    ['comments', '# x\nlinux /v\n  # y\ntitle A\n', {}, { title: 'A' }],
    ['an empty line ends the file', 'linux /v\n\ntitle A\n', {}, { title: '/v' }],
    ['a key without a value ends the file', 'linux /v\nversion \ntitle A\n', {}, { title: '/v' }],
    ['a tab ends the key', 'linux\t/v\ntitle\tA\n', {}, { title: 'A' }],
    ['but not in a line with a blank', 'linux\t/v\ntitle\tA B\n', {}, { title: '/v' }],
    ['hotkey', 'linux /v\ngrub_hotkey f\n', {}, { hotkey: 'f' }],
  ];
  for (const [what, text, variables, expected] of cases) {
    test(what, () => {
      const [entry] = read({ 'a.conf': text }, variables).entries;
      assert.ok(entry !== undefined);
      assert.deepEqual(Object.fromEntries(Object.keys(expected).map((key) => [key, entry[key as keyof BlscfgEntry]])), expected);
    });
  }

  test('the entry is saved where the environment says so', () => assert.match(read({ 'a.conf': 'linux /v\n' }, { save_default: 'true' }).entries[0]?.script ?? '', /^savedefault\n/));
  test('lines that do not count are remarked on', () => assert.deepEqual(read({ 'a.conf': 'linux /v\n\ntitle A\n' }).diagnostics.map((one) => [one.line, one.kind]), [[2, 'syntax']]));
  test('no kernel, no entry', () => assert.deepEqual(read({ 'a.conf': 'title A\n', 'b.conf': 'linux /v\nefi /e\n', 'c.conf': 'linux /v\n' }).entries.map((one) => one.id), ['c']));
  test('other files', () => assert.deepEqual(read({ '.a.conf': 'linux /v\n', '.conf': 'linux /v\n', 'b.CONF': 'linux /v\n', 'c.bak': 'linux /v\n' }).entries, []));
  test('no directory', () => assert.deepEqual(blscfgEntries(memoryFiles({}), DIRECTORY, () => null), { entries: [], diagnostics: [] }));
});

describe('the order of the menu, newest first', () => {
  const cases: readonly (readonly [what: string, names: readonly string[]])[] = [
    ['versions as numbers', ['m-6.10.1-1.fc40', 'm-6.9.9-100.fc40', 'm-6.9.9-99.fc40']],
    ['the rescue entry last', ['m-6.12.0-1.fc41.x86_64', 'm-5.14.0-427.el9.x86_64', 'm-0-rescue']],
    ['a machine’s entries stay together', ['b-5.1-1', 'a-6.1-1']],
    ['RHEL', ['m-5.14.0-427.13.1.el9_4.x86_64', 'm-5.14.0-427.el9.x86_64']],
    ['a debug kernel beside its own', ['m-5.14.0-427.el9.x86_64+debug', 'm-5.14.0-427.el9.x86_64']],
    ['names without a version', ['c', 'b', 'a']],
  ];
  for (const [what, names] of cases) {
    test(what, () => assert.deepEqual(read(Object.fromEntries([...names].sort().map((name) => [`${name}.conf`, 'linux /v\n']))).entries.map((one) => one.id), names));
  }
  test('two names that compare as the same are one', () => assert.deepEqual(read({ 'a-1.0-1.conf': 'linux /v\n', 'a-1_0-1.conf': 'linux /w\n' }).entries.map((one) => one.linux), ['/v']));
});

describe('package versions, older first', () => {
  const chains = [['6.12~rc1', '6.12', '6.12+x', '6.12a', '6.12.1'], ['a', '1'], ['1', '01.1'], ['9', '10'], ['fc40', 'fc41']];
  for (const chain of chains) {
    test(chain.join(' < '), () => {
      for (const [index, one] of chain.entries()) for (const later of chain.slice(index + 1)) assert.ok(comparePackageVersions(one, later) < 0 && comparePackageVersions(later, one) > 0, `${one} < ${later}`);
    });
  }
  test('name, version, release', () => assert.ok(comparePackageNames('a-2-1', 'a-1-9') > 0));
});

describe('variables in options', () => {
  const variables: Readonly<Record<string, string>> = { a: 'A', long: 'x y' };
  const cases: readonly (readonly [text: string | null, expected: string | null])[] = [
    [null, null], ['', null], ['ro quiet', 'ro quiet'], ['$long', 'x y '], ['ro $long', 'ro x y '], ['ro $long quiet', 'ro x y quiet'],
    ['ro $none quiet', 'ro quiet'], ['$none', null], ['$long/z1', 'x y /z1'], ['${long} ro', '{long} ro'], ['$a $long', 'A x y '],
    ['cost=5$', 'cost=5'], ['a $$long', 'a x y '],
    // Nothing so far, and the next name right behind it.
    ['$$long', null], ['$none$long', null], ['ro $none$long', 'ro x y '],
    // One sign alone is lost where a name begins or the text ends.
    ['x$long', 'x y '], ['ro $long 3', 'ro x y '], ['$a', null], ['a', null], ['é', 'é'],
  ];
  for (const [text, expected] of cases) test(JSON.stringify(text), () => assert.equal(expandVariables(text, (name) => variables[name] ?? null), expected));
});

describe('GNU’s blscfg (GRUB 2.14)', () => {
  const gnu = (files: Readonly<Record<string, string>>, variables: Readonly<Record<string, string>> = {}): ReturnType<typeof blscfgEntries> => {
    const tree: MemoryTree = Object.fromEntries(Object.entries(files).map(([name, text]) => [`${DIRECTORY}/${name}`, text]));
    return blscfgEntries(memoryFiles(tree), DIRECTORY, (name) => variables[name] ?? null, 'gnu');
  };

  const cases: readonly (readonly [what: string, text: string, variables: Readonly<Record<string, string>>, expected: Partial<BlscfgEntry>])[] = [
    ['the commands', 'linux /v\noptions root=/x ro\ninitrd /a\ninitrd /b $tuned_initrd\n', {}, { script: 'linux /v root=/x ro\ninitrd /a /b $tuned_initrd\n' }],
    ['blsuki_save_default', 'linux /v\n', { blsuki_save_default: '1', save_default: 'false' }, { script: 'savedefault\nlinux /v\n' }],
    ['not blsuki_save_default', 'linux /v\n', { blsuki_save_default: 'no', save_default: 'true' }, { script: 'linux /v\n' }],
    ['settings of Fedora’s', 'linux /x/v\n', { default_kernelopts: 'ro quiet', early_initrd: 'ucode', devicetree: 'd' }, { options: '', initrds: [], devicetree: null }],
    ['a device tree', 'linux /v\ndevicetree $d/a.dtb\n', { d: '/d' }, { devicetree: '/d /a.dtb' }],
    ['an EFI program too', 'linux /v\nefi /e\n', {}, { linux: '/v' }],
    ['a tab ends the key in a line with blanks', 'linux\t/v\ntitle\tA B\n', {}, { title: 'A B' }],
    ['two blanks are no value', 'linux /v\nversion  \ntitle A\n', {}, { title: '/v', titled: false }],
    ['a counter is part of the id', 'linux /v\n', {}, { id: 'a+2-1' }],
  ];
  for (const [what, text, variables, expected] of cases) {
    test(what, () => {
      const [entry] = gnu({ 'a+2-1.conf': text }, variables).entries;
      assert.ok(entry !== undefined);
      assert.deepEqual(Object.fromEntries(Object.keys(expected).map((key) => [key, entry[key as keyof BlscfgEntry]])), expected);
    });
  }

  test('hidden files count, and an entry keeps its place behind a file that makes none', () => {
    assert.deepEqual(gnu({ '.h.conf': 'linux /v\n', 'z.conf': 'title no kernel\n', 'b.CONF': 'linux /v\n', 'c.conf.conf': 'linux /v\n' }).entries.map((one) => [one.position, one.id]), [[1, 'c.conf'], [2, '.h']]);
  });
  test('not by version, sort-key or title', () => assert.deepEqual(gnu({ 'a.conf': 'linux /v\nversion 9\nsort-key a\n', 'b.conf': 'linux /v\nversion 1\nsort-key z\n' }).entries.map((one) => one.id), ['b', 'a']));
});

describe('file names, older first', () => {
  const chains = [
    ['m-6.9.conf', 'm-6.12.conf', 'm-6.12.9.conf', 'm-6.12.10.conf'],
    ['m-6.12.9~rc1.conf', 'm-6.12.9.conf', 'm-6.12.9rc.conf', 'm-6.12.9+3-1.conf', 'm-6.12.9-rc1.conf', 'm-6.12.9_4.conf'],
    ['', '.h-9.conf', '~.conf', '1abc.conf', 'B.conf', 'a.conf'],
    // Endings are set aside; a letter behind a dot makes all that follows an ending.
    ['m-6.12.9.conf', 'm-6.12.9.conf.conf', 'm-6.12.9.old.conf', 'm-6.12.10.conf'],
  ];
  for (const chain of chains) {
    test(chain.join(' < '), () => {
      for (const [index, one] of chain.entries()) for (const later of chain.slice(index + 1)) assert.ok(compareFileNames(one, later) < 0 && compareFileNames(later, one) > 0, `${one} < ${later}`);
    });
  }
  test('leading zeros make no difference', () => assert.equal(compareFileNames('m-06.conf', 'm-6.conf'), 0));
});
