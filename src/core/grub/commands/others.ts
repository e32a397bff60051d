import { remark, type Sentence } from '../../sentence.ts';
import { STATUS } from '../errors.ts';
import type { Command, Machine } from '../machine.ts';
import { parseOptions, type OptionRules } from '../options.ts';

/** Commands without a say in what an entry boots: screen, modules, passwords, listing. GRUB has them; they succeed. */
const WITHOUT_EFFECT = `
  915resolution acpi all_functional_test authenticate background_color background_image backtrace badram bli blocklist cat cbmemc clear
  cmosclean cmosdump cmosset cmp coreboot_boottime crc cryptomount cutmem date distrust drivemap dump efiemu_loadcore
  efiemu_prepare efiemu_unload efitextmode fakebios fix_video functional_test gdbstub gdbstub_break gdbstub_stop gettext gptsync hashsum hdparm hello help hexdump
  hexdump_random inb inl insmod inw keymap kfreebsd_loadenv legacy_check_password legacy_password list_trusted loadbios loadfont loopback ls
  lsacpi lsapm lscoreboot lsefi lsefimmap lsefisystab lsfonts lsmmap lsmod lspci lssal macppcbless mactelbless md5sum nativedisk
  net_add_addr net_add_dns net_add_route net_bootp net_bootp6 net_del_addr net_del_dns net_del_route net_dhcp net_get_dhcp_option
  net_ipv6_autoconf net_ls_addr net_ls_cards net_ls_dns net_ls_routes net_nslookup net_set_vlan outb outl outw parttool password
  password_pbkdf2 pcidump plainmount play rdmsr read_byte read_dword read_word rmmod sendkey serial setpci sha1sum sha256sum sha512sum sleep
  terminal_input terminal_output terminfo test_blockarg testload testspeed tpm2_dump_pcr tpm2_key_protector_init tpm2_key_protector_clear trust usb
  vbeinfo vbetest verify_detached videoinfo videotest write_byte write_dword write_word wrmsr xnu_devprop_load xnu_kext xnu_kextdir
  xnu_mkext xnu_ramdisk xnu_splash xnu_uuid zfs-bootfs zfsinfo zfskey
`.trim().split(/\s+/);

/** Commands whose answer decides something that this reader cannot know, and the error number that is assumed. */
const NOT_READ: readonly (readonly [string, number, Sentence])[] = [
  ['extract_entries_source', STATUS.ok, remark('The entries that extract_entries_source takes from a file are not read yet.')],
  ['extract_entries_configfile', STATUS.ok, remark('The entries that extract_entries_configfile takes from a file are not read yet.')],
  ['legacy_configfile', STATUS.ok, remark('Menus of the old GRUB (menu.lst) are not read.')],
  ['legacy_source', STATUS.ok, remark('Menus of the old GRUB (menu.lst) are not read.')],
  ['syslinux_configfile', STATUS.ok, remark('Menus of syslinux that GRUB loads are not read.')],
  ['syslinux_source', STATUS.ok, remark('Menus of syslinux that GRUB loads are not read.')],
  ['import_gpt_vars', STATUS.ok, remark('Variables that GRUB takes from other places are not read.')],
  ['btrfs-mount-subvol', STATUS.ok, remark('Subvolumes that a menu entry mounts are not followed.')],
  ['btrfs-list-snapshots', STATUS.ok, remark('Snapshots that GRUB lists by itself are not read.')],
  ['smbios', STATUS.testFailure, remark('What the firmware says of the machine (smbios) is not read.')],
  ['tr', STATUS.ok, remark('The command tr is not evaluated; its variable stays as it was.')],
  ['time', STATUS.ok, remark('The command that time measures is not run.')],
  ['extract_legacy_entries_source', STATUS.ok, remark('Menus of the old GRUB (menu.lst) are not read.')],
  ['extract_legacy_entries_configfile', STATUS.ok, remark('Menus of the old GRUB (menu.lst) are not read.')],
  ['extract_syslinux_entries_source', STATUS.ok, remark('Menus of syslinux that GRUB loads are not read.')],
  ['extract_syslinux_entries_configfile', STATUS.ok, remark('Menus of syslinux that GRUB loads are not read.')],
  ['getenv', STATUS.testFailure, remark('EFI variables that a script asks for are not read.')],
  ['setenv', STATUS.ok, remark('EFI variables that a script sets are not kept.')],
  ['cryptocheck', STATUS.testFailure, remark('Whether a device is encrypted (cryptocheck) is not looked at; it counts as not encrypted.')],
  ['cmostest', STATUS.testFailure, remark('Whether a button of the machine is held (cmostest) is not known here; it counts as not held.')],
  ['file', STATUS.testFailure, remark('What kind of file it is (file) is not looked at; it counts as another kind.')],
  ['read', STATUS.ok, remark('A script asks the person at the machine (read); nothing counts as the answer.')],
];

/** Everything else: echo, and the commands of the lists above. */
export const OTHER_COMMANDS: readonly (readonly [string, Command])[] = [
  ...WITHOUT_EFFECT.map((name) => [name, () => STATUS.ok] as const),
  ...NOT_READ.map(([name, status, message]) => [name, (machine: Machine) => notRead(machine, status, message)] as const),
  ['echo', echo],
  // Nobody holds a key down while the configuration is read.
  ['keystatus', keyStatus],
  ['cpuid', cpuid],
  ['hwmatch', hardwareMatch],
];

const ECHO: OptionRules = { options: [{ long: '\u0001', short: 'n' }, { long: '\u0002', short: 'e' }], acceptDash: true, atStart: true };

const CPUID: OptionRules = { options: [{ long: 'long-mode', short: 'l' }, { long: 'pae', short: 'p' }] };

const ESCAPES = new Map([['\\', '\\'], ['a', '\u0007'], ['f', '\f'], ['n', '\n'], ['r', '\r'], ['t', '\t'], ['v', '\v']]);

function notRead(machine: Machine, status: number, message: Sentence): number {
  machine.report('unsupported-command', message);
  return status;
}

function echo(machine: Machine, words: readonly string[]): number {
  const parsed = parseOptions(ECHO, words);
  if (typeof parsed === 'number') return parsed;
  const escaped = parsed.given.has('\u0002');
  const ending = parsed.given.has('\u0001') || (escaped && parsed.args.some((arg) => /(?:^|[^\\])(?:\\\\)*\\c/.test(arg))) ? '' : '\n';
  const shownArgs = escaped ? parsed.args.map((arg) => arg.replace(/\\([\s\S]?)/g, (_whole, sign: string) => ESCAPES.get(sign) ?? '')) : parsed.args;
  machine.shared.echo(shownArgs.join(' ') + ending);
  return STATUS.ok;
}

function keyStatus(_machine: Machine, args: readonly string[]): number {
  return args.length === 0 ? STATUS.ok : STATUS.testFailure;
}

/** `cpuid -l` and the like: whether the processor runs 64-bit kernels; `-p` asks for PAE. */
function cpuid(machine: Machine, words: readonly string[]): number {
  const parsed = parseOptions(CPUID, words);
  if (typeof parsed === 'number') return parsed;
  return machine.host.cpu === 'x86_64' || machine.host.platform === 'pc' ? STATUS.ok : STATUS.testFailure;
}

/** Ubuntu's list of graphics cards that need text mode; a card in the list would only lose the smooth hand-over of the screen. */
function hardwareMatch(machine: Machine): number {
  machine.environment.set('match', '0');
  return notRead(machine, STATUS.ok, remark('The list of graphics cards (hwmatch) is not compared with this machine’s; it counts as not matching.'));
}
