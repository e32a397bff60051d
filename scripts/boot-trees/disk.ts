/** A mounted file system, as the tree's /etc/fstab and the answers of grub-probe describe it. */
export interface DiskPart {
  readonly device: string;
  readonly mountPoint: string;
  /** As fstab names it. */
  readonly type: 'ext4' | 'btrfs' | 'xfs' | 'vfat';
  readonly uuid: string;
  readonly partitionUuid?: string;
  /** Where it is to GRUB: `hd0,gpt2`, `lvmid/…`, `cryptouuid/…`. */
  readonly grubDevice: string;
  /** GRUB's modules between the disk and the file system. */
  readonly abstractions?: readonly string[];
  /** UUID of the encrypted volume around it. */
  readonly luksUuid?: string;
  /** The btrfs subvolume that is mounted there: `/@`. */
  readonly subvolume?: string;
  /** What fstab names it by; the UUID where nothing is said. */
  readonly fstabBy?: 'uuid' | 'device';
  /** `major:minor` of the running system. */
  readonly deviceNumber: string;
}

const GRUB_FILE_SYSTEMS = { ext4: 'ext2', btrfs: 'btrfs', xfs: 'xfs', vfat: 'fat' } as const;

/** The tree's /etc/fstab. */
export function fstabOf(disk: readonly DiskPart[]): string {
  return disk.map((part) => `${part.fstabBy === 'device' ? part.device : `UUID=${part.uuid}`} ${part.mountPoint} ${part.type} ${optionsOf(part)} 0 ${part.mountPoint === '/' ? 1 : 2}\n`).join('');
}

function optionsOf({ type, subvolume, mountPoint }: DiskPart): string {
  if (subvolume !== undefined) return `defaults,subvol=${subvolume.slice(1)}`;
  if (type === 'vfat') return 'umask=0077';
  return mountPoint === '/' ? 'errors=remount-ro' : 'defaults';
}

/** What the running system would say of the disk: paths and texts of /proc, /run and /sys. */
export function runningFiles(disk: readonly DiskPart[]): Readonly<Record<string, string>> {
  const mounts = disk.map((part, index) => {
    const number = part.type === 'btrfs' ? '0:35' : part.deviceNumber; // btrfs has a device number of its own
    return `${25 + index} ${part.mountPoint === '/' ? 1 : 25} ${number} ${part.subvolume ?? '/'} ${part.mountPoint} rw,relatime shared:${index + 1} - ${part.type} ${part.device} rw\n`;
  });
  const files: Record<string, string> = { 'proc/self/mountinfo': mounts.join('') };
  for (const part of disk) {
    files[`run/udev/data/b${part.deviceNumber}`] = `E:ID_FS_UUID=${part.uuid}\nE:ID_FS_TYPE=${part.type}\n${part.partitionUuid === undefined ? '' : `E:ID_PART_ENTRY_UUID=${part.partitionUuid}\n`}`;
    if (part.type === 'btrfs') files[`sys/class/block/${part.device.slice('/dev/'.length)}/dev`] = `${part.deviceNumber}\n`;
  }
  return files;
}

/** A grub-probe(8) that answers from the table instead of the chroot's own, absent disks. */
export function toldGrubProbe(disk: readonly DiskPart[]): string {
  return `#!/bin/sh
path= device= target=
while [ $# -gt 0 ]; do
  case $1 in
    --device | -d) device=$2; shift ;;
    --target=*) target=\${1#--target=} ;;
    --target | -t) target=$2; shift ;;
    -*) ;;
    *) path=$1 ;;
  esac
  shift
done
[ -n "$device" ] || case \${path%/}/ in
${longestFirst(disk).map((part) => `  ${pattern(part)}) device='${part.device}' ;;\n`).join('')}esac
case "$device $target" in
${disk.flatMap((part) => answers(part).map(([target, answer]) => `  '${part.device} ${target}') printf '%s\\n' "${answer}" ;;\n`)).join('')}  *) echo "grub-probe: nothing is known of $device $target" >&2; exit 1 ;;
esac
`;
}

/** A grub-mkrelpath(1) that answers from the table. */
export function toldGrubMkrelpath(disk: readonly DiskPart[]): string {
  const lines = longestFirst(disk).map((part) => `  ${pattern(part)}) path='${part.subvolume ?? ''}'"\${path#${part.mountPoint === '/' ? '' : part.mountPoint}}" ;;\n`);
  return `#!/bin/sh\npath=\${1%/}\ncase $path/ in\n${lines.join('')}esac\nprintf '%s\\n' "$path"\n`;
}

function longestFirst(disk: readonly DiskPart[]): readonly DiskPart[] {
  return [...disk].sort((a, b) => b.mountPoint.length - a.mountPoint.length);
}

function pattern({ mountPoint }: DiskPart): string {
  return mountPoint === '/' ? '*' : `${mountPoint}/*`;
}

function answers(part: DiskPart): readonly (readonly [target: string, answer: string])[] {
  const partitioned = part.partitionUuid !== undefined;
  return [
    ['device', part.device],
    ['fs', GRUB_FILE_SYSTEMS[part.type]],
    ['fs_uuid', part.uuid],
    ['partmap', /,msdos/.test(part.grubDevice) ? 'msdos' : 'gpt'],
    ['abstraction', (part.abstractions ?? []).join('\n')],
    ['compatibility_hint', part.grubDevice],
    ['hints_string', hintsOf(part.grubDevice)],
    ...(partitioned ? [['partuuid', part.partitionUuid] as const] : []),
    ...(part.luksUuid === undefined ? [] : [['cryptodisk_uuid', part.luksUuid] as const]),
  ];
}

function hintsOf(device: string): string {
  if (!device.startsWith('hd')) return `--hint='${device}' `;
  return `--hint-bios=${device} --hint-efi=${device} --hint-baremetal=${device.replace('hd', 'ahci')} `;
}
