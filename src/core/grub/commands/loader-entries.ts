import type { BlscfgOrigin } from '../../boot-loader-spec/index.ts';
import { remark } from '../../sentence.ts';
import { STATUS } from '../errors.ts';
import { shown } from '../diagnostic-log.ts';
import type { Command, Machine } from '../machine.ts';
import { addEntriesOfFedora } from './loader-entries-fedora.ts';
import { addEntriesOfGnu, addUnifiedImages } from './loader-entries-gnu.ts';

/**
 * `blscfg`, which makes menu entries of the files of the Boot Loader Specification: GNU's command (GRUB 2.14), or Fedora's
 * older one of the same name with other rules. Which of them this GRUB has, decision 0012.
 */
export const LOADER_ENTRY_COMMANDS: readonly (readonly [string, Command])[] = [
  ['blscfg', blscfg],
  ['bls_import', blscfg],
  ['uki', uki],
];

function blscfg(machine: Machine, args: readonly string[], { name }: { readonly name: string }): number {
  const origin = originOf(machine, 'blscfg');
  if (origin === null || (origin === 'gnu' && name !== 'blscfg')) return unknownCommand(machine, name);
  return origin === 'gnu' ? addEntriesOfGnu(machine, args) : addEntriesOfFedora(machine, args);
}

/** GNU's only, and on EFI machines only. */
function uki(machine: Machine, args: readonly string[]): number {
  const has = machine.host.platform === 'efi' && originOf(machine, 'uki') === 'gnu';
  return has ? addUnifiedImages(machine, args) : unknownCommand(machine, 'uki');
}

/**
 * Whose command it is: GRUB finds commands by the list beside its modules, which names the module that has them. Where no list
 * is there (the image carries all modules itself), the distribution decides; null where the list has no such command.
 */
function originOf(machine: Machine, command: string): BlscfgOrigin | null {
  const { prefixDevice, prefixPath, cpu, platform, idsComeFirst } = machine.host;
  const list = machine.host.readText(prefixDevice, `${prefixPath}/${cpu}-${platform}/command.lst`);
  const module = list.ok ? new RegExp(`^\\*?${command}: *(\\S+)`, 'm').exec(list.value)?.[1] : undefined;
  if (module !== undefined) return module === 'blsuki' ? 'gnu' : 'fedora';
  if (idsComeFirst === true) return 'fedora';
  return list.ok ? null : 'gnu';
}

function unknownCommand(machine: Machine, name: string): number {
  machine.report('unknown-command', remark('GRUB has no command “{name}” here; it goes on without it.', { name: shown(name) }));
  return STATUS.ok;
}

