import { STATUS } from '../errors.ts';
import type { Command, CommandContext, Machine } from '../machine.ts';
import { asInt, parseNumber } from '../numbers.ts';

/** Commands on variables and on the flow of a script (GRUB manual, set, unset, export; Shell-like scripting). */
export const VARIABLE_COMMANDS: readonly (readonly [string, Command])[] = [
  ['set', set],
  ['unset', unset],
  ['export', exportVariables],
  ['true', (): number => STATUS.ok],
  ['false', (): number => STATUS.testFailure],
  ['break', breakOut],
  ['continue', breakOut],
  ['return', returnFrom],
  ['shift', shift],
  ['setparams', setParameters],
  ['increment', (machine: Machine, args: readonly string[]): number => count(machine, args, 1)],
  ['decrement', (machine: Machine, args: readonly string[]): number => count(machine, args, -1)],
];

function set(machine: Machine, [assignment]: readonly string[]): number {
  if (assignment === undefined) return STATUS.ok;
  const at = assignment.indexOf('=');
  if (at < 0) return STATUS.badArgument;
  machine.environment.set(assignment.slice(0, at), assignment.slice(at + 1));
  return STATUS.ok;
}

function unset(machine: Machine, [name]: readonly string[]): number {
  if (name === undefined) return STATUS.badArgument;
  machine.environment.unset(name);
  return STATUS.ok;
}

function exportVariables(machine: Machine, names: readonly string[]): number {
  if (names.length === 0) return STATUS.badArgument;
  for (const name of names) machine.environment.export(name);
  return STATUS.ok;
}

function breakOut(machine: Machine, args: readonly string[], { name }: CommandContext): number {
  if (args.length > 1) return STATUS.badArgument;
  let levels = 1n;
  if (args[0] !== undefined) {
    const { value, end, error } = parseNumber(args[0], 10);
    if (error === 'bad-number') return STATUS.badNumber;
    if (error === 'out-of-range') return STATUS.outOfRange;
    if (end !== args[0].length || value === 0n) return STATUS.badArgument;
    levels = value;
  }
  machine.breaksContinue = name !== 'break';
  machine.activeBreaks = levels > BigInt(machine.activeLoops) ? machine.activeLoops : Number(levels);
  return STATUS.ok;
}

function returnFrom(machine: Machine, args: readonly string[]): number {
  if (machine.positional === null || args.length > 1) return STATUS.badArgument;
  const [text] = args;
  if (text === undefined) {
    machine.returning = true;
    return asInt(parseNumber(machine.environment.get('?') ?? '0', 10).value);
  }
  const { value, end, error } = parseNumber(text, 10);
  if (error === 'bad-number') return STATUS.badNumber;
  if (error === 'out-of-range') return STATUS.outOfRange;
  if (end !== text.length) return STATUS.badArgument;
  machine.returning = true;
  return asInt(value);
}

function shift(machine: Machine, args: readonly string[]): number {
  if (machine.positional === null) return STATUS.ok;
  if (args.length > 1) return STATUS.badArgument;
  let places = 1n;
  if (args[0] !== undefined) {
    const { value, end } = parseNumber(args[0], 10);
    if (end !== args[0].length) return STATUS.badArgument;
    places = value;
  }
  if (places > BigInt(machine.positional.length)) return STATUS.badArgument;
  machine.positional = machine.positional.slice(Number(places));
  return STATUS.ok;
}

function setParameters(machine: Machine, args: readonly string[]): number {
  if (machine.positional === null) return STATUS.invalidCommand;
  machine.positional = args;
  return STATUS.ok;
}

/** Fedora's counters of boots. */
function count(machine: Machine, [name]: readonly string[], by: 1 | -1): number {
  if (name === undefined) return STATUS.badArgument;
  const value = asInt(parseNumber(machine.environment.get(name) ?? '0', 10).value) + by;
  machine.environment.set(name, String(Math.max(0, value)));
  return STATUS.ok;
}
