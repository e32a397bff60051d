import { remark } from '../../sentence.ts';
import { shown } from '../diagnostic-log.ts';
import { STATUS } from '../errors.ts';
import { runFile, runString } from '../execute.ts';
import { LIMITS } from '../limits.ts';
import type { Command, Machine } from '../machine.ts';
import { fileSource, stringSource } from '../source.ts';

/** Commands that run other text (GRUB manual, source, configfile, normal, eval). */
export const FILE_COMMANDS: readonly (readonly [string, Command])[] = [
  ['source', source],
  ['.', source],
  ['configfile', configFile],
  ['normal', normal],
  ['eval', evaluate],
];

/**
 * Runs a configuration file in the current context, as `source` does; false where it cannot be read. While it runs,
 * `$config_file` and `$config_directory` name it.
 */
export function readConfigFile(machine: Machine, name: string): boolean {
  const place = machine.resolve(name);
  if (place === null) {
    machine.report('device-not-found', remark('There is no device for “{name}”.', { name: shown(name) }));
    return false;
  }
  const path = machine.shownPath(place);
  const text = machine.host.readText(place.device, place.path);
  if (!text.ok) {
    if (text.error === 'too-large') machine.exceed(remark('{path} is too large to be read.', { path: shown(path) }));
    else machine.report(text.error === 'missing' ? 'file-missing' : 'file-unreadable', text.error === 'missing' ? remark('{path} is not there.', { path: shown(path) }) : remark('{path} cannot be read.', { path: shown(path) }));
    return false;
  }
  if (machine.sourceDepth >= LIMITS.sourceDepth || text.value.length > LIMITS.fileCharacters) {
    machine.exceed(remark('{path} is too large, or files load one another too deeply; it was not read.', { path: shown(path) }));
    return false;
  }
  if (/\0|\uFFFD/.test(text.value)) machine.shared.log.add(path, 0, 'encoding', remark('The file is not plain UTF-8 text; GRUB cuts lines at NUL bytes.'));
  machine.sourceDepth++;
  const { environment } = machine;
  const names = ['config_file', 'config_directory'].map((variable) => [variable, environment.get(variable)] as const);
  const full = `(${place.device})${place.path}`;
  environment.set('config_file', full);
  environment.set('config_directory', full.slice(0, full.lastIndexOf('/')));
  environment.export('config_file');
  environment.export('config_directory');
  runFile(machine, fileSource(path, text.value));
  machine.sourceDepth--;
  for (const [variable, value] of names) {
    if (value === undefined) environment.unset(variable);
    else environment.set(variable, value);
  }
  return true;
}

function source(machine: Machine, args: readonly string[]): number {
  const [name] = args;
  if (name === undefined || args.length !== 1) return STATUS.badArgument;
  readConfigFile(machine, name);
  return STATUS.ok;
}

/** Shows the file's menu in a context of its own; GRUB comes back only where that menu is empty. */
function configFile(machine: Machine, args: readonly string[]): number {
  const [name] = args;
  if (name === undefined || args.length !== 1) return STATUS.badArgument;
  const { environment, menu } = machine;
  machine.environment = environment.context();
  machine.menu = [];
  readConfigFile(machine, name);
  if (machine.menu.length > 0 && machine.halted === null) {
    machine.shownMenu = { items: machine.menu, environment: machine.environment };
    machine.halted = 'menu';
  }
  machine.environment = environment;
  machine.menu = menu;
  return STATUS.ok;
}

/** Adds the file's entries to the current menu and shows that. */
function normal(machine: Machine, args: readonly string[]): number {
  const prefix = machine.environment.get('prefix') ?? '';
  readConfigFile(machine, args[0] ?? `${prefix}/grub.cfg`);
  if (machine.halted === null && machine.menu.length > 0) {
    machine.shownMenu = { items: machine.menu, environment: machine.environment };
    machine.halted = 'menu';
  }
  return STATUS.ok;
}

function evaluate(machine: Machine, args: readonly string[]): number {
  if (args.length === 0) return STATUS.ok;
  if (machine.depth >= LIMITS.executionDepth) {
    machine.exceed(remark('Strings evaluate one another too deeply; the script was read no further.'));
    return STATUS.ok;
  }
  machine.depth++;
  const status = runString(machine, stringSource(machine.file, machine.line, args.join(' ')));
  machine.depth--;
  return status;
}
