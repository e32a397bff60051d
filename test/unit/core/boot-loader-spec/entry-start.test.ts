import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import type { BootEntryDraft } from '../../../../src/core/boot-entry/boot-entry.ts';
import { readBootLoaderSpec, readLoaderEntries, type EntryDirectory } from '../../../../src/core/boot-loader-spec/index.ts';
import { smallBzImage } from '../../../fakes/kernel-files.ts';
import { memoryFiles, type MemoryTree } from '../../../fakes/memory-files.ts';
import { efiProgram, unifiedKernelImage } from './support/efi-program.ts';
import { secureBoot } from './support/variables.ts';

const ENTRY = '/boot/loader/entries/a.conf';
const IMAGE = '/boot/EFI/Linux/u.efi';
const KERNEL = smallBzImage('6.12.9');

function starts(tree: MemoryTree): readonly BootEntryDraft[] {
  return readBootLoaderSpec(memoryFiles(tree), { esp: '/boot', xbootldr: null }, { architecture: 'x86_64' }).entries;
}

interface Expected {
  readonly kernel?: string | null;
  readonly initrds?: readonly string[];
  readonly devicetree?: string | null;
  readonly commandLine?: string;
  readonly problems?: readonly string[];
}

function check(draft: BootEntryDraft | undefined, expected: Expected): void {
  const found = draft === undefined ? null : { kernel: draft.kernel, initrds: draft.initrds, devicetree: draft.devicetree, commandLine: draft.commandLine, problems: draft.problems.map((one) => one.kind) };
  assert.deepEqual(found, { kernel: null, initrds: [], devicetree: null, commandLine: '', problems: [], ...expected });
}

/** A kernel that is an EFI program too, as distributions build it. */
function efiStubKernel(): Uint8Array {
  const image = Buffer.from(KERNEL);
  image.write('MZ', 0, 'latin1');
  image.writeUInt32LE(0x40, 0x3c);
  image.write('PE\0\0', 0x40, 'latin1');
  image.writeUInt16LE(0x8664, 0x44);
  return image;
}

describe('what an entry file starts', () => {
  const uki = unifiedKernelImage(KERNEL, 'root=/own ro');
  const cases: readonly (readonly [what: string, tree: MemoryTree, expected: Expected])[] = [
    [
      'kernel, initrds in order, options',
      { '/boot/v': KERNEL, [ENTRY]: 'linux /v\ninitrd /ucode\ninitrd /initrd\noptions root=/dev/vda1\noptions ro\n' },
      { kernel: '/boot/v', initrds: ['/boot/ucode', '/boot/initrd'], commandLine: 'root=/dev/vda1 ro' },
    ],
    ['paths without a slash, with several, with backslashes', { '/boot/a/v': KERNEL, [ENTRY]: 'linux a//v\ninitrd \\a\\i\n' }, { kernel: '/boot/a/v', initrds: ['/boot/a/i'] }],
    ['paths do not climb out', { '/boot/v': KERNEL, [ENTRY]: 'linux /../../v\ninitrd /a/../../../etc/i\n' }, { kernel: '/boot/v', initrds: ['/boot/etc/i'] }],
    ['initrds that the options name', { '/boot/v': KERNEL, [ENTRY]: 'linux /v\noptions initrd=\\ucode initrd=/i ro\n' }, { kernel: '/boot/v', initrds: ['/boot/ucode', '/boot/i'], commandLine: 'initrd=\\ucode initrd=/i ro' }],
    ['initrd keys before those in the options', { '/boot/v': KERNEL, [ENTRY]: 'linux /v\ninitrd /i\noptions initrd=/j ro\n' }, { kernel: '/boot/v', initrds: ['/boot/i'], commandLine: 'initrd=/j ro' }],
    ['a kernel as an EFI program', { '/boot/v': efiStubKernel(), [ENTRY]: 'efi /v\noptions initrd=\\i ro\n' }, { kernel: '/boot/v', initrds: ['/boot/i'], commandLine: 'initrd=\\i ro' }],
    ['any EFI program', { '/boot/memtest.efi': efiProgram([['.text', 'x']]), [ENTRY]: 'efi /memtest.efi\n' }, { problems: ['not-linux'] }],
    ['a kernel behind a URL', { [ENTRY]: 'uki-url http://a/u.efi\n' }, { problems: ['evaluation'] }],
    ['a device tree', { '/boot/v': KERNEL, [ENTRY]: 'linux /v\ndevicetree /d.dtb\n' }, { kernel: '/boot/v', devicetree: '/boot/d.dtb', problems: ['devicetree'] }],
    ['a device tree under Secure Boot, which systemd-boot leaves', { '/boot/v': KERNEL, ...secureBoot(true), [ENTRY]: 'linux /v\ndevicetree /d.dtb\n' }, { kernel: '/boot/v' }],
    ['files to hand over', { '/boot/v': KERNEL, [ENTRY]: 'linux /v\nextra /a.cred\n' }, { kernel: '/boot/v', problems: ['evaluation'] }],
    ['no UTF-8', { '/boot/v': KERNEL, [ENTRY]: Buffer.from('linux /v\noptions a=\xff\n', 'latin1') }, { kernel: '/boot/v', commandLine: 'a=\ufffd', problems: ['encoding'] }],
    ['signs that UCS-2 does not have', { '/boot/v': KERNEL, [ENTRY]: 'linux /v\noptions a=😀é\n' }, { kernel: '/boot/v', commandLine: 'a=é' }],
    ['an image without options', { '/boot/u.efi': uki, [ENTRY]: 'uki /u.efi\n' }, { kernel: '/boot/u.efi', commandLine: 'root=/own ro' }],
    ['an image with options', { '/boot/u.efi': uki, [ENTRY]: 'uki /u.efi\noptions root=/other\n' }, { kernel: '/boot/u.efi', commandLine: 'root=/other' }],
    ['an image with options under Secure Boot', { '/boot/u.efi': uki, ...secureBoot(true), [ENTRY]: 'uki /u.efi\noptions root=/other\n' }, { kernel: '/boot/u.efi', commandLine: 'root=/own ro' }],
    [
      'an image without a command line, with options under Secure Boot',
      { '/boot/u.efi': unifiedKernelImage(KERNEL, null), ...secureBoot(true), [ENTRY]: 'uki /u.efi\noptions root=/other\n' },
      { kernel: '/boot/u.efi', commandLine: 'root=/other' },
    ],
    ['an image named by linux', { '/boot/u.efi': uki, [ENTRY]: 'linux /u.efi\n' }, { kernel: '/boot/u.efi', commandLine: 'root=/own ro' }],
    ['an image named by linux, with initrds', { '/boot/u.efi': uki, [ENTRY]: 'linux /u.efi\ninitrd /i\n' }, { kernel: '/boot/u.efi', commandLine: 'root=/own ro', problems: ['evaluation'] }],
    ['an image named by efi', { '/boot/u.efi': uki, [ENTRY]: 'efi /u.efi\n' }, { kernel: '/boot/u.efi', commandLine: 'root=/own ro' }],
    ['a profile that the image has not', { '/boot/u.efi': uki, [ENTRY]: 'uki /u.efi\nprofile 3\n' }, { kernel: '/boot/u.efi', problems: ['evaluation'] }],
    [
      'a profile',
      { '/boot/u.efi': unifiedKernelImage(KERNEL, 'a', [['.profile', 'ID=main'], ['.profile', 'ID=rescue'], ['.cmdline', 'a rescue']]), [ENTRY]: 'uki /u.efi\nprofile 1\n' },
      { kernel: '/boot/u.efi', commandLine: 'a rescue' },
    ],
  ];
  for (const [what, tree, expected] of cases) test(what, () => check(starts(tree)[0], expected));
});

describe('where paths start', () => {
  const read = (tree: MemoryTree, place: EntryDirectory): string | null | undefined =>
    readLoaderEntries(memoryFiles(tree), place, { architecture: null, secureBoot: false }).entries[0]?.draft.kernel;
  const entry = { [ENTRY]: 'linux /boot/v\n' };
  const short = { [ENTRY]: 'linux /v\n' };
  const place = { bootMount: '/boot', directory: '/boot/loader/entries' } as const;
  const cases: readonly (readonly [what: string, tree: MemoryTree, kind: EntryDirectory['kind'], expected: string])[] = [
    ['a partition, from its top', short, 'partition', '/boot/v'],
    ['a partition, never twice', { ...entry, '/boot/v': 'x' }, 'partition', '/boot/boot/v'],
    ['a directory, from the top of its file system', { ...entry, '/boot/v': 'x' }, 'directory', '/boot/v'],
    ['a directory, from itself', { ...short, '/boot/v': 'x' }, 'directory', '/boot/v'],
    ['a directory with a boot in it', { ...entry, '/boot/boot/v': 'x', '/boot/v': 'x' }, 'directory', '/boot/boot/v'],
    ['a directory, and nothing is there', entry, 'directory', '/boot/boot/v'],
  ];
  for (const [what, tree, kind, expected] of cases) test(what, () => assert.equal(read(tree, { ...place, kind }), expected));
  test('the root of the system', () => assert.equal(read(entry, { bootMount: '/', directory: '/boot/loader/entries', kind: 'partition' }), '/boot/v'));
});

describe('profiles of an image', () => {
  const profiles = (...sections: readonly (readonly [string, string])[]): readonly (readonly [string, string, string])[] =>
    starts({ [IMAGE]: unifiedKernelImage(KERNEL, 'base', sections) }).map((one) => [one.id, one.title, one.commandLine]);
  const os = 'Debian GNU/Linux 13';
  test('none', () => assert.deepEqual(profiles(), [['u.efi', os, 'base']]));
  test('two, in their order', () => {
    assert.deepEqual(profiles(['.profile', 'ID=main\nTITLE=Normal'], ['.profile', 'ID=Rescue\nTITLE="To the rescue"'], ['.cmdline', 'base rescue']), [
      ['u.efi', `${os} (Normal)`, 'base'],
      ['u.efi@rescue', `${os} (To the rescue)`, 'base rescue'],
    ]);
  });
  test('without titles, without ids', () => {
    assert.deepEqual(profiles(['.profile', 'ID=a'], ['.profile', 'ID=b'], ['.profile', 'X=1']), [
      ['u.efi', os, 'base'],
      ['u.efi@b', `${os} (b)`, 'base'],
      ['u.efi@2', `${os} (Profile #3)`, 'base'],
    ]);
  });
  test('the profile’s own name of the system', () => assert.equal(profiles(['.profile', 'ID=a'], ['.osrel', 'PRETTY_NAME=Other\nID=debian'])[0]?.[1], 'Other'));
  test('no more profiles behind one without a command line', () => {
    const image = unifiedKernelImage(KERNEL, null, [['.profile', 'ID=a'], ['.profile', 'ID=b'], ['.cmdline', 'b']]);
    assert.deepEqual(starts({ [IMAGE]: image }).map((one) => one.id), ['u.efi']);
  });
  test('a kernel of its own cannot be chosen', () => {
    const image = unifiedKernelImage(KERNEL, 'a', [['.profile', 'ID=a'], ['.profile', 'ID=b'], ['.linux', 'other']]);
    assert.deepEqual(starts({ [IMAGE]: image }).map((one) => one.problems.map(({ kind }) => kind)), [[], ['evaluation']]);
  });
});

describe('what else the stub hands over', () => {
  const uki = unifiedKernelImage(KERNEL, 'base');
  const addOn = (text: string, uname?: string): Uint8Array => efiProgram([['.cmdline', text], ...(uname === undefined ? [] : ([['.uname', uname]] as const))]);
  const cases: readonly (readonly [what: string, tree: MemoryTree, expected: Expected])[] = [
    [
      'add-ons: those of all images first, each by name',
      { '/boot/loader/addons/b.addon.efi': addOn('all'), [`${IMAGE}.extra.d/z.addon.efi`]: addOn('z\n'), [`${IMAGE}.extra.d/a.addon.efi`]: addOn('a') },
      { commandLine: 'base all a z' },
    ],
    ['an add-on for another kernel', { [`${IMAGE}.extra.d/a.addon.efi`]: addOn('a', '6.1.0') }, { commandLine: 'base' }],
    ['an add-on for this kernel', { [`${IMAGE}.extra.d/a.addon.efi`]: addOn('a', '6.12.9') }, { commandLine: 'base a' }],
    ['an add-on that is an image', { [`${IMAGE}.extra.d/a.addon.efi`]: uki }, { commandLine: 'base' }],
    ['an add-on with an initrd', { [`${IMAGE}.extra.d/a.addon.efi`]: efiProgram([['.initrd', 'x']]) }, { commandLine: 'base', problems: ['evaluation'] }],
    ['an add-on that is none', { [`${IMAGE}.extra.d/a.addon.efi`]: 'x' }, { commandLine: 'base', problems: ['evaluation'] }],
    ['credentials', { [`${IMAGE}.extra.d/a.cred`]: 'x' }, { commandLine: 'base', problems: ['evaluation'] }],
    ['credentials for all', { '/boot/loader/credentials/a.cred': 'x' }, { commandLine: 'base', problems: ['evaluation'] }],
    ['an extension', { [`${IMAGE}.extra.d/a.sysext.raw`]: 'x' }, { commandLine: 'base', problems: ['evaluation'] }],
    ['something else', { [`${IMAGE}.extra.d/README`]: 'x' }, { commandLine: 'base' }],
  ];
  for (const [what, tree, expected] of cases) test(what, () => check(starts({ [IMAGE]: uki, ...tree })[0], { kernel: IMAGE, ...expected }));

  test('the directory’s name has no counter', () => {
    assert.equal(starts({ '/boot/EFI/Linux/u+2-1.efi': uki, [`${IMAGE}.extra.d/a.addon.efi`]: addOn('a') })[0]?.commandLine, 'base a');
  });
  test('a device tree in the image', () => assert.deepEqual(starts({ [IMAGE]: unifiedKernelImage(KERNEL, 'a', [['.dtb', 'x']]) })[0]?.problems.map(({ kind }) => kind), ['devicetree']));
  test('an image for another architecture is hidden', () => assert.deepEqual(starts({ [IMAGE]: efiProgram([['.osrel', 'ID=x'], ['.linux', 'x']], 0xaa64) }), []));
  test('an image that names no system is hidden', () => assert.deepEqual(starts({ [IMAGE]: efiProgram([['.osrel', 'VERSION_ID=1'], ['.linux', 'x']]) }), []));
  test('an EFI program with os-release and no kernel', () => check(starts({ [IMAGE]: efiProgram([['.osrel', 'ID=x']]) })[0], { problems: ['not-linux'] }));
  test('a command line that is no UTF-8', () => {
    const image = unifiedKernelImage(KERNEL, null, [['.cmdline', Buffer.from('a=\xff', 'latin1')]]);
    check(starts({ [IMAGE]: image })[0], { kernel: IMAGE, commandLine: 'a=\ufffd', problems: ['encoding'] });
  });
});
