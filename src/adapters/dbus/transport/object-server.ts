import { err, type Result } from '../../../core/result.ts';
import type { Journal } from '../../../ports/journal.ts';
import { isLargerThan } from './answer-size.ts';
import { BUS, type BusConnection, type BusMessage } from './bus-connection.ts';
import { DBUS_ERROR, type BusError } from './bus-error.ts';
import { CallQueue, type QueueLimits } from './call-queue.ts';
import { introspectParent, STANDARD_INTERFACES } from './introspection.ts';
import { memberTable, propertyPairs, type CallError, type Member, type MemberTable, type ServedObject } from './served-object.ts';
import { addMatch } from './watch-signals.ts';

/** How an ObjectServer behaves. */
export interface ObjectServerOptions {
  readonly limits: QueueLimits;
  /** Error name for our own bugs; the text says nothing, the journal says all. */
  readonly internalError: string;
  readonly journal: Journal;
  /** Hears how many calls are waiting or running whenever that changes. */
  readonly onCount: (count: number) => void;
  /** Hears of each name that has left the bus. */
  readonly onLeft: (name: string) => void;
}

/** Far above what a menu of hundreds of entries takes. */
const MAX_ANSWER_BYTES = 8 * 1024 * 1024;
const PROPERTIES = 'org.freedesktop.DBus.Properties';
const INTROSPECTABLE = 'org.freedesktop.DBus.Introspectable';

/**
 * Serves one object to peers that nobody vouches for. Members are looked up exactly, argument types must be exactly the declared
 * ones, properties are read-only, calls in flight are bounded per sender and in all, answers in size, and whatever goes wrong inside becomes one
 * error reply and a line in the journal. A caller that vanishes has its calls aborted.
 */
export class ObjectServer {
  readonly #bus: BusConnection;
  readonly #object: ServedObject;
  readonly #options: ObjectServerOptions;
  readonly #members: MemberTable;
  readonly #queue: CallQueue;
  #stopAccepting: () => void = () => undefined;
  /** Senders whose flood was reported once. */
  readonly #reported = new Set<string>();

  constructor(bus: BusConnection, object: ServedObject, options: ObjectServerOptions) {
    this.#bus = bus;
    this.#object = object;
    this.#options = options;
    this.#members = memberTable(object);
    this.#queue = new CallQueue(options.limits, options.onCount);
  }

  /** Begins to answer. Errors: those of a call to the bus. */
  async start(): Promise<Result<null, BusError>> {
    this.#stopAccepting = this.#bus.onCall((message) => this.#accept(message));
    this.#bus.onSignal((message) => this.#onSignal(message));
    // An empty new owner: somebody left the bus.
    return addMatch(this.#bus, `type='signal',sender='${BUS.name}',interface='${BUS.interface}',member='NameOwnerChanged',arg2=''`);
  }

  /** Calls that wait or run. */
  get count(): number {
    return this.#queue.count;
  }

  /** Aborts everything that runs and accepts nothing more. */
  stop(): void {
    this.#stopAccepting();
    this.#queue.abortAll();
  }

  /** Sends one of the described signals, which have no arguments. */
  emit(signal: string): void {
    this.#bus.emit(this.#object.path, this.#object.description.name, signal, '', []);
  }

  /** Sends PropertiesChanged for the properties in `names`. */
  emitChanged(values: Readonly<Record<string, unknown>>, names: readonly string[]): void {
    const pairs = propertyPairs(this.#object, values, names);
    if (pairs.length > 0) this.#bus.emit(this.#object.path, PROPERTIES, 'PropertiesChanged', 'sa{sv}as', [this.#object.description.name, pairs, []]);
  }

  #accept(message: BusMessage): void {
    const { sender } = message;
    if (sender === undefined) return; // the bus always names the sender
    if (this.#queue.add({ sender, run: (signal) => this.#serve(message, sender, signal) })) return;
    if (!this.#reported.has(sender)) {
      this.#reported.add(sender);
      this.#options.journal.warning('A caller exceeds the number of calls at a time.', { sender });
    }
    this.#answer(message, err({ name: DBUS_ERROR.limitsExceeded, message: 'Too many calls at a time.' }), '');
  }

  async #serve(message: BusMessage, sender: string, signal: AbortSignal): Promise<void> {
    try {
      const member = this.#find(message);
      if ('name' in member) {
        this.#answer(message, err(member), '');
        return;
      }
      const interactive = ((message.flags ?? 0) & 0x4) !== 0;
      const outcome = await member.run({ sender, args: message.body ?? [], interactive, signal });
      this.#answer(message, outcome, member.output);
    } catch (bug) {
      this.#internal(message, bug);
    }
  }

  #find(message: BusMessage): Member | CallError {
    const member = this.#lookUp(message);
    if ('name' in member) return member;
    const signature = message.signature ?? '';
    if (signature !== member.input) {
      return { name: DBUS_ERROR.invalidArgs, message: `The method takes (${member.input}).` };
    }
    if (signature !== '' && message.body === undefined) return { name: DBUS_ERROR.limitsExceeded, message: 'The arguments are too large.' };
    return member;
  }

  #lookUp(message: BusMessage): Member | CallError {
    if (message.path !== this.#object.path) return this.#elsewhere(message);
    const name = message.member ?? '';
    if (message.interface === undefined) {
      // The specification lets the interface be left out where the member is unique, as ours are.
      const found = [...this.#members.values()].map((one) => one.get(name)).find((one) => one !== undefined);
      return found ?? { name: DBUS_ERROR.unknownMethod, message: 'There is no such method.' };
    }
    const members = this.#members.get(message.interface);
    if (members === undefined) return { name: DBUS_ERROR.unknownInterface, message: 'There is no such interface.' };
    return members.get(name) ?? { name: DBUS_ERROR.unknownMethod, message: 'There is no such method.' };
  }

  /** The paths above the object can be introspected, and every path can be pinged; nothing else is there. */
  #elsewhere(message: BusMessage): Member | CallError {
    const xml = introspectParent(message.path ?? '', this.#object.path);
    const known = this.#members.get(message.interface ?? '')?.get(message.member ?? '');
    if (known !== undefined && message.interface === INTROSPECTABLE && xml !== null) return { ...known, run: () => ({ ok: true, value: [xml] }) };
    if (known !== undefined && message.interface === STANDARD_INTERFACES[0].name) return known;
    return { name: DBUS_ERROR.unknownObject, message: 'There is no such object.' };
  }

  #answer(message: BusMessage, outcome: Result<readonly unknown[], CallError>, output: string): void {
    try {
      if (outcome.ok && isLargerThan(outcome.value, MAX_ANSWER_BYTES)) this.#bus.replyError(message, DBUS_ERROR.limitsExceeded, 'The answer is too large.');
      else if (outcome.ok) this.#bus.reply(message, output, outcome.value);
      else this.#bus.replyError(message, outcome.error.name, outcome.error.message, outcome.error.words);
    } catch (bug) {
      // What a handler returned does not fit its signature: nothing was written yet, so the caller can still be told.
      this.#internal(message, bug);
    }
  }

  #internal(message: BusMessage, bug: unknown): void {
    const detail = bug instanceof Error ? (bug.stack ?? bug.message) : String(bug);
    this.#options.journal.error('Internal error while answering a call.', { member: String(message.member).slice(0, 255), detail });
    try {
      this.#bus.replyError(message, this.#options.internalError, 'Internal error; the journal of the service says more.');
    } catch (again) {
      this.#options.journal.error('The error could not be sent either.', { detail: again instanceof Error ? again.message : String(again) });
    }
  }

  #onSignal(message: BusMessage): void {
    if (message.sender !== BUS.name || message.interface !== BUS.interface || message.member !== 'NameOwnerChanged') return;
    const [name, , owner] = message.body ?? [];
    if (typeof name !== 'string' || owner !== '') return;
    this.#reported.delete(name);
    this.#queue.abortSender(name);
    this.#options.onLeft(name);
  }
}
