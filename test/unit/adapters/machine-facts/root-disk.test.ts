import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { LocalBootFiles } from '../../../../src/adapters/boot-files/local-boot-files.ts';
import { MountedFileSystems } from '../../../../src/adapters/file-systems/mounted-file-systems.ts';
import { BlockDevices } from '../../../../src/adapters/machine-facts/block-devices.ts';
import { readRoot } from '../../../../src/adapters/machine-facts/root-disk.ts';
import type { EncryptedLayer, RootFacts } from '../../../../src/core/restart-plan/advice-facts.ts';
import { temporaryTree } from '../../../fakes/temporary-directory.ts';
import { disks, type Tree } from './disks.ts';

type Here = Extract<RootFacts, { kind: 'here' }>;

const mounted = (number: string, source: string, type = 'ext4'): Tree => ({ 'proc/self/mountinfo': `22 1 ${number} / / rw,relatime - ${type} ${source} rw\n` });
const VDA1 = { name: 'vda1', number: '254:1', uuid: '1111-AAAA' };
const SDB2 = { name: 'sdb2', number: '8:18', uuid: '2222' };
const PLAIN: Tree = { ...disks(VDA1, SDB2), ...mounted('254:1', '/dev/vda1') };

function read(t: Parameters<typeof temporaryTree>[0], tree: Tree, commandLine: string): Here {
  const files = new LocalBootFiles(temporaryTree(t, tree));
  return readRoot(files, new MountedFileSystems(files), new BlockDevices(files), commandLine) as Here;
}

describe('what root= means', () => {
  const found = ({ name, number, uuid }: typeof VDA1): Here['wanted'] => ({ kind: 'found', device: { name: `/dev/${name}`, number, uuid } });
  const cases: readonly (readonly [string, Here['wanted'], Tree?])[] = [
    ['root=UUID=1111-AAAA', found(VDA1)],
    ['root="UUID=2222"', found(SDB2)],
    ['root=/dev/sdb2', found(SDB2)],
    ['root=/dev/disk/by-uuid/2222', found(SDB2)],
    ['root=LABEL=a\\x20b', { kind: 'unknown' }],
    ['root=LABEL=my/disk', { kind: 'unknown' }, { 'dev/disk/by-label/x': '' }],
    ['"root=LABEL=a b"', found(SDB2), { 'dev/disk/by-label/a\\x20b': { link: '../../sdb2' } }],
    ['root=UUID=9999', { kind: 'missing' }],
    ['root=/dev/sdz9', { kind: 'missing' }],
    ['root=PARTUUID=9999', { kind: 'unknown' }], // nobody keeps the links
    ['root=/dev/mapper/vg-other', { kind: 'unknown' }], // made in the initrd
    ['root=/dev/vg/other', { kind: 'unknown' }],
    ['root=/dev/nfs', { kind: 'unknown' }],
    ['root=/dev/ram0', { kind: 'unknown' }],
    ['root=ZFS=rpool/ROOT', { kind: 'unknown' }],
    ['root=live:CDLABEL=x', { kind: 'unknown' }],
    ['root=', { kind: 'unknown' }],
    ['ro', { kind: 'unknown' }],
    ['root=UUID=../../sdb2', { kind: 'unknown' }],
  ];
  for (const [commandLine, expected, more] of cases) test(commandLine, (t) => assert.deepEqual(read(t, { ...PLAIN, ...more }, commandLine).wanted, expected));
  test('without udev a UUID is nobody’s', (t) => assert.deepEqual(read(t, mounted('254:1', '/dev/vda1'), 'root=UUID=9').wanted, { kind: 'unknown' }));
});

describe('the running root', () => {
  test('a partition', (t) => assert.deepEqual(read(t, PLAIN, '').running, { name: '/dev/vda1', number: '254:1', uuid: '1111-AAAA' }));
  test('btrfs, whose mount has no number of its own', (t) => assert.equal(read(t, { ...disks(VDA1), ...mounted('0:25', '/dev/vda1', 'btrfs') }, '').running?.number, '254:1'));
  test('mapped', (t) => assert.equal(read(t, { ...disks({ name: 'dm-0', number: '253:0', mapped: ['vg-root', 'LVM-x'] }), ...mounted('253:0', '/dev/mapper/vg-root') }, '').running?.name, '/dev/dm-0'));
  test('an overlay', (t) => assert.deepEqual(read(t, mounted('0:30', 'overlay', 'overlay'), ''), { kind: 'here', running: null, wanted: { kind: 'unknown' }, encryption: null }));
  test('over the network there is nothing to open', (t) => assert.deepEqual(read(t, mounted('0:30', 'server:/root', 'nfs4'), '').encryption, []));
  test('nothing readable', (t) => assert.deepEqual(read(t, {}, ''), { kind: 'here', running: null, wanted: { kind: 'unknown' }, encryption: null }));
});

describe('encryption below it', () => {
  const LUKS = { name: 'dm-0', number: '253:0', mapped: ['luks-root', 'CRYPT-LUKS2-abc-luks-root'] as const, slaves: ['sda3'] };
  const LVM = { name: 'dm-1', number: '253:1', mapped: ['vg-root', 'LVM-abc'] as const, slaves: ['dm-0'] };
  const SDA3 = { name: 'sda3', number: '8:3' };
  const encrypted: Tree = { ...disks(LUKS, LVM, SDA3), ...mounted('253:1', '/dev/mapper/vg-root') };
  const cases: readonly (readonly [string, Tree, string, readonly EncryptedLayer['key'][]])[] = [
    ['none', PLAIN, '', []],
    ['LVM without any', { ...disks({ ...LVM, slaves: ['sda3'] }, SDA3), ...mounted('253:1', '/dev/mapper/vg-root') }, '', []],
    ['LUKS below LVM', encrypted, '', ['passphrase']],
    ['a passphrase in crypttab', { ...encrypted, 'etc/crypttab': '# name device key options\nluks-root UUID=x none luks,discard\n' }, '', ['passphrase']],
    ['a key file in crypttab', { ...encrypted, 'etc/crypttab': 'luks-root UUID=x /etc/keys/root.key luks\n' }, '', ['key-file']],
    ['another disk’s key file in crypttab', { ...encrypted, 'etc/crypttab': 'data UUID=x /etc/keys/data.key luks\n' }, '', ['passphrase']],
    ['the TPM in crypttab', { ...encrypted, 'etc/crypttab': 'luks-root UUID=x - tpm2-device=auto\n' }, '', ['tpm2']],
    ['the TPM on the command line', encrypted, 'rd.luks.options=discard,tpm2-device=auto', ['tpm2']],
    ['a security key', { ...encrypted, 'etc/crypttab': 'luks-root UUID=x - fido2-device=auto\n' }, '', ['token']],
    ['a key file on the command line', encrypted, 'rd.luks.key=/key:UUID=y', ['key-file']],
    ['devices that stand on each other in a circle', { ...disks({ ...LUKS, slaves: ['dm-1'] }, LVM), ...mounted('253:1', '/dev/mapper/vg-root') }, '', ['passphrase']],
  ];
  for (const [name, tree, commandLine, keys] of cases) {
    test(name, (t) => assert.deepEqual(read(t, tree, commandLine).encryption, keys.map((key) => ({ name: 'luks-root', key }))));
  }
});
