import { remark, say } from '../../sentence.ts';
import { shown } from '../diagnostic-log.ts';
import { parseEnvironmentBlock, setInEnvironmentBlock } from '../environment-block.ts';
import { STATUS } from '../errors.ts';
import type { GrubPath } from '../host.ts';
import type { Command, Machine } from '../machine.ts';
import { lastArgument, parseOptions, type OptionRules } from '../options.ts';

/** Commands on the environment block (GRUB manual, load_env, save_env, list_env). Nothing is ever written. */
export const ENVIRONMENT_BLOCK_COMMANDS: readonly (readonly [string, Command])[] = [
  ['load_env', loadVariables],
  ['save_env', saveVariables],
  ['list_env', listVariables],
];

const OPTIONS: OptionRules = { options: [{ long: 'file', short: 'f', argument: true }, { long: 'skip-sig', short: 's' }] };

/** `(DEVICE)START+COUNT`: blocks of a device in the place of a path (GRUB manual, Block list syntax). */
const BLOCKS = /^\([^)]*\)[^/]/;

function listVariables(machine: Machine, words: readonly string[]): number {
  const block = open(machine, words);
  return typeof block === 'number' ? block : STATUS.ok;
}

interface OpenBlock {
  readonly key: string;
  readonly text: string;
  readonly path: string;
  readonly args: readonly string[];
}

function loadVariables(machine: Machine, words: readonly string[]): number {
  const block = open(machine, words);
  if (typeof block === 'number') return block;
  const variables = parseEnvironmentBlock(block.text);
  if (!variables.ok) {
    machine.shared.log.add(block.path, 0, 'environment-block', remark('This is no environment block; GRUB takes nothing from it.'));
    return STATUS.badFileType;
  }
  for (const [name, value] of variables.value) {
    if (block.args.length === 0 || block.args.includes(name)) machine.environment.set(name, value);
  }
  return STATUS.ok;
}

/** Keeps the new values for a later load_env of the same run. */
function saveVariables(machine: Machine, words: readonly string[]): number {
  const block = open(machine, words);
  if (typeof block === 'number') return block;
  if (block.args.length === 0) return STATUS.badArgument;
  let { text } = block;
  for (const name of block.args) {
    const changed = setInEnvironmentBlock(text, name, machine.environment.get(name) ?? null);
    if (!changed.ok) {
      machine.shared.log.add(block.path, 0, 'environment-block', changed.error === 'full' ? remark('GRUB cannot save “{name}” here: the block is full.', { name: shown(name) }) : remark('GRUB cannot save “{name}” here: the block or the name is not valid.', { name: shown(name) }));
      return changed.error === 'invalid' ? STATUS.badFileType : STATUS.badArgument;
    }
    text = changed.value;
  }
  machine.savedBlocks = new Map(machine.savedBlocks).set(block.key, text);
  return STATUS.ok;
}

function open(machine: Machine, words: readonly string[]): OpenBlock | number {
  const parsed = parseOptions(OPTIONS, words);
  if (typeof parsed === 'number') return parsed;
  const prefix = machine.environment.get('prefix');
  const name = lastArgument(parsed, 'file') ?? (prefix === undefined ? null : `${prefix}/grubenv`);
  if (name !== null && BLOCKS.test(name)) return outsideOfFiles(machine, name);
  const place = name === null ? null : machine.resolve(name);
  if (place === null) return STATUS.fileNotFound;
  return read(machine, place, parsed.args);
}

/** GRUB 2.14 keeps variables in blocks of the disk where it cannot write files (btrfs), and names them in env_block. */
function outsideOfFiles(machine: Machine, name: string): number {
  machine.doubt = say('GRUB keeps variables in blocks of the disk, which are not read, so the default and what depends on them may be wrong.');
  machine.report('environment-block', remark('The environment block {name} is outside of all files and is not read.', { name: shown(name) }));
  return STATUS.fileNotFound;
}

function read(machine: Machine, place: GrubPath, args: readonly string[]): OpenBlock | number {
  const key = `${place.device}:${place.path}`;
  const path = machine.shownPath(place);
  const saved = machine.savedBlocks.get(key);
  if (saved !== undefined) return { key, text: saved, path, args };
  const text = machine.host.readText(place.device, place.path);
  if (text.ok) return { key, text: text.value, path, args };
  const kind = text.error === 'missing' ? 'file-missing' : 'file-unreadable';
  const block = { path: shown(path) };
  machine.report(kind, text.error === 'missing' ? remark('The environment block {path} is not there.', block) : remark('The environment block {path} cannot be read.', block));
  return STATUS.fileNotFound;
}
