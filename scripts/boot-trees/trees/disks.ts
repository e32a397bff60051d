import type { DiskPart } from '../disk.ts';

const ROOT_UUID = '0f5a2c1e-7b6d-4c3e-9a81-2d4f6b8c0e11';
const BOOT_UUID = '4d9c7a30-51e2-4f0b-8f65-93be1c7a2d22';
const ESP_UUID = '3C1A-9F7E';

const ROOT: DiskPart = { device: '/dev/sda2', mountPoint: '/', type: 'ext4', uuid: ROOT_UUID, partitionUuid: '9d2f4b60-1c3e-4a5d-8e7f-0a1b2c3d4e02', grubDevice: 'hd0,gpt2', deviceNumber: '8:2' };
const ESP: DiskPart = { device: '/dev/sda1', mountPoint: '/boot/efi', type: 'vfat', uuid: ESP_UUID, partitionUuid: '9d2f4b60-1c3e-4a5d-8e7f-0a1b2c3d4e01', grubDevice: 'hd0,gpt1', deviceNumber: '8:1' };
const BOOT: DiskPart = { device: '/dev/sda3', mountPoint: '/boot', type: 'ext4', uuid: BOOT_UUID, partitionUuid: '9d2f4b60-1c3e-4a5d-8e7f-0a1b2c3d4e03', grubDevice: 'hd0,gpt3', deviceNumber: '8:3' };
const LVM: DiskPart = {
  device: '/dev/mapper/vg-root',
  mountPoint: '/',
  type: 'ext4',
  uuid: ROOT_UUID,
  grubDevice: 'lvmid/Xq0fbl-7Yx1-Qd2c-b4nR-3gTq-9pLs-Zu8kVe/m3RwTn-0aBc-1dEf-2gHi-3jKl-4mNo-5pQr6S',
  abstractions: ['lvm'],
  fstabBy: 'device',
  deviceNumber: '254:0',
};
const BTRFS: DiskPart = { ...ROOT, type: 'btrfs', subvolume: '/@' };

/** The disks that the trees are on. */
export const DISKS = {
  whole: [ROOT],
  uefi: [ROOT, ESP],
  separateBoot: [{ ...ROOT, type: 'xfs' }, BOOT],
  /** Debian's guided installation with LVM. */
  lvmSeparateBoot: [LVM, { ...BOOT, device: '/dev/sda1', grubDevice: 'hd0,msdos1', partitionUuid: 'a1b2c3d4-01' }],
  lvm: [LVM],
  btrfs: [BTRFS, { ...BTRFS, mountPoint: '/home', subvolume: '/@home' }],
  /** GRUB opens the volume by itself: /boot is inside. */
  luks: [
    {
      device: '/dev/mapper/sda2_crypt',
      mountPoint: '/',
      type: 'ext4',
      uuid: ROOT_UUID,
      grubDevice: 'cryptouuid/6e1d0b5a83f24c57a9e0c2d47b1f3366',
      abstractions: ['cryptodisk', 'luks', 'gcry_rijndael', 'gcry_sha256'],
      luksUuid: '6e1d0b5a83f24c57a9e0c2d47b1f3366',
      fstabBy: 'device',
      deviceNumber: '254:0',
    },
  ],
  /** systemd-boot with the kernels on the ESP. */
  espAtBoot: [ROOT, { ...ESP, mountPoint: '/boot' }],
  espAtEfi: [ROOT, { ...ESP, mountPoint: '/efi' }],
  espAndXbootldr: [ROOT, { ...ESP, mountPoint: '/efi' }, { ...BOOT, type: 'vfat', uuid: '7B20-44D1' }],
} as const satisfies Readonly<Record<string, readonly DiskPart[]>>;

/** UUIDs that settings of the trees name. */
export const UUIDS = { root: ROOT_UUID, boot: BOOT_UUID, esp: ESP_UUID, otherDisk: 'c7d8e9f0-1234-4abc-9def-556677889900' } as const;
