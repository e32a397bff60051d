import { parseArgs } from 'node:util';
import type { Failure } from '../../contracts/errors.ts';
import { fitsOneLine, problemOf, SLOT_NAMES, type SlotName } from '../../core/chainload/config.ts';
import { err, ok, type Result } from '../../core/result.ts';
import type { ChainloadWay } from '../../ports/chainload.ts';
import type { EnableRequest, SlotSource } from '../../use-cases/chainload/enable.ts';
import { usage } from '../contradictions.ts';
import { nearest } from '../suggest.ts';
import { ACTIONS, CHAINLOAD_OPTIONS, type ActionName, type ChainloadOption } from './actions.ts';

/** What was asked for behind `quick-restart chainload`. */
export type ChainloadCall =
  | { readonly action: 'help'; readonly about: ActionName | null }
  | { readonly action: 'status' | 'test' | 'confirm' | 'refresh'; readonly json: boolean }
  | { readonly action: 'enable'; readonly json: boolean; readonly request: EnableRequest }
  | { readonly action: 'disable'; readonly json: boolean; readonly forget: boolean }
  | { readonly action: 'switch'; readonly json: boolean; readonly slot: SlotName | null };

type Found = ReadonlyMap<ChainloadOption, readonly string[]>;

/**
 * Reads the words of a call whose command is `chainload`. Error kind: `usage`, with the nearest known word as a hint.
 *
 * @example parseChainload(['chainload', 'enable', '--entry', 'default'])
 */
export function parseChainload(argv: readonly string[]): Result<ChainloadCall, Failure> {
  const { tokens } = parseArgs({ args: [...argv], options: OPTION_TYPES, strict: false, allowPositionals: true, tokens: true });
  const found = new Map<ChainloadOption, readonly string[]>();
  const words: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') words.push(token.value);
    if (token.kind !== 'option') continue;
    const wrong = addOption(found, token);
    if (wrong !== null) return err(wrong);
  }
  const [, word, ...operands] = words;
  const action = actionOf(word);
  if (!action.ok) return action;
  if (found.has('help')) return ok({ action: 'help', about: action.value });
  return callOf(action.value ?? 'status', operands, found);
}

const OPTION_TYPES = Object.fromEntries(
  Object.entries(CHAINLOAD_OPTIONS).map(([name, { value, short }]) => [name, { type: value === null ? ('boolean' as const) : ('string' as const), ...(short === null ? {} : { short }) }]),
);

type OptionToken = Extract<NonNullable<ReturnType<typeof parseArgs>['tokens']>[number], { kind: 'option' }>;

function addOption(found: Map<ChainloadOption, readonly string[]>, token: OptionToken): Failure | null {
  const { name } = token;
  if (!isOption(name)) {
    const near = nearest(name, Object.keys(CHAINLOAD_OPTIONS));
    return usage(`There is no option ${token.rawName}.`, near === null ? TRY_HELP : `Did you mean --${near}?`);
  }
  const wrong = wrongValue(name, token.value, found.has(name));
  if (wrong === null) found.set(name, [...(found.get(name) ?? []), token.value ?? '']);
  return wrong;
}

function wrongValue(name: ChainloadOption, value: string | undefined, again: boolean): Failure | null {
  const { value: takes, many } = CHAINLOAD_OPTIONS[name];
  if (takes === null) return value === undefined ? null : usage(`The option --${name} takes no value.`, TRY_HELP);
  // An empty command line is one, too.
  if (value === undefined || (value === '' && name !== 'append')) return usage(`The option --${name} needs a value: --${name} ${takes}.`, TRY_HELP);
  return again && !many ? usage(`The option --${name} is given twice.`, TRY_HELP) : null;
}

function isOption(name: string): name is ChainloadOption {
  return Object.hasOwn(CHAINLOAD_OPTIONS, name);
}

function actionOf(word: string | undefined): Result<ActionName | null, Failure> {
  if (word === undefined) return ok(null);
  if (Object.hasOwn(ACTIONS, word)) return ok(word as ActionName);
  const near = nearest(word, Object.keys(ACTIONS));
  return err(usage(`There is no command 'chainload ${word}'.`, near === null ? TRY_HELP : `Did you mean 'quick-restart chainload ${near}'?`));
}

function callOf(action: ActionName, operands: readonly string[], found: Found): Result<ChainloadCall, Failure> {
  const rules = ACTIONS[action];
  const foreign = [...found.keys()].find((name) => !rules.options.includes(name));
  if (foreign !== undefined) return err(usage(`'chainload ${action}' does not take --${foreign}.`, `See 'quick-restart chainload ${action} --help'.`));
  const surplus = operands[rules.operand === null ? 0 : 1];
  if (surplus !== undefined) return err(usage(`'chainload ${action}' does not take '${surplus}'.`, `See 'quick-restart chainload ${action} --help'.`));
  const json = found.has('json');
  if (action === 'enable') return map(requestOf(found), (request) => ({ action, json, request }));
  if (action === 'switch') return map(slotOf(operands[0]), (slot) => ({ action, json, slot }));
  return ok(action === 'disable' ? { action, json, forget: found.has('forget') } : { action, json });
}

function map<T>(result: Result<T, Failure>, make: (value: T) => ChainloadCall): Result<ChainloadCall, Failure> {
  return result.ok ? ok(make(result.value)) : result;
}

function requestOf(found: Found): Result<EnableRequest, Failure> {
  const source = sourceOf(found);
  if (!source.ok) return source;
  const slot = slotOf(found.get('slot')?.[0]);
  if (!slot.ok) return slot;
  const way = wayOf(found.get('how')?.[0]);
  if (!way.ok) return way;
  const [delay, tries] = [numberOf('delay', found), numberOf('tries', found)];
  if (!delay.ok) return delay;
  if (!tries.ok) return tries;
  return ok({ source: source.value, slot: slot.value, delaySeconds: delay.value, tries: tries.value, way: way.value });
}

function sourceOf(found: Found): Result<SlotSource, Failure> {
  const kernel = found.get('kernel')?.[0];
  const entry = found.get('entry')?.[0];
  if (kernel !== undefined && entry !== undefined) return err(usage('A kernel and a boot entry are two different things to start.', 'Give --kernel or --entry.'));
  if (kernel !== undefined) return filesOf(kernel, found);
  if (found.has('initrd') || found.has('append')) return err(usage('--initrd and --append belong to a kernel.', 'Give --kernel as well; a boot entry has its own.'));
  if (entry !== undefined) return !fitsOneLine(entry) ? err(usage('A boot entry has one line.', "'quick-restart list --json' shows the ids.")) : ok({ kind: 'entry', entry, reuse: found.has('reuse') });
  return found.has('reuse') ? err(usage('--reuse is for a kernel or a boot entry.', 'Give --kernel or --entry as well.')) : ok({ kind: 'kept' });
}

/** What stands in the configuration is one line, whose outer blanks do not count: what would not come back as it was is refused here. */
function filesOf(kernel: string, found: Found): Result<SlotSource, Failure> {
  const initrds = found.get('initrd') ?? [];
  const append = found.get('append')?.[0] ?? null;
  const reuse = found.has('reuse');
  const odd = [kernel, ...initrds].find((path) => !path.startsWith('/') || !fitsOneLine(path));
  if (odd !== undefined) return err(usage(`“${odd}” is no path that can be found at boot.`, 'Give a whole path that begins with /.'));
  if (append === null && !reuse) return err(usage('The command line for the kernel is not said.', "Add --reuse for the one that this machine is started with, or --append 'root=… ro'."));
  if (append !== null && !fitsOneLine(append.trim())) return err(usage('A command line is one line.', 'Leave out line ends and control characters.'));
  return ok({ kind: 'files', kernel, initrds, append: (append ?? '').trim(), reuse });
}

function slotOf(word: string | undefined): Result<SlotName | null, Failure> {
  if (word === undefined) return ok(null);
  const slot = SLOT_NAMES.find((one) => one === word);
  return slot === undefined ? err(usage(`There is no slot '${word}'.`, 'The slots are a and b.')) : ok(slot);
}

const WAYS: readonly ChainloadWay[] = ['systemd', 'init', 'sysv'];

function wayOf(word: string | undefined): Result<ChainloadWay | null, Failure> {
  if (word === undefined) return ok(null);
  const way = WAYS.find((one) => one === word);
  return way === undefined ? err(usage(`'${word}' is nothing that runs a program at boot.`, 'The ways are systemd, sysv and init.')) : ok(way);
}

function numberOf(name: 'delay' | 'tries', found: Found): Result<number | null, Failure> {
  const word = found.get(name)?.[0];
  if (word === undefined) return ok(null);
  const problem = problemOf(name, word);
  return problem === null ? ok(Number(word)) : err(usage(`--${problem}`, `See 'quick-restart chainload enable --help'.`));
}

const TRY_HELP = "See 'quick-restart chainload --help'.";
