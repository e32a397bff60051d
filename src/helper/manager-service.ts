import type { Failure } from '../contracts/errors.ts';
import { failure } from '../contracts/failure.ts';
import { FLAGS, MANAGER, type ManagerMethod } from '../contracts/manager-interface.ts';
import { parseMode } from '../core/every-restart/mode.ts';
import { parsePolicy } from '../core/restart-plan/policy.ts';
import { err, ok, type Result } from '../core/result.ts';
import type { Journal } from '../ports/journal.ts';
import type { Authorise, Engine } from '../use-cases/engine.ts';
import { encodeFailure, encodeFailureWords } from '../adapters/dbus/error-message.ts';
import { encodeServiceState } from '../adapters/dbus/service-state.ts';
import { DBUS_ERROR } from '../adapters/dbus/transport/bus-error.ts';
import type { CallError, Handler, ServedCall } from '../adapters/dbus/transport/served-object.ts';
import { encodeDict, encodeDicts } from '../adapters/dbus/variant-dict.ts';
import { say } from '../core/sentence.ts';
import type { Authorizer } from './authorizer.ts';
import type { Caller } from './caller.ts';
import type { ChangeNotifier } from './change-notifier.ts';
import { modeNow, type HeldMode } from './held-mode.ts';

/** What the service works with. */
export interface ManagerParts {
  readonly engine: Engine;
  readonly authorizer: Authorizer;
  readonly identify: (call: ServedCall) => Promise<Caller>;
  readonly notifier: ChangeNotifier;
  readonly held: HeldMode;
  readonly journal: Journal;
}

/** Longer texts are no ids, releases, titles or policies. */
const MAX_TEXT_LENGTH = 4096;

type Answer = Result<readonly unknown[], Failure>;
/** What a call is besides its text. */
type Asking = Pick<ServedCall, 'sender' | 'signal'> & { readonly flags: bigint };
/** `text` is the entry, the policy or the mode; empty for methods that take flags only. */
type Work = (parts: ManagerParts, text: string, authorise: Authorise, asking: Asking) => Promise<Answer>;

/** What each method does with the engine; types and flags are checked before. */
const WORK: Readonly<Record<ManagerMethod, Work>> = {
  ListEntries: (parts) => Promise.resolve(list(parts, (read) => encodeDicts(read.entries))),
  ListDiagnostics: (parts) => Promise.resolve(list(parts, (read) => encodeDicts(read.diagnostics))),
  ListHistory: ({ engine }) => Promise.resolve(map(engine.history(), (history) => [encodeDicts(history)])),
  Plan: async ({ engine }, entry) => map(await engine.plan(entry), (plan) => [encodeDict(plan)]),
  Load: async ({ engine }, entry, authorise, { signal }) => map(await engine.load(entry, authorise, signal), (outcome) => [encodeDict(outcome)]),
  Unload: async ({ engine }, _, authorise) => map(await engine.unload(authorise), () => []),
  SetDefault: async ({ engine }, text, authorise) => {
    const policy = parsePolicy(text);
    return policy.ok ? map(await engine.setDefault(policy.value, authorise), () => []) : err(NO_POLICY);
  },
  Trust: async ({ engine }, entry, authorise) => map(await engine.trust(entry, authorise), () => []),
  SetEveryRestart: async ({ engine, held }, text, authorise, { sender, signal, flags }) => {
    const mode = parseMode(text);
    if (mode === null) return err(NO_MODE);
    const isHeld = (flags & FLAGS.whileOnBus) !== 0n && (mode === 'once' || mode === 'skip');
    const before = isHeld ? modeNow(engine) : null;
    const set = await engine.setEveryRestart(mode, authorise);
    if (!set.ok) return set;
    held.wasSet(before === null ? null : { sender, before });
    if (signal.aborted) await held.left(sender); // while this was done
    return ok([]);
  },
  SetBootLoaderDefault: async ({ engine, notifier }, entry, authorise) => {
    const set = await engine.setBootLoaderDefault(entry, authorise);
    if (set.ok) notifier.entriesChanged();
    return map(set, () => []);
  },
  SetOneShotEntry: async ({ engine, notifier }, entry, authorise) => {
    const set = await engine.setOneShotEntry(entry, authorise);
    if (set.ok) notifier.entriesChanged();
    return map(set, () => []);
  },
};

const READING: ReadonlySet<ManagerMethod> = new Set(['ListEntries', 'ListDiagnostics', 'ListHistory', 'Plan']);
const NO_POLICY: Failure = failure('usage', say('There is no such policy.'), say('It is one of boot-loader, newest, entry:ID.'));

const NO_MODE: Failure = failure('usage', say('There is no such mode.'), say('It is one of on, once, skip, off.'));

/** The handlers of org.quickrestart1.Manager, one for each method. */
export function managerHandlers(parts: ManagerParts): Readonly<Record<ManagerMethod, Handler>> {
  const handlers = (Object.keys(MANAGER.methods) as ManagerMethod[]).map((method) => [method, (call: ServedCall) => serve(parts, method, call)] as const);
  return Object.fromEntries(handlers) as Record<ManagerMethod, Handler>;
}

/** The values of the properties, read anew. */
export function managerProperties({ engine, notifier }: Pick<ManagerParts, 'engine' | 'notifier'>): Result<Readonly<Record<string, unknown>>, CallError> {
  const state = engine.state();
  if (!state.ok) return err(encodeFailure(state.error));
  notifier.stateRead(state.value, false);
  return ok(encodeServiceState(state.value));
}

async function serve(parts: ManagerParts, method: ManagerMethod, call: ServedCall): Promise<Result<readonly unknown[], CallError>> {
  const flags = call.args.at(-1);
  const text = call.args.length > 1 ? call.args[0] : '';
  if (typeof flags !== 'bigint' || (flags & ~knownFlags(method)) !== 0n) return err({ name: DBUS_ERROR.invalidArgs, message: 'Unknown flags; pass 0.' });
  if (typeof text !== 'string' || text.length > MAX_TEXT_LENGTH) return err({ name: DBUS_ERROR.invalidArgs, message: `The text is longer than ${MAX_TEXT_LENGTH} characters.` });
  const answer = READING.has(method) ? await read(parts, method, text, { ...call, flags }) : await change(parts, method, text, { ...call, flags });
  if (answer.ok) return answer;
  const wantsWords = (flags & FLAGS.errorWords) !== 0n;
  return err({ ...encodeFailure(answer.error), ...(wantsWords ? { words: encodeFailureWords(answer.error) } : {}) });
}

function knownFlags(method: ManagerMethod): bigint {
  return method === 'SetEveryRestart' ? FLAGS.errorWords | FLAGS.whileOnBus : FLAGS.errorWords;
}

function read(parts: ManagerParts, method: ManagerMethod, text: string, asking: Asking): Promise<Answer> {
  const never: Authorise = () => {
    throw new Error(`${method} only reads and asks for nothing`);
  };
  return WORK[method](parts, text, never, asking);
}

/** Runs a method that changes something; the journal has who asked for what, and how it ended. */
async function change(parts: ManagerParts, method: ManagerMethod, text: string, call: ServedCall & Asking): Promise<Answer> {
  const caller = await parts.identify(call);
  const who = { sender: caller.sender, uid: caller.uid ?? 'unknown', pid: caller.pid ?? 'unknown' };
  const what = text === '' ? who : { argument: text, ...who };
  parts.journal.info(`${method} was asked for.`, what);
  const answer = await WORK[method](parts, text, (action) => parts.authorizer.authorise(method, caller, action), call);
  if (answer.ok) {
    parts.journal.info(`${method} is done.`, what);
  } else {
    parts.journal.warning(`${method} was not done: ${answer.error.message}`, { kind: answer.error.kind, ...what });
  }
  const state = parts.engine.state();
  if (state.ok) parts.notifier.stateRead(state.value, answer.ok);
  return answer;
}

function list(parts: ManagerParts, encode: (read: { readonly entries: readonly object[]; readonly diagnostics: readonly object[] }) => readonly unknown[]): Answer {
  const listed = parts.engine.listEntries();
  if (!listed.ok) return listed;
  parts.notifier.entriesRead(listed.value);
  return ok([encode(listed.value)]);
}

function map<T>(result: Result<T, Failure>, body: (value: T) => readonly unknown[]): Answer {
  return result.ok ? ok(body(result.value)) : result;
}
