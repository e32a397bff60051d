import { err, ok, type Result } from '../../../core/result.ts';
import { BUS, type BusConnection, type BusMessage } from './bus-connection.ts';
import type { BusError } from './bus-error.ts';

/** Which signals are wanted: those that the owner of a well-known name sends. */
export interface WantedSignals {
  readonly name: string;
  /** The one object that sends them; without it, every object of the service. */
  readonly path?: string;
  readonly interface: string;
  /** The one signal; without it, every signal of the interface. */
  readonly member?: string;
}

/** What a watch tells. */
export interface SignalListener {
  onSignal(member: string, body: readonly unknown[]): void;
  /** The service came (`owner` is its unique name) or went (empty). */
  onOwner(owner: string): void;
}

/**
 * Watches the signals of a service. Anybody may send any signal to anybody, so a signal counts only when its sender is the unique
 * name that owns the service's name right now; when the owner changes, the watch follows. Returns what ends the watch.
 * D-Bus Specification, "NameOwnerChanged". Errors: those of a call to the bus itself.
 */
export async function watchSignals(bus: BusConnection, wanted: WantedSignals, listener: SignalListener): Promise<Result<() => Promise<void>, BusError>> {
  let owner = '';
  let ownerSeen = false;
  const stopListening = bus.onSignal((message) => {
    if (isOwnerChange(message, wanted.name)) {
      ownerSeen = true;
      owner = textOf(message.body?.[2]);
      listener.onOwner(owner);
    } else if (owner !== '' && message.sender === owner && isWanted(message, wanted)) {
      listener.onSignal(message.member ?? '', message.body ?? []);
    }
  });
  const rules = [
    `type='signal',sender='${BUS.name}',interface='${BUS.interface}',member='NameOwnerChanged',arg0='${wanted.name}'`,
    `type='signal',sender='${wanted.name}',interface='${wanted.interface}'${only('path', wanted.path)}${only('member', wanted.member)}`,
  ];
  for (const rule of rules) {
    const added = await addMatch(bus, rule);
    if (!added.ok) {
      stopListening();
      return added;
    }
  }
  const asked = await callBus(bus, 'GetNameOwner', 's', [wanted.name], 's');
  if (!asked.ok && asked.error.kind !== 'remote') return err(asked.error);
  // A change that arrived with the answer is newer than the answer.
  if (asked.ok && !seenMeanwhile()) owner = textOf(asked.value[0]);
  return ok(async () => {
    stopListening();
    for (const rule of rules) await callBus(bus, 'RemoveMatch', 's', [rule], '');
  });

  function seenMeanwhile(): boolean {
    return ownerSeen;
  }
}

/** Adds a match rule; D-Bus Specification, "Match Rules". */
export async function addMatch(bus: BusConnection, rule: string): Promise<Result<null, BusError>> {
  const added = await callBus(bus, 'AddMatch', 's', [rule], '');
  return added.ok ? ok(null) : added;
}

/** Calls a method of the bus daemon itself. */
export function callBus(bus: BusConnection, member: string, signature: string, body: readonly unknown[], answer: string): Promise<Result<readonly unknown[], BusError>> {
  return bus.call({ destination: BUS.name, path: BUS.path, interface: BUS.interface, member, signature, body, answer });
}

function only(key: 'path' | 'member', value: string | undefined): string {
  return value === undefined ? '' : `,${key}='${value}'`;
}

function isWanted(message: BusMessage, { path, interface: interfaceName, member }: WantedSignals): boolean {
  return message.interface === interfaceName && (path === undefined || message.path === path) && (member === undefined || message.member === member);
}

function isOwnerChange(message: BusMessage, name: string): boolean {
  return message.sender === BUS.name && message.interface === BUS.interface && message.member === 'NameOwnerChanged' && message.body?.[0] === name;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
