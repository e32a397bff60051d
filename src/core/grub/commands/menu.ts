import { remark } from '../../sentence.ts';
import { STATUS } from '../errors.ts';
import { LIMITS } from '../limits.ts';
import type { Command, CommandContext, Machine } from '../machine.ts';
import { lastArgument, parseOptions, type OptionRules } from '../options.ts';
import { parseBlock } from '../parser.ts';
import { stringSource } from '../source.ts';
import type { Block } from '../syntax.ts';

/** `menuentry` and `submenu` (GRUB manual, menuentry, submenu). */
export const MENU_COMMANDS: readonly (readonly [string, Command])[] = [
  ['menuentry', defineItem],
  ['submenu', defineItem],
];

const OPTIONS: OptionRules = {
  options: [
    { long: 'class', short: '\u0001', argument: true },
    { long: 'users', short: '\u0002', argument: true },
    { long: 'hotkey', short: '\u0003', argument: true },
    { long: 'source', short: '\u0004', argument: true },
    { long: 'id', argument: true },
    { long: 'unrestricted' },
  ],
  acceptDash: true,
};

function defineItem(machine: Machine, words: readonly string[], context: CommandContext): number {
  const { file, line } = machine;
  const parsed = parseOptions(OPTIONS, words);
  if (typeof parsed === 'number') return parsed;
  const [title] = parsed.args;
  const body = bodyOf(machine, context, lastArgument(parsed, 'source'));
  if (title === undefined || body === null) {
    machine.report('command-failed', body === null ? remark('GRUB adds no entry here: the entry has no body, or two.') : remark('GRUB adds no entry here: the entry has no title.'));
    return body === null ? STATUS.badArgument : STATUS.menu;
  }
  if (machine.menu.length >= LIMITS.menuEntries) {
    machine.exceed(remark('There are too many menu entries; the script was read no further.'));
    return STATUS.ok;
  }
  const users = parsed.given.has('users');
  const restricted = users || !parsed.given.has('unrestricted');
  const id = lastArgument(parsed, 'id') ?? title;
  machine.menu.push({ title, id, args: parsed.args, restricted, submenu: context.name === 'submenu', body, source: { kind: 'grub', file, line } });
  return STATUS.ok;
}

/** The entry's braces or its `--source`; GRUB wants exactly one of the two. */
function bodyOf(machine: Machine, context: CommandContext, text: string | null | undefined): Block | null {
  if (typeof text !== 'string') return context.block;
  if (context.block !== null) return null;
  return parseBlock(stringSource(machine.file, machine.line, text));
}
