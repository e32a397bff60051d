import { Variant } from 'dbus-native';
import { err, ok, type Result } from '../../core/result.ts';

/** Plain data as JSON has it, which is what our a{sv} dictionaries carry. */
export type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain };

/** Pairs of key and variant, the way an a{sv} is handed to the transport. */
export type VariantDict = readonly (readonly [string, Variant])[];

const DICT = 'a{sv}';
const MAX_DEPTH = 16;
/** What the transport makes of each basic type. */
const BASIC_TYPES: ReadonlyMap<string, 'string' | 'boolean' | 'number' | 'integer'> = new Map([
  ...['s', 'o', 'g'].map((type) => [type, 'string'] as const),
  ...['y', 'n', 'q', 'i', 'u', 'x', 't'].map((type) => [type, 'integer'] as const),
  ['b', 'boolean'],
  ['d', 'number'],
]);

/**
 * An object as a{sv}: text is `s`, a boolean `b`, an integer `x`, another number `d`, a list of texts `as`, an object `a{sv}`,
 * a list of objects `aa{sv}`; an empty list is `as`; a key whose value is null is left out. NUL, which D-Bus text cannot hold,
 * becomes U+FFFD. Anything else is a bug and throws.
 *
 * @example encodeDict({ id: 'debian', line: 7 }) // [['id', s 'debian'], ['line', x 7]]
 */
export function encodeDict(object: object): VariantDict {
  return Object.entries(object)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([key, value]) => [key, encodeValue(value)]);
}

/** A list of objects as aa{sv}. */
export function encodeDicts(objects: readonly object[]): readonly VariantDict[] {
  return objects.map(encodeDict);
}

/** An a{sv} from the bus as a plain object. Errors: a sentence that names the key whose type is none of ours. */
export function decodeDict(pairs: unknown): Result<Plain, string> {
  return decodeAs(DICT, pairs, '', 0);
}

/** An aa{sv} from the bus as plain objects. Errors: as decodeDict. */
export function decodeDicts(list: unknown): Result<Plain, string> {
  return decodeAs(`a${DICT}`, list, '', 0);
}

function encodeValue(value: unknown): Variant {
  switch (typeof value) {
    case 'string':
      return new Variant('s', withoutNul(value));
    case 'boolean':
      return new Variant('b', value);
    case 'number':
      return new Variant(Number.isSafeInteger(value) ? 'x' : 'd', value);
    case 'object':
      if (Array.isArray(value)) return encodeList(value);
      if (value !== null) return new Variant(DICT, encodeDict(value));
      break;
    default:
  }
  throw new TypeError(`no D-Bus type for a ${typeof value}`);
}

function encodeList(list: readonly unknown[]): Variant {
  if (list.every((one) => typeof one === 'string')) return new Variant('as', list.map(withoutNul));
  if (list.every(isObject)) return new Variant(`a${DICT}`, encodeDicts(list));
  throw new TypeError('no D-Bus type for a list that holds neither texts nor objects only');
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function withoutNul(text: string): string {
  return text.replaceAll('\0', '\uFFFD');
}

function decodeAs(type: string, value: unknown, key: string, depth: number): Result<Plain, string> {
  if (depth > MAX_DEPTH) return err(`${key || 'The value'} is nested too deeply.`);
  const basic = BASIC_TYPES.get(type);
  if (basic === 'integer') return integer(value, key);
  if (basic !== undefined && typeof value === basic) return ok(value as Plain);
  if (type === 'v' && value instanceof Variant) return decodeAs(value.signature, value.value, key, depth + 1);
  if (Array.isArray(value)) {
    if (type === DICT) return dict(value, key, depth);
    if (/^a[^{]/.test(type)) return list(type.slice(1), value, key, depth);
  }
  return err(`${key || 'The value'} has the type ${type}, which is not expected.`);
}

function integer(value: unknown, key: string): Result<Plain, string> {
  const number = Number(value);
  return Number.isSafeInteger(number) ? ok(number) : err(`${key || 'The value'} is too large a number.`);
}

function list(type: string, values: readonly unknown[], key: string, depth: number): Result<Plain, string> {
  const out: Plain[] = [];
  for (const value of values) {
    const one = decodeAs(type, value, key, depth + 1);
    if (!one.ok) return one;
    out.push(one.value);
  }
  return ok(out);
}

function dict(pairs: readonly unknown[], key: string, depth: number): Result<Plain, string> {
  const out: [string, Plain][] = [];
  for (const pair of pairs) {
    const [name, variant] = Array.isArray(pair) ? (pair as readonly unknown[]) : [];
    if (typeof name !== 'string' || !(variant instanceof Variant)) return err(`${key || 'The value'} is no dictionary of variants.`);
    const value = decodeAs(variant.signature, variant.value, key === '' ? name : `${key}.${name}`, depth + 1);
    if (!value.ok) return value;
    out.push([name, value.value]);
  }
  return ok(Object.fromEntries(out)); // own properties whatever the key: `__proto__` changes nothing
}
