import { canonicalName, parametersOf, type Parameter } from '../kernel/command-line.ts';

/**
 * Whether booting the entry can give a root shell to somebody who knows no password; such an entry takes the stronger
 * polkit action. Decided as an attacker at the keyboard would: every word that a kernel, an initrd or an init is known to
 * turn into a shell counts, also where sulogin(8) may ask for a password (a locked root account makes some distributions
 * skip the question). A wrong yes costs one password dialog, a wrong no is a way to root, so what is not known to be
 * harmless counts: of `init=` and `systemd.unit=` the harmless values are listed, not the harmful ones.
 * What only weakens the system (selinux=0, lockdown=none) gives no shell and does not count.
 */
export function isRecovery(entry: { readonly title: string; readonly id: string; readonly commandLine: string }): boolean {
  return RECOVERY_NAME.test(entry.title) || RECOVERY_NAME.test(entry.id) || recoveryWord(entry.commandLine) !== null;
}

/**
 * The first word of a command line that can give a root shell; null where there is none. Words behind `--` count too: the
 * kernel hands them to init, and systemd reads the whole of /proc/cmdline.
 *
 * @example recoveryWord('root=/dev/vda1 ro single') // 'single'
 */
export function recoveryWord(commandLine: string): string | null {
  const asTheKernelReads = parametersOf(commandLine).find(givesShell);
  // systemd also takes single quotes and backslashes off, which the kernel keeps: 'single' is single to it.
  const asSystemdReads = parametersOf(commandLine.replace(/['"\\]/g, '')).find(givesShell);
  return (asTheKernelReads ?? asSystemdReads)?.word ?? null;
}

// Titles are what people go by, and GRUB's and dracut's own recovery entries say it in their ids when the title is translated.
const RECOVERY_NAME = /recovery|rescue|emergency|single[- ]?user|fail-?safe|safe mode|root shell|debug shell/i;

/** Run levels and modes without a value; init(8), systemd's kernel-command-line(7), friendly-recovery of Ubuntu, NixOS stage 1. */
const MODES: ReadonlySet<string> = new Set([
  'single', 's', 'S', '-s', '1', '-b', 'emergency', 'rescue', 'recovery',
]);

/** Parameters that open a shell, a debugger or a way to run a command, with any value that does not switch them off. */
const SHELLS: ReadonlySet<string> = new Set([
  'rescue', 'recovery', 'inst.rescue', // installers and Ubuntu
  'rd.break', 'rd.shell', 'rd.emergency', 'rd.rescue', 'rd.cmdline', 'rdbreak', 'rdshell', // dracut; rd.cmdline=ask lets type one
  'break', // initramfs-tools, mkinitcpio
  'softlevel', // OpenRC's run level
  'boot.shell_on_fail', 'boot.debug1', 'boot.debug1devices', 'boot.debug1mounts', // NixOS
  'systemd.debug_shell', 'systemd.break', 'systemd.crash_shell', 'systemd.run', 'systemd.run_success_action',
  'systemd.wants', // starts any unit, debug-shell.service among them
  'systemd.setenv', // LD_PRELOAD, SYSTEMD_SULOGIN_FORCE, …
  'systemd.set_credential', 'systemd.set_credential_binary', // passwd.plaintext-password.root
  'kgdbwait', // stops in a debugger that can change any memory
  // The kernel passes words that it does not know to init as its environment.
  'SYSTEMD_SULOGIN_FORCE', 'LD_PRELOAD', 'LD_LIBRARY_PATH', 'LD_AUDIT', 'BASH_ENV', 'ENV',
].map(canonicalName));

const OFF: ReadonlySet<string> = new Set(['0', 'no', 'n', 'false', 'f', 'off']);

/** Units that end in a login prompt; every other one (rescue, emergency, debug-shell, one that runs a script) counts. */
const LOGIN_UNITS: ReadonlySet<string> = new Set([
  'default.target', 'graphical.target', 'multi-user.target',
  'runlevel2.target', 'runlevel3.target', 'runlevel4.target', 'runlevel5.target', 'initrd.target',
]);

/** Programs that are an init and nothing else. */
const INITS: ReadonlySet<string> = new Set([
  '/init', '/sbin/init', '/usr/sbin/init', '/bin/init', '/usr/bin/init', '/etc/init',
  '/lib/systemd/systemd', '/usr/lib/systemd/systemd', '/bin/systemd', '/usr/bin/systemd',
  '/sbin/openrc-init', '/usr/bin/openrc-init', '/sbin/runit-init', '/usr/bin/runit-init', '/sbin/dinit', '/usr/bin/dinit',
]);

/** NixOS starts its system's own init, and a specialisation's below it; the store is read-only and the path names its content. */
const NIXOS_INIT = /^\/nix\/store\/[0-9a-z]{32}-nixos-system-[^/]+\/(?:specialisation\/[^/]+\/)?init$/;

function givesShell(parameter: Parameter): boolean {
  const { name, value } = parameter;
  if (value === null && MODES.has(name)) return true;
  const bare = canonicalName(name);
  if (bare === 'init' || bare === 'rdinit') return value !== null && !isInit(value);
  const here = bare.startsWith('rd.systemd.') ? bare.slice('rd.'.length) : bare;
  if (here === 'systemd.unit') return value !== null && !LOGIN_UNITS.has(value);
  return SHELLS.has(here) && !(value !== null && OFF.has(value.toLowerCase()));
}

/** `init=` without a value makes the kernel look for the usual ones. */
function isInit(path: string): boolean {
  return path === '' || INITS.has(path) || NIXOS_INIT.test(path);
}
