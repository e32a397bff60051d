import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { LocalBootFiles } from '../../../../src/adapters/boot-files/local-boot-files.ts';
import { FstabFileSystems } from '../../../../src/adapters/file-systems/fstab-file-systems.ts';
import { readAdvice } from '../../../../src/adapters/machine-facts/advice.ts';
import type { AdviceFacts } from '../../../../src/core/restart-plan/advice-facts.ts';
import { emptyEnvironmentBlock } from '../../../fakes/engine-machine.ts';
import { temporaryTree } from '../../../fakes/temporary-directory.ts';
import type { Tree } from './disks.ts';

type Test = Parameters<typeof temporaryTree>[0];

function read(t: Test, tree: Tree, other?: Tree): Promise<AdviceFacts> {
  const host = new LocalBootFiles(temporaryTree(t, tree));
  const target = other === undefined ? host : new LocalBootFiles(temporaryTree(t, other));
  return readAdvice(host, { target, fileSystems: new FstabFileSystems(target), askFwupd: () => Promise.resolve({ kind: 'silent', detail: 'asked' }) }, 'root=UUID=1');
}

const block = (line: string): string => `# GRUB Environment Block\n${line}\n`.padEnd(1024, '#');
const GRUB = { 'boot/grub/grub.cfg': 'menuentry x {\n}\n' };

describe('GRUB’s next entry', () => {
  const cases: readonly (readonly [string, Tree, string | null | undefined])[] = [
    ['no GRUB', {}, null],
    ['no environment block', GRUB, null],
    ['none', { ...GRUB, 'boot/grub/grubenv': emptyEnvironmentBlock() }, null],
    ['one', { ...GRUB, 'boot/grub/grubenv': block('saved_entry=a\nnext_entry=1>2') }, '1>2'],
    ['used up: an empty one', { ...GRUB, 'boot/grub/grubenv': block('next_entry=') }, null],
    ['Fedora’s folder', { 'boot/grub2/grub.cfg': 'x', 'boot/grub2/grubenv': block('next_entry=3') }, '3'],
    ['a block that is none', { ...GRUB, 'boot/grub/grubenv': 'next_entry=3\n' }, undefined],
    ['a block that is far too large', { ...GRUB, 'boot/grub/grubenv': block('next_entry=3') + '#'.repeat(100_000) }, undefined],
    ['a block without GRUB’s configuration', { 'boot/grub/grubenv': block('next_entry=3') }, null],
  ];
  for (const [name, tree, expected] of cases) test(name, async (t) => assert.equal((await read(t, tree)).nextEntry, expected));
});

describe('packages that asked for a restart', () => {
  test('no file', async (t) => assert.deepEqual((await read(t, {})).packages, []));
  test('once each', async (t) => assert.deepEqual((await read(t, { 'run/reboot-required.pkgs': 'shim-signed\n\nlibc6\nshim-signed\n' })).packages, ['shim-signed', 'libc6']));
  test('more than anybody could mean', async (t) => assert.equal((await read(t, { 'run/reboot-required.pkgs': 'x\n'.repeat(100_000) })).packages, null));
});

describe('graphics drivers', () => {
  const device = (place: string, number: string, kind: string, driver: string | null): Tree => ({
    [`sys/bus/pci/devices/${place}/class`]: `${kind}\n`,
    [`sys/bus/pci/devices/${place}/vendor`]: '0x8086\n',
    [`sys/bus/pci/devices/${place}/device`]: `0x${number}\n`,
    ...(driver === null ? {} : { [`sys/bus/pci/drivers/${driver}/bind`]: '', [`sys/bus/pci/devices/${place}/driver`]: { link: `../../drivers/${driver}` } }),
  });
  test('display devices with their drivers, and nothing else', async (t) => {
    const { graphics } = await read(t, {
      ...device('0000:00:02.0', '4E61', '0x030000', 'i915'),
      ...device('0000:00:1f.6', '15bc', '0x020000', 'e1000e'),
      ...device('0000:01:00.0', '2482', '0x030200', 'some-driver'),
      ...device('0000:02:00.0', '1111', '0x038000', null),
      'etc/quick-restart/graphics.conf': 'i915 * ok\n?\n',
    });
    assert.deepEqual(graphics.devices, [{ driver: 'i915', id: '8086:4e61' }, { driver: 'some_driver', id: '8086:2482' }]);
    assert.deepEqual([graphics.ownRules.rules.length, graphics.ownRules.oddLines], [1, [2]]);
  });
  test('a machine without a PCI bus', async (t) => assert.deepEqual((await read(t, { 'sys/bus/usb/x': '' })).graphics.devices, []));
  test('without /sys nothing is known', async (t) => assert.equal((await read(t, {})).graphics.devices, null));
});

test('fwupd is asked where it is installed', async (t) => {
  assert.equal((await read(t, {})).fwupd.kind, 'absent');
  assert.equal((await read(t, { 'usr/share/dbus-1/system-services/org.freedesktop.fwupd.service': '' })).fwupd.kind, 'silent');
});

test('of another system (--root) its disk is not compared, and its own boot loader and packages count', async (t) => {
  const facts = await read(t, { 'run/reboot-required.pkgs': 'shim\n' }, { ...GRUB, 'boot/grub/grubenv': block('next_entry=3') });
  assert.deepEqual([facts.root, facts.nextEntry, facts.packages], [{ kind: 'elsewhere', wanted: { kind: 'unknown' } }, '3', []]);
});
