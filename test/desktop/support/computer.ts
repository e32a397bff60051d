import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { release } from 'node:os';
import { dirname, join } from 'node:path';
import { smallBzImage, smallInitrd } from '../../fakes/kernel-files.ts';

const TREE = 'test/fixtures/boot-trees/grub-testing-uefi/root';
const TREE_NEWER = '7.0.12+deb14-amd64';
const TREE_OLDER = '7.0.9+deb14-amd64';
const ROOT_UUID = '0f5a2c1e-7b6d-4c3e-9a81-2d4f6b8c0e11';

/** The kernel that really runs, which no program inside can be told otherwise, one before it, and the one that an upgrade brings. */
export const RELEASES = { older: movedBy(-1), running: release(), newer: movedBy(1) } as const;

/**
 * polkit itself decides, by the policy file that our package installs; only that the person sits at the computer it cannot see, since
 * no systemd put their programs into a session of its own. So a rule says what the file says of active people: they may load.
 */
export function polkitRule(load: 'YES' | 'NO'): Files {
  const rule = `polkit.addRule(function (action, subject) { return action.id === 'org.quickrestart1.load' && subject.user === 'person' ? polkit.Result.${load} : null; });\n`;
  return { '/etc/polkit-1/rules.d/10-person.rules': rule };
}

/** Paths inside, and what is in the files. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

/**
 * Writes what makes the Debian inside a computer that quick-restartd can work on: its boot configuration as grub-mkconfig wrote it
 * for a fixture, kernels, a disk that udev knows, and /sys/kernel; besides them the scripts of the session.
 */
export function writeComputer(folder: string, session: string): void {
  cpSync(session, join(folder, 'run/test'), { recursive: true });
  writeFiles(folder, { ...bootFiles(RELEASES.running, RELEASES.older), ...machineFiles(), ...helperFiles(), ...polkitRule('YES') });
  for (const empty of [`usr/lib/modules/${RELEASES.running}`, 'sys/bus/pci/devices', 'dev/disk/by-uuid']) mkdirSync(join(folder, empty), { recursive: true });
  symlinkSync('../../vda2', join(folder, 'dev/disk/by-uuid', ROOT_UUID));
}

/** What an upgrade of the kernel leaves behind: the new kernel, the boot configuration made anew, and the wish for a restart. */
export function upgradeFiles(): Files {
  return { ...bootFiles(RELEASES.newer, RELEASES.running), '/run/reboot-required.pkgs': 'linux-image-amd64\n', '/run/reboot-required': '*** System restart required ***\n' };
}

export function writeFiles(folder: string, files: Files): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content, { mode: path.startsWith('/usr/sbin/') ? 0o755 : 0o644 });
  }
}

function bootFiles(newer: string, older: string): Files {
  const grub = readFileSync(join(TREE, 'boot/grub/grub.cfg'), 'utf8').replaceAll(TREE_NEWER, newer).replaceAll(TREE_OLDER, older);
  const kernels = [newer, older].flatMap((each) => [
    [`/boot/vmlinuz-${each}`, smallBzImage(each)],
    [`/boot/initrd.img-${each}`, smallInitrd()],
    [`/boot/config-${each}`, 'CONFIG_KEXEC=y\nCONFIG_KEXEC_FILE=y\n'],
  ]);
  return { '/boot/grub/grub.cfg': grub, ...(Object.fromEntries(kernels) as Files) };
}

function machineFiles(): Files {
  return {
    '/etc/fstab': `UUID=${ROOT_UUID} / ext4 errors=remount-ro 0 1\n`,
    '/run/udev/data/b254:2': `E:ID_FS_UUID=${ROOT_UUID}\nE:ID_FS_TYPE=ext4\nE:ID_PART_ENTRY_NUMBER=2\n`,
    '/sys/class/block/vda2/dev': '254:2\n',
    '/dev/vda2': '',
    '/run/test/cmdline': `BOOT_IMAGE=/boot/vmlinuz-${RELEASES.running} root=UUID=${ROOT_UUID} ro quiet\n`,
    '/sys/kernel/kexec_loaded': '0\n',
    '/sys/kernel/security/lockdown': '[none] integrity confidentiality\n',
    '/usr/sbin/kexec': readFileSync(join(import.meta.dirname, '../session/kexec.sh')),
  };
}

function helperFiles(): Files {
  return {
    // Without systemd it is the bus that starts the helper; the package's own file forbids that, since nothing confines it then.
    '/usr/share/dbus-1/system-services/org.quickrestart1.service': '[D-BUS Service]\nName=org.quickrestart1\nUser=root\nExec=/usr/sbin/quick-restartd\n',
    '/usr/sbin/quick-restartd': '#!/bin/sh\nexec /usr/bin/node --jitless /usr/libexec/quick-restart/quick-restartd.cjs "$@" 2>>/out/quick-restartd.log\n',
  };
}

/** The running release with another first number: `6.12.107+deb13-amd64` and 1 give `7.12.107+deb13-amd64`. */
function movedBy(step: number): string {
  return release().replace(/^\d+/, (first) => String(Number(first) + step));
}
