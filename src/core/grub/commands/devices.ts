import { remark } from '../../sentence.ts';
import { shown } from '../diagnostic-log.ts';
import { STATUS } from '../errors.ts';
import type { GrubProbeKind, GrubSearchKind } from '../host.ts';
import type { Command, Machine } from '../machine.ts';
import { lastArgument, parseOptions, type OptionRules } from '../options.ts';

/** Commands that find devices and ask about them (GRUB manual, search, probe). */
export const DEVICE_COMMANDS: readonly (readonly [string, Command])[] = [
  ['search', search],
  ['search.fs_uuid', searchShort('fs-uuid')],
  ['search.fs_label', searchShort('label')],
  ['search.file', searchShort('file')],
  ['probe', probe],
];

const HINTS = ['hint', 'hint-ieee1275', 'hint-bios', 'hint-baremetal', 'hint-efi', 'hint-arc'];

const SEARCH: OptionRules = {
  options: [
    { long: 'file', short: 'f' },
    { long: 'label', short: 'l' },
    { long: 'fs-uuid', short: 'u' },
    { long: 'set', short: 's', argument: true, optional: true },
    { long: 'no-floppy', short: 'n' },
    { long: 'efidisk-only' },
    { long: 'cryptodisk-only' },
    { long: 'root-dev-only', short: 'r' },
    { long: 'hint', short: 'h', argument: true },
    ...HINTS.slice(1).map((long) => ({ long, argument: true })),
  ],
  acceptDash: true,
};

const PROBE: OptionRules = {
  options: [
    { long: 'set', short: 's', argument: true },
    { long: 'driver', short: 'd' },
    { long: 'partmap', short: 'p' },
    { long: 'fs', short: 'f' },
    { long: 'fs-uuid', short: 'u' },
    { long: 'label', short: 'l' },
    { long: 'part-uuid' },
  ],
};

function search(machine: Machine, words: readonly string[]): number {
  const parsed = parseOptions(SEARCH, words);
  if (typeof parsed === 'number') return parsed;
  const set = lastArgument(parsed, 'set');
  const named = parsed.args.find((arg) => !arg.startsWith('--hint-'));
  const value = named ?? set;
  if (typeof value !== 'string') return STATUS.badArgument;
  const variable = set === undefined ? null : named === undefined ? 'root' : (set ?? 'root');
  const by = (['label', 'fs-uuid', 'file'] as const).find((kind) => parsed.given.has(kind));
  if (by === undefined) return STATUS.invalidCommand;
  const hints = HINTS.filter((name) => hintCounts(machine, name)).flatMap((name) => parsed.given.get(name) ?? []);
  return find(machine, by, value, variable, hints.filter((hint) => hint !== null));
}

/** GRUB heeds the hints of its own platform, those for bare metal, and those without one. */
function hintCounts(machine: Machine, name: string): boolean {
  const platform = name === 'hint-bios' ? 'pc' : name.replace('hint-', '');
  return name === 'hint' || name === 'hint-baremetal' || platform === machine.host.platform;
}

function searchShort(by: GrubSearchKind): Command {
  return (machine, [value, variable, ...hints]) => (value === undefined ? STATUS.badArgument : find(machine, by, value, variable ?? null, hints));
}

function find(machine: Machine, by: GrubSearchKind, value: string, variable: string | null, hints: readonly string[]): number {
  const device = machine.host.search(by, value, hints);
  if (device === null) {
    machine.report('device-not-found', remark('No device with the {kind} {value} was found.', { kind: by === 'fs-uuid' ? 'UUID' : by, value: shown(value) }));
    return STATUS.fileNotFound;
  }
  if (variable !== null) machine.environment.set(variable, device);
  return STATUS.ok;
}

function probe(machine: Machine, words: readonly string[]): number {
  const parsed = parseOptions(PROBE, words);
  if (typeof parsed === 'number') return parsed;
  const [argument] = parsed.args;
  if (argument === undefined) return STATUS.badArgument;
  const device = /^\(.*\)$/s.test(argument) ? argument.slice(1, -1) : argument;
  if (!machine.host.hasDevice(device)) {
    machine.report('device-not-found', remark('The device {device} was not found.', { device: shown(device) }));
    return STATUS.unknownDevice;
  }
  const kinds: readonly GrubProbeKind[] = ['driver', 'partmap', 'part-uuid', 'fs', 'fs-uuid', 'label'];
  const what = kinds.find((kind) => parsed.given.has(kind));
  if (what === undefined) return STATUS.badArgument;
  const value = machine.host.probe(device, what);
  const variable = lastArgument(parsed, 'set');
  if (value === null) {
    if (what === 'driver' || what === 'partmap' || what === 'part-uuid') return setOrPrint(machine, variable, 'none');
    return STATUS.notImplemented;
  }
  return setOrPrint(machine, variable, value);
}

function setOrPrint(machine: Machine, variable: string | null | undefined, value: string): number {
  if (typeof variable === 'string') machine.environment.set(variable, value);
  else machine.shared.echo(value);
  return STATUS.ok;
}
