import { remark } from '../sentence.ts';
import { STATUS } from './errors.ts';
import { shown } from './diagnostic-log.ts';
import { LIMITS } from './limits.ts';
import type { Machine } from './machine.ts';
import { Parser } from './parser.ts';
import { isPositional, type Block, type CommandStatement, type ForStatement, type FunctionDefinition, type IfStatement, type Source, type Statement, type Unit, type WhileStatement, type Word } from './syntax.ts';
import { expandWords } from './words.ts';

/** Runs a whole file, unit by unit; returns the status of the last unit. */
export function runFile(machine: Machine, source: Source): number {
  return runSource(machine, source, true);
}

/** Runs a string that a script evaluates; it ends at the first unit that does not parse. */
export function runString(machine: Machine, source: Source): number {
  return runSource(machine, source, false);
}

/** Runs the body of a menu entry or submenu; it ends at the first unit that does not parse. */
export function runBody(machine: Machine, { file, units }: Block): number {
  const unread = units.values();
  return run(machine, file, () => unread.next().value ?? null, false);
}

/** As GRUB does: each unit is parsed, then run, before the next is parsed. */
function runSource(machine: Machine, source: Source, goesOn: boolean): number {
  machine.shared.budget.parsedCharacters -= source.text.length;
  if (machine.shared.budget.parsedCharacters < 0) machine.exceed(remark('The configuration is too large to be read wholly.'));
  const parser = new Parser(source);
  return run(machine, source.file, () => parser.nextUnit(), goesOn);
}

/** A unit that does not parse is left out with a `syntax` diagnostic. */
function run(machine: Machine, ofFile: string, nextUnit: () => Unit | null, goesOn: boolean): number {
  const { file, line } = machine;
  machine.file = ofFile;
  let status: number = STATUS.ok;
  while (!machine.isHalted()) {
    const unit = nextUnit();
    if (unit === null) break;
    for (const one of unit.functions) machine.define(one);
    if (unit.failure !== null) {
      const message = unit.failure.kind === 'syntax' ? remark('GRUB cannot parse this; it leaves the command out.') : remark('Blocks are nested too deeply here; this command was left out.');
      machine.shared.log.add(ofFile, unit.failure.line, unit.failure.kind, message);
      status = STATUS.ok;
      if (!goesOn) break;
    } else status = unit.statements.length > 0 ? runList(machine, unit.statements) : STATUS.ok;
  }
  machine.file = file;
  machine.line = line;
  return status;
}

/** Runs the commands of a list until one breaks out of it, and sets `$?`. */
export function runList(machine: Machine, list: readonly Statement[]): number {
  let status: number = STATUS.ok;
  for (const statement of list) {
    if (machine.activeBreaks > 0 || machine.isHalted()) break;
    status = runStatement(machine, statement);
    if (machine.returning) break;
  }
  return setStatus(machine, status);
}

/** Calls a function of the script with its arguments. */
export function callFunction(machine: Machine, definition: FunctionDefinition, args: readonly string[]): number {
  const { positional, activeLoops, file, line } = machine;
  machine.positional = args;
  machine.activeLoops = 0;
  machine.file = definition.file;
  const status = deeper(machine, () => runList(machine, definition.body));
  machine.returning = false;
  machine.positional = positional;
  machine.activeLoops = activeLoops;
  machine.file = file;
  machine.line = line;
  return status;
}

function setStatus(machine: Machine, status: number): number {
  machine.environment.set('?', String(status));
  return status;
}

function deeper(machine: Machine, inner: () => number): number {
  if (machine.depth >= LIMITS.executionDepth) {
    machine.exceed(remark('Functions and blocks call one another too deeply; the script was read no further.'));
    return STATUS.ok;
  }
  machine.depth++;
  const status = inner();
  machine.depth--;
  return status;
}

function runStatement(machine: Machine, statement: Statement): number {
  machine.line = statement.line;
  switch (statement.kind) {
    case 'command':
      return setStatus(machine, runCommand(machine, statement));
    case 'if':
      return setStatus(machine, deeper(machine, () => runIf(machine, statement)));
    case 'while':
      return setStatus(machine, deeper(machine, () => runWhile(machine, statement)));
    case 'for':
      return setStatus(machine, deeper(machine, () => runFor(machine, statement)));
  }
}

function runIf(machine: Machine, statement: IfStatement): number {
  let current = statement;
  for (;;) {
    const status = runList(machine, current.condition);
    if (isLeaving(machine)) return status;
    if (machine.environment.get('?') === '0') return runList(machine, current.then);
    const otherwise: readonly Statement[] | IfStatement | null = current.otherwise;
    if (otherwise === null) return STATUS.ok;
    if (!('kind' in otherwise)) return runList(machine, otherwise);
    current = otherwise;
    machine.line = current.line;
  }
}

function runWhile(machine: Machine, statement: WhileStatement): number {
  machine.activeLoops++;
  let status: number;
  do {
    status = runList(machine, statement.condition);
    if (isLeaving(machine) || (statement.until ? status === 0 : status !== 0)) break;
    status = runList(machine, statement.body);
    if (isLeaving(machine)) break;
    if (machine.activeBreaks === 1 && machine.breaksContinue) machine.activeBreaks = 0;
  } while (machine.activeBreaks === 0 && machine.step());
  if (machine.activeBreaks > 0) machine.activeBreaks--;
  machine.activeLoops--;
  return status;
}

function isLeaving(machine: Machine): boolean {
  return machine.returning || machine.isHalted();
}

function runFor(machine: Machine, statement: ForStatement): number {
  const values = expand(machine, statement.words);
  machine.activeLoops++;
  let status: number = STATUS.ok;
  for (const value of values) {
    if (!machine.step()) break;
    if (machine.breaksContinue && machine.activeBreaks === 1) machine.activeBreaks = 0;
    if (machine.activeBreaks > 0) continue;
    machine.environment.set(statement.name, value);
    status = runList(machine, statement.body);
    if (isLeaving(machine)) break;
  }
  if (machine.activeBreaks > 0) machine.activeBreaks--;
  machine.activeLoops--;
  return status;
}

function runCommand(machine: Machine, statement: CommandStatement): number {
  if (!machine.step()) return STATUS.ok;
  const words = expand(machine, statement.words);
  const inverted = words[0] === '!';
  const [name, ...args] = inverted ? words.slice(1) : words;
  if (name === undefined) return inverted ? STATUS.badArgument : STATUS.ok;
  const command = machine.shared.commands.get(name);
  const called = command === undefined ? machine.functionNamed(name) : undefined;
  let status: number;
  if (command !== undefined) status = command(machine, args, { name, block: statement.block });
  else if (called !== undefined) status = callFunction(machine, called, args);
  else return assign(machine, name);
  if (!inverted) return status;
  return status === STATUS.ok ? STATUS.testFailure : STATUS.ok;
}

/** A word that is no command: `NAME=VALUE`, or one that GRUB does not know, which still counts as success. */
function assign(machine: Machine, word: string): number {
  const at = word.indexOf('=');
  if (at < 0) {
    machine.report('unknown-command', remark('GRUB has no command “{name}”; it goes on without it.', { name: shown(word) }));
    return STATUS.ok;
  }
  const name = word.slice(0, at);
  if (!isPositional(name)) machine.environment.set(name, word.slice(at + 1));
  return STATUS.ok;
}

/** A command's arguments, within the bounds on their length. */
function expand(machine: Machine, words: readonly Word[]): readonly string[] {
  const expanded = expandWords(words, machine);
  let length = 0;
  for (const word of expanded) {
    length += word.length;
    if (word.length > LIMITS.wordCharacters) machine.exceed(remark('A word grows too long; the script was read no further.'));
  }
  machine.shared.budget.expandedCharacters -= length;
  if (machine.shared.budget.expandedCharacters < 0) machine.exceed(remark('Words grow too long; the script was read no further.'));
  return machine.isHalted() ? [] : expanded;
}
