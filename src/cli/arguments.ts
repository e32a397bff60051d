import { parseArgs } from 'node:util';
import type { Failure } from '../contracts/errors.ts';
import { err, ok, type Result } from '../core/result.ts';
import { COMMANDS, OPTIONS, type CommandName, type OptionName } from './commands.ts';
import type { FirmwarePlace } from '../ports/next-restart.ts';
import { contradiction, usage } from './contradictions.ts';
import { parseChainload, type ChainloadCall } from './chainload/arguments.ts';
import { nearest } from './suggest.ts';

/** What the person asked for. */
export type Invocation =
  | { readonly kind: 'version' }
  /** `about` is null for the program as a whole. */
  | { readonly kind: 'help'; readonly about: CommandName | null }
  /** `chainload` has actions and options of its own. */
  | { readonly kind: 'chainload'; readonly call: ChainloadCall }
  | { readonly kind: 'run'; readonly command: CommandName; readonly operand: string | null; readonly options: Options };

/** Options of one call; each is only ever set for a command that takes it. */
export interface Options {
  readonly json: boolean;
  readonly yes: boolean;
  readonly full: boolean;
  readonly fallback: boolean;
  readonly whySlow: boolean;
  /** Directory of another system; null for this one. */
  readonly root: string | null;
  /** `default --boot-loader ENTRY`; null where it is not given. */
  readonly bootLoader: string | null;
  /** `load --kernel PATH`; null where it is not given. */
  readonly kernel: string | null;
  readonly initrds: readonly string[];
  readonly append: string | null;
  readonly reuseCommandLine: boolean;
  /** `now --boot-menu`, `now --firmware`; null for neither. */
  readonly place: FirmwarePlace | null;
  readonly direct: boolean;
  /** `now --root DIR --unmount`. */
  readonly unmount: boolean;
}

/** The options that were given, each with its values in their order; one without a value has an empty text. */
export type Found = ReadonlyMap<OptionName, readonly string[]>;

/**
 * Reads the words after the program's name. Error kind: `usage`, with the nearest known word as a hint.
 *
 * @example parseArguments(['now', '--yes'])
 */
export function parseArguments(argv: readonly string[]): Result<Invocation, Failure> {
  const { tokens } = parseArgs({ args: [...argv], options: OPTION_TYPES, strict: false, allowPositionals: true, tokens: true });
  if (tokens.find((token) => token.kind === 'positional')?.value === CHAINLOAD) {
    const call = parseChainload(argv);
    return call.ok ? ok({ kind: 'chainload', call: call.value }) : call;
  }
  const found = new Map<OptionName, readonly string[]>();
  const words: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') words.push(token.value);
    if (token.kind !== 'option') continue;
    const wrong = addOption(found, token);
    if (wrong !== null) return err(wrong);
  }
  const command = commandOf(words[0]);
  if (!command.ok) return command;
  if (found.has('version')) return ok({ kind: 'version' });
  if (found.has('help')) return ok({ kind: 'help', about: command.value });
  return checkCall(command.value ?? 'status', words.slice(1), found);
}

/** Whether the answer is wanted as JSON, also where the rest cannot be understood. */
export function wantsJson(argv: readonly string[]): boolean {
  const end = argv.indexOf('--');
  return (end === -1 ? argv : argv.slice(0, end)).includes('--json');
}

const OPTION_TYPES = Object.fromEntries(
  Object.entries(OPTIONS).map(([name, { value, short }]) => [
    name,
    { type: value === null ? ('boolean' as const) : ('string' as const), ...(short === null ? {} : { short }) },
  ]),
);

type OptionToken = Extract<NonNullable<ReturnType<typeof parseArgs>['tokens']>[number], { kind: 'option' }>;

function addOption(found: Map<OptionName, readonly string[]>, token: OptionToken): Failure | null {
  if (!isOption(token.name)) return unknownOption(token.rawName, token.name);
  const { value: takes, many } = { many: false, ...OPTIONS[token.name] };
  if (takes === null && token.value !== undefined) return usage(`The option --${token.name} takes no value.`, TRY_HELP);
  if (takes !== null && (token.value === undefined || token.value === '')) return usage(`The option --${token.name} needs a value: --${token.name} ${takes}.`, TRY_HELP);
  if (found.has(token.name) && takes !== null && !many) return usage(`The option --${token.name} is given twice.`, TRY_HELP);
  found.set(token.name, [...(found.get(token.name) ?? []), token.value ?? '']);
  return null;
}

function unknownOption(rawName: string, name: string): Failure {
  const near = nearest(name, Object.keys(OPTIONS));
  return usage(`There is no option ${rawName}.`, near === null ? TRY_HELP : `Did you mean --${near}?`);
}

function commandOf(word: string | undefined): Result<CommandName | null, Failure> {
  if (word === undefined) return ok(null);
  if (isCommand(word)) return ok(word);
  const near = SYNONYMS.get(word) ?? nearest(word, [...Object.keys(COMMANDS), CHAINLOAD]);
  return err(usage(`There is no command '${word}'.`, near === null ? TRY_HELP : `Did you mean 'quick-restart ${near}'?`));
}

const CHAINLOAD = 'chainload';

/** Words that people type for a command of ours. */
const SYNONYMS: ReadonlyMap<string, string> = new Map([
  ['help', '--help'],
  ['version', '--version'],
  ['restart', 'now'],
  ['reboot', 'now'],
  ['kexec', 'now'],
  ['ls', 'list'],
  ['show', 'list'],
  ['cancel', 'unload'],
  ['check', 'doctor'],
  ['health', 'doctor'],
]);

function checkCall(command: CommandName, operands: readonly string[], found: Found): Result<Invocation, Failure> {
  const rules = COMMANDS[command];
  const foreign = [...found.keys()].find((name) => !rules.options.includes(name));
  if (foreign !== undefined) return err(usage(`'${command}' does not take --${foreign}.`, `See 'quick-restart ${command} --help'.`));
  const surplus = operands[rules.operand === null ? 0 : 1];
  if (surplus !== undefined) return err(usage(`'${command}' does not take '${surplus}'.`, surplusHint(operands, rules.operand)));
  if (operands[0] === '') return err(usage(`The ${rules.operand ?? ''} is empty.`, `See 'quick-restart ${command} --help'.`));
  const wrong = contradiction(command, operands[0] ?? null, found);
  if (wrong !== null) return err(wrong);
  return ok({ kind: 'run', command, operand: operands[0] ?? null, options: optionsOf(found) });
}

function surplusHint(operands: readonly string[], operand: string | null): string {
  return operand === 'ENTRY' ? `Put quotes around a title: '${operands.join(' ')}'.` : TRY_HELP;
}

function optionsOf(found: Found): Options {
  const text = (name: OptionName): string | null => found.get(name)?.[0] ?? null;
  return {
    json: found.has('json'),
    yes: found.has('yes'),
    full: found.has('full'),
    fallback: found.has('fallback'),
    whySlow: found.has('why-slow'),
    root: text('root'),
    bootLoader: text('boot-loader'),
    kernel: text('kernel'),
    initrds: found.get('initrd') ?? [],
    append: text('append'),
    reuseCommandLine: found.has('reuse-cmdline'),
    place: found.has('boot-menu') ? 'boot-menu' : found.has('firmware') ? 'firmware-setup' : null,
    direct: found.has('direct'),
    unmount: found.has('unmount'),
  };
}

const TRY_HELP = "See 'quick-restart --help'.";

function isOption(name: string): name is OptionName {
  return Object.hasOwn(OPTIONS, name);
}

function isCommand(word: string): word is CommandName {
  return Object.hasOwn(COMMANDS, word);
}
