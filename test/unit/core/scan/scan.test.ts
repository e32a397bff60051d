import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { isRecovery } from '../../../../src/core/boot-entry/recovery.ts';
import type { EntriesRead } from '../../../../src/core/boot-entry/entries-read.ts';
import { readScan } from '../../../../src/core/scan/index.ts';
import { memoryFiles, type MemoryTree } from '../../../fakes/memory-files.ts';

function scan(tree: MemoryTree | readonly string[], known: readonly string[] = [], runningCommandLine = 'BOOT_IMAGE=/vmlinuz root=UUID=1 initrd=\\i ro'): EntriesRead {
  const files = Array.isArray(tree) ? Object.fromEntries((tree as readonly string[]).map((path) => [path, 'x'])) : (tree as MemoryTree);
  return readScan(memoryFiles(files), { runningCommandLine, known: new Set(known) });
}

/** One line for one entry: the id, its initrds, its problems. */
function lines(read: EntriesRead): readonly string[] {
  return read.entries.map(({ id, initrds, problems }) => [id, ...initrds.map((path) => path.replace('/boot/', '')), ...problems.map(({ kind }) => `!${kind}`)].join(' '));
}

const MOD = '/usr/lib/modules';

describe('kernels that no configuration names', () => {
  const cases: readonly (readonly [rule: string, files: readonly string[], expected: readonly string[]])[] = [
    ['Debian', ['/boot/vmlinuz-6.1.0-9-amd64', '/boot/initrd.img-6.1.0-9-amd64', '/boot/config-6.1.0-9-amd64', '/boot/System.map-6.1.0-9-amd64'], ['/boot/vmlinuz-6.1.0-9-amd64 initrd.img-6.1.0-9-amd64']],
    ['Fedora', ['/boot/vmlinuz-6.11.4-301.fc41.x86_64', '/boot/initramfs-6.11.4-301.fc41.x86_64.img', '/boot/.vmlinuz-6.11.4-301.fc41.x86_64.hmac'], ['/boot/vmlinuz-6.11.4-301.fc41.x86_64 initramfs-6.11.4-301.fc41.x86_64.img']],
    ['openSUSE, its image for debugging left out', ['/boot/vmlinuz-6.4.0-1-default', '/boot/vmlinux-6.4.0-1-default.gz', '/boot/initrd-6.4.0-1-default'], ['/boot/vmlinuz-6.4.0-1-default initrd-6.4.0-1-default']],
    ['arm64 and POWER', ['/boot/Image-6.1.0', '/boot/vmlinux-6.0.0-1-powerpc64le', '/boot/initrd-6.1.0', '/boot/initrd.img-6.0.0-1-powerpc64le'], ['/boot/Image-6.1.0 initrd-6.1.0', '/boot/vmlinux-6.0.0-1-powerpc64le initrd.img-6.0.0-1-powerpc64le']],
    ['Gentoo', ['/boot/kernel-6.6.30-gentoo', '/boot/initramfs-6.6.30-gentoo.img'], ['/boot/kernel-6.6.30-gentoo initramfs-6.6.30-gentoo.img']],
    ['the newest first, as numbers', ['/boot/vmlinuz-6.9.0', '/boot/vmlinuz-6.10.0', '/boot/vmlinuz-6.10.0-rc3', '/boot/initrd-6.9.0', '/boot/initrd-6.10.0', '/boot/initrd-6.10.0-rc3'], ['/boot/vmlinuz-6.10.0 initrd-6.10.0', '/boot/vmlinuz-6.10.0-rc3 initrd-6.10.0-rc3', '/boot/vmlinuz-6.9.0 initrd-6.9.0']],
    ['Arch, microcode first, the fallback behind', ['/boot/vmlinuz-linux', '/boot/initramfs-linux.img', '/boot/initramfs-linux-fallback.img', '/boot/amd-ucode.img', '/boot/intel-ucode.img'], ['/boot/vmlinuz-linux intel-ucode.img amd-ucode.img initramfs-linux.img', '/boot/vmlinuz-linux#fallback intel-ucode.img amd-ucode.img initramfs-linux-fallback.img']],
    ['Arch’s other kernels', ['/boot/vmlinuz-linux-zen', '/boot/initramfs-linux-zen.img', '/boot/vmlinuz-linux-lts', '/boot/initramfs-linux-lts-fallback.img'], ['/boot/vmlinuz-linux-lts !initrd-missing', '/boot/vmlinuz-linux-lts#fallback initramfs-linux-lts-fallback.img', '/boot/vmlinuz-linux-zen initramfs-linux-zen.img']],
    ['the modules’ directory', [`${MOD}/6.12.1/vmlinuz`, `${MOD}/6.12.1/initramfs.img`], [`${MOD}/6.12.1/vmlinuz ${MOD}/6.12.1/initramfs.img`]],
    ['a copy beside the modules is the one in /boot', ['/boot/vmlinuz-6.12.1', '/boot/initrd-6.12.1', `${MOD}/6.12.1/vmlinuz`], ['/boot/vmlinuz-6.12.1 initrd-6.12.1']],
    ['no initrd', ['/boot/vmlinuz-6.1.0', '/boot/intel-ucode.img'], ['/boot/vmlinuz-6.1.0 !initrd-missing']],
    ['the rescue image of dracut comes last', ['/boot/vmlinuz-0-rescue-abc', '/boot/initramfs-0-rescue-abc.img', '/boot/vmlinuz-linux', '/boot/initramfs-linux.img'], ['/boot/vmlinuz-linux initramfs-linux.img', '/boot/vmlinuz-0-rescue-abc initramfs-0-rescue-abc.img']],
    ['leftovers of packages are none', ['/boot/vmlinuz-6.1.0.dpkg-tmp', '/boot/vmlinuz-6.1.0.bak', '/boot/vmlinuz-6.1.0.sig'], []],
    ['directories are none', ['/boot/vmlinuz-6.1.0/x', `${MOD}/6.1.0/modules.dep`], []],
    ['nothing', [], []],
  ];
  for (const [rule, files, expected] of cases) test(rule, () => assert.deepEqual(lines(scan(files)), expected));

  test('titles, and what is recovery', () => {
    const { entries } = scan(['/boot/vmlinuz-6.1.0', '/boot/vmlinuz-linux-lts', '/boot/initramfs-linux-lts-fallback.img', '/boot/vmlinuz-0-rescue-abc']);
    assert.deepEqual(entries.map((entry) => [entry.title, isRecovery(entry), entry.default, entry.source.kind]), [
      ['Linux 6.1.0', false, false, 'scan'],
      ['Linux (linux-lts)', false, false, 'scan'],
      ['Linux (linux-lts) (fallback initrd)', false, false, 'scan'],
      ['Linux (rescue image)', true, false, 'scan'],
    ]);
  });
});

describe('kernels that an entry names already', () => {
  const cases: readonly (readonly [rule: string, tree: MemoryTree, known: readonly string[], expected: readonly string[]])[] = [
    ['by its path', { '/boot/vmlinuz-6.1.0': '', '/boot/vmlinuz-6.2.0': '' }, ['/boot/vmlinuz-6.1.0'], ['/boot/vmlinuz-6.2.0']],
    ['behind a link', { '/boot/vmlinuz-6.1.0': '', '/vmlinuz': { link: 'boot/vmlinuz-6.1.0' } }, ['/vmlinuz'], []],
    ['a link to it', { '/boot/vmlinuz-6.1.0': '', '/boot/vmlinuz-current': { link: 'vmlinuz-6.1.0' } }, ['/boot/vmlinuz-6.1.0'], []],
    ['its copy beside the modules', { [`${MOD}/6.1.0/vmlinuz`]: '' }, ['/boot/vmlinuz-6.1.0'], []],
    ['copied by kernel-install', { [`${MOD}/6.1.0/vmlinuz`]: '' }, ['/efi/0123/6.1.0/linux'], []],
    ['copied by Arch', { '/boot/vmlinuz-linux': '', [`${MOD}/6.1.0-arch1-1/vmlinuz`]: '', [`${MOD}/6.1.0-arch1-1/pkgbase`]: 'linux\n' }, ['/boot/vmlinuz-linux'], []],
    ['another kernel of Arch', { [`${MOD}/6.1.0-lts/vmlinuz`]: '', [`${MOD}/6.1.0-lts/pkgbase`]: 'linux-lts\n' }, ['/boot/vmlinuz-linux'], [`${MOD}/6.1.0-lts/vmlinuz`]],
  ];
  for (const [rule, tree, known, expected] of cases) test(rule, () => assert.deepEqual(scan(tree, known).entries.map(({ id }) => id), expected));

  test('two names of one new kernel are one', () => {
    assert.deepEqual(scan({ '/boot/vmlinuz-6.1.0': '', '/boot/vmlinuz-current': { link: 'vmlinuz-6.1.0' } }).entries.length, 1);
  });
});

describe('the command line of a kernel that no configuration names', () => {
  const KERNEL = { '/boot/vmlinuz-6.1.0': 'k', '/boot/initrd-6.1.0': 'i' };
  const cases: readonly (readonly [rule: string, tree: MemoryTree, expected: string, problems: readonly string[]])[] = [
    ['the running one, without what boot loaders add', {}, 'root=UUID=1 ro', []],
    ['/etc/kernel/cmdline, its lines joined', { '/etc/kernel/cmdline': 'root=/dev/vda1  ro\nquiet\n', '/usr/lib/kernel/cmdline': 'no' }, 'root=/dev/vda1 ro quiet', []],
    ['/usr/lib/kernel/cmdline', { '/usr/lib/kernel/cmdline': 'root=LABEL=x\n' }, 'root=LABEL=x', []],
    ['an empty file is what its owner wants', { '/etc/kernel/cmdline': '' }, '', []],
    ['a file that cannot be read', { '/etc/kernel/cmdline': { error: 'denied' }, '/usr/lib/kernel/cmdline': 'no' }, '', ['evaluation']],
    ['bytes that are no text', { '/etc/kernel/cmdline': Uint8Array.of(0x61, 0xff) }, 'a\ufffd', ['encoding']],
  ];
  for (const [rule, tree, expected, problems] of cases) {
    test(rule, () => {
      const [entry] = scan({ ...KERNEL, ...tree }).entries;
      assert.deepEqual([entry?.commandLine, entry?.problems.map(({ kind }) => kind)], [expected, problems]);
    });
  }
});

describe('a kernel without an initrd', () => {
  const NO_MODULES = '# CONFIG_MODULES is not set\n';
  const cases: readonly (readonly [root: string, config: string | null, needsOne: boolean])[] = [
    ['root=/dev/sda1', NO_MODULES, false],
    ['root=PARTUUID=1', NO_MODULES, false],
    ['root=8:1', NO_MODULES, false],
    ['root=/dev/sda1', 'CONFIG_MODULES=y\n', true],
    ['root=/dev/sda1', null, true],
    ['root=UUID=1', NO_MODULES, true],
    ['root=/dev/mapper/vg-root', NO_MODULES, true],
    ['root=UUID=1 root=/dev/sda1', NO_MODULES, false],
    ['ro', NO_MODULES, true],
  ];
  for (const [root, config, needsOne] of cases) {
    test(`${root}, ${config?.trim() ?? 'no configuration'}: ${needsOne ? 'missing' : 'fine'}`, () => {
      const tree = { '/boot/vmlinuz-6.1.0': 'k', ...(config === null ? {} : { '/boot/config-6.1.0': config }) };
      assert.deepEqual(scan(tree, [], root).entries[0]?.problems.map(({ kind }) => kind), needsOne ? ['initrd-missing'] : []);
    });
  }
});

test('a directory that cannot be read is told', () => {
  const files = memoryFiles({ '/boot/vmlinuz-6.1.0': '' });
  const read = readScan({ ...files, list: (path) => (path === '/boot' ? { ok: false, error: { kind: 'denied', path, detail: 'EACCES' } } : files.list(path)) }, { runningCommandLine: '', known: new Set() });
  assert.deepEqual(read.diagnostics.map(({ file, kind }) => [file, kind]), [['/boot', 'file-unreadable']]);
});
