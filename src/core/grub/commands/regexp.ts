import { remark } from '../../sentence.ts';
import { STATUS } from '../errors.ts';
import type { Command, Machine } from '../machine.ts';
import { parseNumber } from '../numbers.ts';
import { parseOptions, type OptionRules } from '../options.ts';
import { matchExpression } from '../regular-expression.ts';

/** `regexp` (GRUB manual, regexp). */
export const REGEXP_COMMANDS: readonly (readonly [string, Command])[] = [['regexp', regexp]];

const OPTIONS: OptionRules = { options: [{ long: 'set', short: 's', argument: true }] };

function regexp(machine: Machine, words: readonly string[]): number {
  const parsed = parseOptions(OPTIONS, words);
  if (typeof parsed === 'number') return parsed;
  const [expression, text] = parsed.args;
  if (expression === undefined || text === undefined || parsed.args.length !== 2) return STATUS.badArgument;
  const match = matchExpression(expression, text);
  if (match.kind === 'too-costly') machine.report('limit-exceeded', remark('A regular expression is too large to be tried; it counts as no match.'));
  if (match.kind !== 'match') return STATUS.testFailure;
  for (const target of parsed.given.get('set') ?? []) {
    if (target === null || !assign(machine, target, match.groups)) return STATUS.badArgument;
  }
  return STATUS.ok;
}

/** `[NUMBER:]NAME`; a group that took no part unsets the variable. */
function assign(machine: Machine, target: string, groups: readonly (string | null)[]): boolean {
  const colon = target.indexOf(':');
  const { value, end } = colon < 0 ? { value: 1n, end: -1 } : parseNumber(target, 10);
  if (end !== colon) return false;
  const name = target.slice(colon + 1);
  const group = value < BigInt(groups.length) ? (groups[Number(value)] ?? null) : null;
  if (group === null) machine.environment.unset(name);
  else machine.environment.set(name, group);
  return true;
}
