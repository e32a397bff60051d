import { smallBzImage, smallInitrd } from '../../../test/fakes/kernel-files.ts';
import type { Suite } from '../chroot.ts';
import type { DiskPart } from '../disk.ts';
import type { FileContent, Tree } from '../tree.ts';
import { DISKS, UUIDS } from './disks.ts';

const MACHINE_ID = '7e3a9c51d2b84f06a1c5e8f7b2d94630';
const LOADER_VARIABLES = '4a67b082-0a4c-41cf-b6c7-440b29bb8c4f';
const COMMAND_LINE = `root=UUID=${UUIDS.root} ro quiet`;

interface LoaderSetup extends Pick<Tree, 'name' | 'title' | 'suite' | 'rule' | 'commands'> {
  readonly disk: readonly DiskPart[];
  readonly releases: readonly string[];
  readonly files?: Readonly<Record<string, FileContent>>;
  readonly running?: boolean;
  readonly told?: readonly string[];
  /** Where bootctl finds the entries, for its own list of them. */
  readonly esp: string;
  readonly xbootldr?: string;
  readonly ukify?: boolean;
}

const PACKAGES: Readonly<Record<Suite, readonly string[]>> = {
  bookworm: ['systemd', 'systemd-boot'],
  trixie: ['systemd', 'systemd-boot', 'systemd-boot-tools'],
  forky: ['systemd', 'systemd-boot', 'systemd-boot-tools'],
};

/** Kernels lie in /var/lib/kernels until they are installed; its own boot loader is put in place of a placeholder's size. */
function loaderTree(setup: LoaderSetup): Tree {
  const kernels = Object.fromEntries(setup.releases.flatMap((release) => [[`var/lib/kernels/vmlinuz-${release}`, smallBzImage(release)], [`var/lib/kernels/initrd.img-${release}`, smallInitrd()]]));
  const { esp, xbootldr } = setup;
  return {
    name: setup.name,
    title: setup.title,
    suite: setup.suite,
    packages: [...PACKAGES[setup.suite], ...(setup.ukify === true ? ['systemd-boot-efi', 'systemd-ukify'] : [])],
    rule: setup.rule,
    told: ['the partitions, which are in memory', 'systemd-boot’s own programs, cut down to a few bytes once bootctl had installed them', ...(setup.told ?? [])],
    probe: false,
    disk: setup.disk,
    running: setup.running ?? false,
    files: { 'etc/machine-id': `${MACHINE_ID}\n`, 'etc/kernel/cmdline': `${COMMAND_LINE}\n`, ...kernels, ...setup.files },
    commands: [
      `bootctl --esp-path=${esp}${xbootldr === undefined ? '' : ` --boot-path=${xbootldr}`} --no-variables install`,
      ...setup.commands,
      `bootctl --esp-path=${esp}${xbootldr === undefined ? '' : ` --boot-path=${xbootldr}`} list --json=short >/evidence/bootctl.json`,
      `for program in $(find ${esp}/EFI/systemd ${esp}/EFI/BOOT -iname '*.efi'); do echo 'systemd-boot' >$program; done; rm -f ${esp}/loader/random-seed`,
    ],
    keep: ['boot', 'efi', 'etc/machine-id', 'etc/kernel/cmdline', ...Object.keys(setup.files ?? {})],
  };
}

const add = (release: string): string => `kernel-install add ${release} /var/lib/kernels/vmlinuz-${release} /var/lib/kernels/initrd.img-${release}`;

/** An EFI variable as efivarfs shows it: attributes, then UTF-16. */
function variable(text: string): Uint8Array {
  return Buffer.concat([Buffer.from([7, 0, 0, 0]), Buffer.from(`${text}\0`, 'utf16le')]);
}

const SETUPS: readonly LoaderSetup[] = [
  {
    name: 'loader-12-machine-id',
    title: 'kernel-install of Debian 12 with everything on the ESP at /boot',
    suite: 'bookworm',
    disk: DISKS.espAtBoot,
    esp: '/boot',
    releases: ['6.1.0-9-amd64', '6.1.0-37-amd64', '6.1.0-35-amd64'],
    commands: [
      `mkdir -p /boot/${MACHINE_ID}`,
      add('6.1.0-9-amd64'),
      add('6.1.0-37-amd64'),
      'cp /var/lib/kernels/initrd.img-6.1.0-35-amd64 /boot/initramfs-6.1.0-35-amd64.img',
      'kernel-install add 6.1.0-35-amd64 /var/lib/kernels/vmlinuz-6.1.0-35-amd64',
    ],
    rule: 'paths in entries count from the top of the partition, so `/MACHINE-ID/…/linux` is below /boot; 6.1.0-37 goes before 6.1.0-9; an initrd with dracut’s name in the top directory is one as well; the machine id is part of the command line.',
  },
  {
    name: 'loader-13-xbootldr',
    title: 'Entries on the extended boot loader partition, loader.conf on the ESP, another token than the machine id',
    suite: 'trixie',
    disk: DISKS.espAndXbootldr,
    esp: '/efi',
    xbootldr: '/boot',
    releases: ['6.12.43+deb13-amd64', '6.12.107+deb13-amd64', '6.12.107+deb13-cloud-amd64'],
    files: { 'etc/kernel/install.conf': 'layout=bls\n', 'etc/kernel/entry-token': 'debian\n' },
    commands: [
      'mkdir -p /boot/debian',
      add('6.12.43+deb13-amd64'),
      add('6.12.107+deb13-amd64'),
      add('6.12.107+deb13-cloud-amd64'),
      "printf 'timeout 3\\ndefault debian-6.12.43*\\n' >/efi/loader/loader.conf",
    ],
    rule: 'the entries are on /boot and their paths count from there; loader.conf is on the ESP, and its `default` is a pattern for ids; with a token of its own no machine id is added to the command line.',
  },
  {
    name: 'loader-13-counting',
    title: 'Boot counting: one entry with tries left, one that used them up',
    suite: 'trixie',
    disk: DISKS.espAtEfi,
    esp: '/efi',
    releases: ['6.12.43+deb13-amd64', '6.12.90+deb13-amd64', '6.12.107+deb13-amd64'],
    files: { 'etc/kernel/install.conf': 'layout=bls\nBOOT_ROOT=/efi\n', 'etc/kernel/tries': '3\n' },
    commands: [
      `mkdir -p /efi/${MACHINE_ID}`,
      'rm /etc/kernel/tries',
      add('6.12.43+deb13-amd64'),
      'echo 3 >/etc/kernel/tries',
      add('6.12.90+deb13-amd64'),
      add('6.12.107+deb13-amd64'),
      `cd /efi/loader/entries && mv ${MACHINE_ID}-6.12.107+deb13-amd64+3.conf ${MACHINE_ID}-6.12.107+deb13-amd64+0-3.conf`,
      `cd /efi/loader/entries && mv ${MACHINE_ID}-6.12.90+deb13-amd64+3.conf ${MACHINE_ID}-6.12.90+deb13-amd64+2-1.conf`,
    ],
    told: ['what systemd-boot counted, by renaming the entries'],
    rule: 'an entry without tries left goes to the end, however new its kernel, so another is the default; the counter is no part of the id, or the id would change with every start.',
  },
  {
    name: 'loader-13-uki',
    title: 'Unified kernel images made by kernel-install and ukify',
    suite: 'trixie',
    disk: DISKS.espAtEfi,
    esp: '/efi',
    ukify: true,
    releases: ['6.12.43+deb13-amd64', '6.12.107+deb13-amd64'],
    files: { 'etc/kernel/install.conf': 'layout=uki\nBOOT_ROOT=/efi\nuki_generator=ukify\n', 'etc/kernel/entry-token': 'debian\n' },
    commands: ['mkdir -p /efi/EFI/Linux', add('6.12.43+deb13-amd64'), add('6.12.107+deb13-amd64')],
    rule: 'there are no entry files: the images in EFI/Linux are the entries, with title and version from .osrel and .uname and the command line from .cmdline, without the blank at its end.',
  },
  {
    name: 'loader-testing-profiles',
    title: 'A unified kernel image with three profiles, beside an entry file',
    suite: 'forky',
    disk: DISKS.espAtEfi,
    esp: '/efi',
    ukify: true,
    releases: ['7.0.12+deb14-amd64', '7.0.9+deb14-amd64'],
    files: { 'etc/kernel/install.conf': 'layout=bls\nBOOT_ROOT=/efi\n', 'etc/kernel/entry-token': 'debian\n' },
    commands: [
      'mkdir -p /efi/EFI/Linux /efi/debian',
      add('7.0.9+deb14-amd64'),
      `cd /tmp && ukify build --profile='ID=factory
TITLE=Factory reset' --cmdline='${COMMAND_LINE} systemd.factory_reset=yes' --output=factory.efi`,
      `cd /tmp && ukify build --profile='ID=rescue
TITLE=Rescue' --cmdline='${COMMAND_LINE} systemd.unit=rescue.target' --output=rescue.efi`,
      `cd /tmp && ukify build --linux=/var/lib/kernels/vmlinuz-7.0.12+deb14-amd64 --initrd=/var/lib/kernels/initrd.img-7.0.12+deb14-amd64 --uname=7.0.12+deb14-amd64 --os-release=@/etc/os-release --cmdline='${COMMAND_LINE}' --profile='ID=main' --join-profile=factory.efi --join-profile=rescue.efi --output=/efi/EFI/Linux/debian-7.0.12+deb14-amd64.efi`,
    ],
    rule: 'each profile is an entry with the sections of its own in the place of the base’s; images and entry files are sorted together by sort key and version.',
  },
  {
    name: 'loader-testing-one-shot',
    title: 'An entry chosen for once, through an EFI variable',
    suite: 'forky',
    disk: DISKS.espAtEfi,
    esp: '/efi',
    running: true,
    releases: ['7.0.9+deb14-amd64', '7.0.12+deb14-amd64', '7.1~rc3-amd64'],
    files: {
      'etc/kernel/install.conf': 'layout=bls\nBOOT_ROOT=/efi\n',
      'etc/kernel/entry-token': 'debian\n',
      [`sys/firmware/efi/efivars/LoaderInfo-${LOADER_VARIABLES}`]: variable('systemd-boot 262-1'),
      [`sys/firmware/efi/efivars/LoaderEntryDefault-${LOADER_VARIABLES}`]: variable('debian-7.0.12+deb14-amd64.conf'),
      [`sys/firmware/efi/efivars/LoaderEntryOneShot-${LOADER_VARIABLES}`]: variable('debian-7.0.9+deb14-amd64.conf'),
    },
    commands: ['mkdir -p /efi/debian', ...['7.0.9+deb14-amd64', '7.0.12+deb14-amd64', '7.1~rc3-amd64'].map(add)],
    told: ['the EFI variables, as `bootctl set-default` and `bootctl set-oneshot` write them'],
    rule: 'what is chosen for once goes before the default of the EFI variables, that before loader.conf, and that before the first entry; reading does not use it up.',
  },
];

/** Trees of kernel-install(8), ukify(1) and systemd-boot(7). */
export const LOADER: readonly Tree[] = SETUPS.map(loaderTree);
