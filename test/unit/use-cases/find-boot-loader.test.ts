import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { createEngine } from '../../../src/use-cases/create-engine.ts';
import { debianTree, engineMachine, menuOf, NEW_RELEASE, OLD_RELEASE } from '../../fakes/engine-machine.ts';
import { smallBzImage, smallInitrd } from '../../fakes/kernel-files.ts';

type Tree = ReturnType<typeof debianTree>;

const LOADER_INFO = 'sys/firmware/efi/efivars/LoaderInfo-4a67b082-0a4c-41cf-b6c7-440b29bb8c4f';
const loaderInfo = (name: string): Buffer => Buffer.concat([Buffer.from([6, 0, 0, 0]), Buffer.from(`${name}\0`, 'utf16le')]);

/** An EFI system partition at /efi with one entry file, beside Debian's kernels. */
const LOADER_ENTRIES: Tree = {
  'etc/fstab': 'UUID=1111 / ext4 defaults 0 1\nUUID=AB-CD /efi vfat umask=0077 0 2\n',
  'efi/EFI/systemd/systemd-bootx64.efi': '',
  'efi/loader/entries/debian.conf': `title Debian by its loader entry\nlinux /vmlinuz\ninitrd /initrd.img\noptions root=/dev/vda2 ro\n`,
  'efi/vmlinuz': smallBzImage(NEW_RELEASE),
  'efi/initrd.img': smallInitrd(),
};
const GRUB: Tree = { 'boot/grub/grub.cfg': menuOf(OLD_RELEASE) };
const EXTLINUX: Tree = { 'boot/extlinux/extlinux.conf': 'DEFAULT one\nLABEL one\n LINUX /boot/vmlinuz-1\n APPEND root=/dev/mmcblk0p2\n' };
const KERNELS: Tree = { [`boot/vmlinuz-${OLD_RELEASE}`]: smallBzImage(OLD_RELEASE), [`boot/initrd.img-${OLD_RELEASE}`]: smallInitrd(), 'etc/kernel/cmdline': 'root=/dev/vda1' };

describe('which boot loader starts the system', () => {
  const cases: readonly (readonly [string, Tree, readonly string[], string | null])[] = [
    ['GRUB alone', { ...GRUB, ...KERNELS }, ['grub'], 'simple'],
    ['loader entries alone', LOADER_ENTRIES, ['bls'], 'debian.conf'],
    ['both, and nobody says: GRUB', { ...LOADER_ENTRIES, ...GRUB, ...KERNELS }, ['grub'], 'simple'],
    ['both, and systemd-boot says that it was it', { ...LOADER_ENTRIES, ...GRUB, [LOADER_INFO]: loaderInfo('systemd-boot 257.7-1') }, ['bls'], 'debian.conf'],
    ['both, and GRUB says that it was it', { ...LOADER_ENTRIES, ...GRUB, ...KERNELS, [LOADER_INFO]: loaderInfo('GRUB 2.12') }, ['grub'], 'simple'],
    ['extlinux alone', EXTLINUX, ['extlinux'], 'one'],
    ['only kernels: listed, none is the default', KERNELS, ['scan'], null],
  ];
  for (const [what, tree, kinds, defaultId] of cases) {
    test(what, (t) => {
      const listed = createEngine(engineMachine(t, { tree }).ports).listEntries();
      assert.ok(listed.ok);
      assert.deepEqual([...new Set(listed.value.entries.map((entry) => entry.source.kind))], kinds);
      assert.equal(listed.value.entries.find((entry) => entry.default)?.id ?? null, defaultId);
    });
  }

  test('nothing at all is not supported, with the places that were looked at', (t) => {
    const listed = createEngine(engineMachine(t, { tree: { 'etc/fstab': '' } }).ports).listEntries();
    assert.ok(!listed.ok);
    assert.equal(listed.error.kind, 'not-supported');
    assert.match(listed.error.hint, /\/boot\/grub\/grub\.cfg/);
  });

  test('a boot loader that is not read is told', (t) => {
    const listed = createEngine(engineMachine(t, { tree: { ...KERNELS, 'boot/efi/EFI/refind/refind.conf': 'timeout 5' } }).ports).listEntries();
    assert.ok(listed.ok);
    assert.ok(listed.value.diagnostics.some((one) => one.kind === 'not-read'), JSON.stringify(listed.value.diagnostics));
  });
});

describe('kernels that no configuration names', () => {
  test('stand behind the menu and are not chosen as the newest', async (t) => {
    const newer = '6.12.200+deb13-amd64';
    const machine = engineMachine(t, { tree: { ...debianTree(), [`boot/vmlinuz-${newer}`]: smallBzImage(newer), [`boot/initrd.img-${newer}`]: smallInitrd() } });
    const engine = createEngine(machine.ports);
    const listed = engine.listEntries();
    assert.ok(listed.ok);
    assert.deepEqual([listed.value.entries.at(-1)?.source.kind, listed.value.entries.at(-1)?.kernelRelease], ['scan', newer]);
    machine.ports.policy.write({ kind: 'newest' });
    const plan = await engine.plan('');
    assert.equal(plan.ok && plan.value.entry?.kernelRelease, NEW_RELEASE);
  });

  test("the running system's command line does not leak into another root", (t) => {
    const machine = engineMachine(t, { tree: { 'etc/fstab': '', [`boot/vmlinuz-${OLD_RELEASE}`]: smallBzImage(OLD_RELEASE) }, machine: { commandLine: 'root=UUID=of-the-host' } });
    const listed = createEngine(machine.ports).listEntries();
    assert.ok(listed.ok);
    assert.ok(!JSON.stringify(listed.value.entries).includes('of-the-host'));
  });
});
