import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { LocalBootFiles } from '../../../../src/adapters/boot-files/local-boot-files.ts';
import { BlockDevices } from '../../../../src/adapters/machine-facts/block-devices.ts';
import { readHibernation } from '../../../../src/adapters/machine-facts/hibernation.ts';
import type { HibernationFacts } from '../../../../src/core/restart-plan/advice-facts.ts';
import { utf16, variable } from '../../../fakes/efi-variables.ts';
import { temporaryTree } from '../../../fakes/temporary-directory.ts';
import { disks, udevOfSwap, type Tree } from './disks.ts';

const UUID = '6f1f7f6b-2f5d-4b46-8c3b-0d1d63b0a1c2';
const NONE = 'Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n';
const IN_USE = `${NONE}/dev/sda2                               partition\t1000\t0\t-2\n`;
const FILE_IN_USE = `${NONE}/swap\\040file                           file\t1000\t0\t-2\n`;
const NOTE = { 'sys/firmware/efi/efivars/HibernateLocation-8cf2644b-4b0b-428f-9387-6d876050dc67': variable(utf16(`{"uuid":"${UUID}","offset":0}`)) };
const RESUME = { 'sys/power/resume': '8:2\n' };

const swap = (properties: string): Tree => disks({ name: 'sda2', number: '8:2', uuid: UUID, properties });
const EMPTY = swap('E:ID_FS_TYPE=swap\n');
const HIBERNATED = swap('E:ID_FS_TYPE=swsuspend\n');

function read(t: Parameters<typeof temporaryTree>[0], tree: Tree, commandLine = 'root=/dev/sda1 ro', swaps: string | null = NONE): HibernationFacts['places'] {
  const files = new LocalBootFiles(temporaryTree(t, { ...tree, ...(swaps === null ? {} : { 'proc/swaps': swaps }) }));
  return readHibernation(files, new BlockDevices(files), commandLine).places;
}

const place = (image: boolean | null): HibernationFacts['places'] => [{ device: '/dev/sda2', image }];

describe('where a hibernated system would be resumed from', () => {
  test('nowhere', (t) => assert.deepEqual(read(t, HIBERNATED), []));
  test('/sys/power/resume is not set', (t) => assert.deepEqual(read(t, { ...HIBERNATED, 'sys/power/resume': '0:0\n' }), []));
  test('/sys/power/resume', (t) => assert.deepEqual(read(t, { ...HIBERNATED, ...RESUME }), place(true)));
  test('/sys/power/resume of a device that has gone', (t) => assert.deepEqual(read(t, RESUME), []));
  test('resume= of the entry', (t) => assert.deepEqual(read(t, HIBERNATED, `root=/dev/sda1 resume=UUID=${UUID}`), place(true)));
  test('resume= as a path', (t) => assert.deepEqual(read(t, HIBERNATED, 'resume=/dev/sda2'), place(true)));
  test('systemd’s note', (t) => assert.deepEqual(read(t, { ...HIBERNATED, ...NOTE }), place(true)));
  test('the same place three times is one', (t) => assert.deepEqual(read(t, { ...HIBERNATED, ...NOTE, ...RESUME }, `resume=UUID=${UUID}`), place(true)));
  test('noresume: the new kernel will not look', (t) => assert.deepEqual(read(t, { ...HIBERNATED, ...RESUME }, 'root=/dev/sda1 noresume'), []));
  test('hibernate=noresume: nor here', (t) => assert.deepEqual(read(t, { ...HIBERNATED, ...RESUME }, 'hibernate=noresume'), []));
  test('nonsense in its place', (t) => assert.deepEqual(read(t, { ...HIBERNATED, 'sys/power/resume': '../../etc\n' }, 'resume=UUID=../sda2 '), []));
});

describe('whether one lies there', () => {
  test('swap without one', (t) => assert.deepEqual(read(t, { ...EMPTY, ...RESUME }), place(false)));
  test('swap in use, whatever udev still believes', (t) => assert.deepEqual(read(t, { ...HIBERNATED, ...RESUME }, '', IN_USE), place(false)));
  test('a swap file, not in use: not to be seen', (t) => assert.deepEqual(read(t, { ...swap('E:ID_FS_TYPE=ext4\n'), ...RESUME }), place(null)));
  test('a swap file in use', (t) => assert.deepEqual(read(t, { ...swap('E:ID_FS_TYPE=ext4\n'), ...RESUME }, '', FILE_IN_USE), place(false)));
  test('a swap file in use says nothing of a partition', (t) => assert.deepEqual(read(t, { ...HIBERNATED, ...RESUME }, '', FILE_IN_USE), place(true)));
  test('without udev', (t) => assert.deepEqual(read(t, { ...swap(''), ...RESUME }), place(null)));
  test('without udev, in use', (t) => assert.deepEqual(read(t, { ...swap(''), ...RESUME }, '', IN_USE), place(false)));
  test('without udev, a swap file in use', (t) => assert.deepEqual(read(t, { ...swap(''), ...RESUME }, '', FILE_IN_USE), place(null)));
  test('the swaps in use cannot be read', (t) => assert.deepEqual(read(t, { ...HIBERNATED, ...RESUME }, '', null), place(true)));
});

describe('the signatures, as the real mkswap and blkid have them', () => {
  // Linux kernel/power/swap.c has S1SUSPEND; user space tools (uswsusp, TuxOnIce) the others.
  for (const signature of ['S1SUSPEND', 'S2SUSPEND', 'ULSUSPEND', 'LINHIB0001']) {
    test(signature, (t) => assert.deepEqual(read(t, { ...swap(udevOfSwap(signature)), ...RESUME }), place(true)));
  }
  test('plain swap', (t) => assert.deepEqual(read(t, { ...swap(udevOfSwap(null)), ...RESUME }), place(false)));
});
