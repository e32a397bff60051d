import { remark } from '../../sentence.ts';
import { joinCommandLine } from '../command-line.ts';
import { shown } from '../diagnostic-log.ts';
import { STATUS } from '../errors.ts';
import type { GrubPath } from '../host.ts';
import { newLoader } from '../loader.ts';
import type { Command, CommandContext, Machine } from '../machine.ts';

const OTHERS = `
  appleloader chainloader efi_chainloader freedos kfreebsd kfreebsd_module kfreebsd_module_elf knetbsd knetbsd_module knetbsd_module_elf
  kopenbsd kopenbsd_ramdisk legacy_initrd legacy_initrd_nounzip legacy_kernel ntldr plan9 pxechainloader truecrypt xnu_kernel xnu_kernel64 xnu_resume
`
  .trim()
  .split(/\s+/);
const LEAVING = ['halt', 'reboot', 'exit', 'normal_exit', 'rescue'];
const MULTIBOOT = ['multiboot', 'multiboot2', 'xen_hypervisor'];
const MODULES = ['module', 'module2', 'xen_module', 'xen_linux', 'xen_initrd'];

/** Commands that load what an entry boots (GRUB manual, linux, initrd, devicetree, multiboot, chainloader, …). */
export const LOADER_COMMANDS: readonly (readonly [string, Command])[] = [
  ['linux', linux],
  ['linux16', linux],
  ['linuxefi', linux],
  ['initrd', initrd],
  ['initrd16', initrd],
  ['initrdefi', initrd],
  ['devicetree', deviceTree],
  ...MULTIBOOT.map((name) => [name, multiboot] as const),
  ...MODULES.map((name) => [name, (machine: Machine) => (machine.loader.kind === 'multiboot' ? STATUS.ok : STATUS.badArgument)] as const),
  ...OTHERS.map((name) => [name, loadOther] as const),
  ...LEAVING.map((name) => [name, leave] as const),
  ['fwsetup', firmwareSetup],
  ['boot', boot],
];

/**
 * Loads a kernel. Where the file is missing the command fails, as in GRUB, but the entry keeps what it asked for, so
 * that people see it.
 */
function linux(machine: Machine, [name, ...args]: readonly string[]): number {
  if (name === undefined) return STATUS.badArgument;
  const loader = newLoader();
  machine.loader = loader;
  const place = machine.resolve(name);
  loader.kind = place !== null && isMissing(machine, place) ? 'attempted' : 'linux';
  loader.kernel = place === null ? name : systemPath(machine, place);
  if (place === null) loader.unknownDevices.push('');
  loader.commandLine = joinCommandLine(args, machine.host.keepsHexEscapes === true);
  if (args.some((arg) => arg.includes('\uFFFD'))) loader.garbled = true;
  if (loader.kind === 'linux') return STATUS.ok;
  machine.report('file-missing', remark('The kernel image {path} is not there.', { path: shown(loader.kernel) }));
  return STATUS.fileNotFound;
}

/** Loads initrds; a second command replaces what the first loaded. */
function initrd(machine: Machine, names: readonly string[]): number {
  const { loader } = machine;
  if (names.length === 0) return STATUS.badArgument;
  if (loader.kind !== 'linux' && loader.kind !== 'attempted') return STATUS.badArgument;
  loader.initrds = [];
  let status: number = loader.kind === 'linux' ? STATUS.ok : STATUS.badArgument;
  for (const name of names) {
    if (!addInitrd(machine, name)) status = STATUS.fileNotFound;
  }
  if (status === STATUS.fileNotFound) machine.report('file-missing', remark('An initrd of {names} is not there.', { names: shown(names.join(' ')) }));
  return status;
}

function addInitrd(machine: Machine, name: string): boolean {
  const { loader } = machine;
  const packed = /^newc:[^:]*:(.*)$/s.exec(name)?.[1];
  if (packed !== undefined) loader.packed.push(packed);
  const place = machine.resolve(packed ?? name);
  if (place === null) loader.unknownDevices.push('');
  loader.initrds.push(place === null ? name : systemPath(machine, place));
  return place === null || !isMissing(machine, place);
}

function deviceTree(machine: Machine, [name]: readonly string[]): number {
  const place = name === undefined ? null : machine.resolve(name);
  if (place === null) return STATUS.badArgument;
  machine.loader.devicetree = systemPath(machine, place);
  return STATUS.ok;
}

function multiboot(machine: Machine, args: readonly string[], context: CommandContext): number {
  const name = args.find((arg) => !arg.startsWith('--'));
  if (name === undefined) return STATUS.badArgument;
  const place = machine.resolve(name);
  machine.loader = newLoader();
  machine.loader.kind = 'multiboot';
  machine.loader.command = context.name;
  machine.loader.kernel = place === null ? name : systemPath(machine, place);
  return STATUS.ok;
}

function loadOther(machine: Machine, _args: readonly string[], context: CommandContext): number {
  machine.loader = newLoader();
  machine.loader.kind = 'other';
  machine.loader.command = context.name;
  return STATUS.ok;
}

function leave(machine: Machine, args: readonly string[], context: CommandContext): number {
  loadOther(machine, args, context);
  machine.halted = 'left';
  return STATUS.ok;
}

/** Without arguments it restarts into the firmware's setup; `--is-supported` only asks. */
function firmwareSetup(machine: Machine, args: readonly string[], context: CommandContext): number {
  if (machine.host.platform !== 'efi') {
    machine.report('unknown-command', remark('GRUB has the command fwsetup on EFI machines only.'));
    return STATUS.ok;
  }
  return args.includes('--is-supported') ? STATUS.ok : leave(machine, args, context);
}

function boot(machine: Machine): number {
  const { kind } = machine.loader;
  if (kind === 'none' || kind === 'attempted') return STATUS.badArgument;
  machine.halted = 'left';
  return STATUS.ok;
}

function isMissing(machine: Machine, { device, path }: GrubPath): boolean {
  return machine.host.systemPath(device, path) !== null && machine.host.stat(device, path) === null;
}

function systemPath(machine: Machine, { device, path }: GrubPath): string {
  const found = machine.host.systemPath(device, path);
  if (found === null) machine.loader.unknownDevices.push(device);
  return found ?? path;
}
