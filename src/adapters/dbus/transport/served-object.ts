import { Variant } from 'dbus-native';
import { signatureOf, type InterfaceDescription } from '../../../contracts/manager-interface.ts';
import { err, ok, type Result } from '../../../core/result.ts';
import type { VariantDict } from '../variant-dict.ts';
import { DBUS_ERROR } from './bus-error.ts';
import { introspectObject, STANDARD_INTERFACES } from './introspection.ts';

/** A method call whose arguments have exactly the types that the interface declares. */
export interface ServedCall {
  /** The caller's unique name. */
  readonly sender: string;
  readonly args: readonly unknown[];
  /** The caller allows an authentication dialog. */
  readonly interactive: boolean;
  /** Aborts when the caller vanishes or the service ends. */
  readonly signal: AbortSignal;
}

/** An error that the caller is told: full D-Bus name, text, and an a{sv} that goes behind the text where the caller asked for it. */
export interface CallError {
  readonly name: string;
  readonly message: string;
  readonly words?: VariantDict;
}

export type Handler = (call: ServedCall) => Result<readonly unknown[], CallError> | Promise<Result<readonly unknown[], CallError>>;

/** One object with one interface of its own. Handlers and properties are named exactly as in `description`. */
export interface ServedObject {
  readonly path: string;
  readonly description: InterfaceDescription;
  readonly methods: Readonly<Record<string, Handler>>;
  /** Every property's value, ready for the wire. */
  readonly properties: () => Result<Readonly<Record<string, unknown>>, CallError>;
  /** machine-id(5), or null where there is none. */
  readonly machineId: () => string | null;
}

/** One member as the dispatcher sees it. */
export interface Member {
  readonly input: string;
  readonly output: string;
  readonly run: Handler;
}

/** Members by interface, then by name: maps, so that `constructor` and `__proto__` are names like any other. */
export type MemberTable = ReadonlyMap<string, ReadonlyMap<string, Member>>;

/** The object's own members and those of the standard interfaces. A described method without a handler is a bug and throws. */
export function memberTable(object: ServedObject): MemberTable {
  const [peer, introspectable, properties] = STANDARD_INTERFACES;
  const xml = introspectObject([object.description, ...STANDARD_INTERFACES]);
  return new Map([
    [object.description.name, members(object.description, object.methods)],
    [peer.name, members(peer, { Ping: () => ok([]), GetMachineId: () => machineId(object) })],
    [introspectable.name, members(introspectable, { Introspect: () => ok([xml]) })],
    [properties.name, members(properties, propertyHandlers(object))],
  ]);
}

/** Pairs of name and variant for a{sv}, in the order of the description; only those in `names`. */
export function propertyPairs(object: ServedObject, values: Readonly<Record<string, unknown>>, names: readonly string[]): readonly (readonly [string, Variant])[] {
  return Object.entries(object.description.properties)
    .filter(([name]) => names.includes(name))
    .map(([name, { type }]) => [name, new Variant(type, values[name])]);
}

function members(description: InterfaceDescription, handlers: Readonly<Record<string, Handler>>): ReadonlyMap<string, Member> {
  return new Map(
    Object.entries(description.methods).map(([name, method]) => {
      const run = handlers[name];
      if (run === undefined) throw new Error(`${description.name}.${name} has no handler`);
      return [name, { input: signatureOf(method.in), output: signatureOf(method.out), run }];
    }),
  );
}

function propertyHandlers(object: ServedObject): Readonly<Record<'Get' | 'GetAll' | 'Set', Handler>> {
  const { description } = object;
  const names = Object.keys(description.properties);
  const find = (args: readonly unknown[]): CallError | null => {
    if (args[0] !== description.name) return { name: DBUS_ERROR.unknownInterface, message: 'There is no such interface with properties.' };
    if (args.length > 1 && !names.includes(String(args[1]))) return { name: DBUS_ERROR.unknownProperty, message: 'There is no such property.' };
    return null;
  };
  const read = (args: readonly unknown[], wanted: readonly string[]): Result<readonly (readonly [string, Variant])[], CallError> => {
    const problem = find(args);
    if (problem !== null) return err(problem);
    const values = object.properties();
    return values.ok ? ok(propertyPairs(object, values.value, wanted)) : values;
  };
  return {
    Get: ({ args }) => {
      const pairs = read(args, [String(args[1])]);
      return pairs.ok ? ok([pairs.value[0]?.[1]]) : pairs;
    },
    GetAll: ({ args }) => {
      const pairs = read(args.slice(0, 1), names);
      return pairs.ok ? ok([pairs.value]) : pairs;
    },
    Set: ({ args }) => err(find(args) ?? { name: DBUS_ERROR.propertyReadOnly, message: 'The property is read-only.' }),
  };
}

function machineId(object: ServedObject): Result<readonly unknown[], CallError> {
  const id = object.machineId();
  return id === null ? err({ name: DBUS_ERROR.failed, message: 'This machine has no machine id.' }) : ok([id]);
}
