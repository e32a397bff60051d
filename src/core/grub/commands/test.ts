import { STATUS } from '../errors.ts';
import type { GrubFileStatus } from '../host.ts';
import type { Command, Machine } from '../machine.ts';
import { parseNumber } from '../numbers.ts';

/** `[` and `test` (GRUB manual, test). */
export const TEST_COMMANDS: readonly (readonly [string, Command])[] = [
  ['[', test],
  ['test', test],
];

function test(machine: Machine, args: readonly string[]): number {
  const words = args.at(-1) === ']' ? args.slice(0, -1) : args;
  return new Expression(machine, words).value() ? STATUS.ok : STATUS.testFailure;
}

/** One level of parentheses: alternatives joined by `-o`, each of terms that all must hold. */
interface Level {
  or: boolean;
  and: boolean;
  inverted: boolean;
}

class Expression {
  readonly #machine: Machine;
  readonly #words: readonly string[];

  constructor(machine: Machine, words: readonly string[]) {
    this.#machine = machine;
    this.#words = words;
  }

  /** GRUB's own reading, which takes any order of words for an expression; a `)` too many ends it. */
  value(): boolean {
    const outer: Level[] = [];
    let level: Level = { or: false, and: true, inverted: false };
    for (let at = 0; at < this.#words.length; ) {
      const term = this.#term(at);
      if (term !== null) {
        hold(level, term.value);
        at += term.words;
        continue;
      }
      const word = this.#words[at++] ?? '';
      if (word === '(') {
        outer.push(level);
        level = { or: false, and: true, inverted: false };
      } else if (word === ')') {
        const inner = outer.pop();
        if (inner === undefined) return level.or || level.and;
        hold(inner, level.or || level.and);
        level = inner;
      } else modify(level, word);
    }
    for (let inner = outer.pop(); inner !== undefined; inner = outer.pop()) {
      hold(inner, level.or || level.and);
      level = inner;
    }
    return level.or || level.and;
  }

  #term(at: number): { value: boolean; words: number } | null {
    const [first = '', second, third] = this.#words.slice(at, at + 3);
    if (second !== undefined && third !== undefined) {
      const value = this.#binary(first, second, third);
      if (value !== null) return { value, words: 3 };
    }
    if (second !== undefined) {
      const value = this.#unary(first, second);
      if (value !== null) return { value, words: 2 };
    }
    return null;
  }

  #binary(left: string, operator: string, right: string): boolean | null {
    const compare = STRINGS.get(operator);
    if (compare !== undefined) return compare(compareBytes(left, right));
    const numbers = NUMBERS.get(operator);
    if (numbers !== undefined) return numbers(signed(left), signed(right));
    if (operator === '-pgt' || operator === '-plt') return comparePrefixed(left, operator, right);
    if (operator.startsWith('-nt') || operator.startsWith('-ot')) return this.#compareTimes(left, operator, right);
    return null;
  }

  #unary(operator: string, word: string): boolean | null {
    switch (operator) {
      case '-d':
        return this.#status(word)?.kind === 'directory';
      case '-e':
        return this.#status(word) !== null;
      case '-f': {
        const status = this.#status(word);
        return status !== null && status.kind !== 'directory';
      }
      case '-s': {
        const status = this.#status(word);
        return status !== null && status.kind !== 'directory' && status.sizeBytes > 0 && !word.endsWith('/');
      }
      case '-n':
        return word !== '';
      case '-z':
        return word === '';
      default:
        return null;
    }
  }

  /** `-nt` and `-ot`; a number right behind is added, in seconds, to the first file's time. */
  #compareTimes(left: string, operator: string, right: string): boolean {
    const [first, second] = [this.#status(left), this.#status(right)];
    if (first === null || second === null) return operator.startsWith('-nt') ? first !== null && second === null : first === null && second !== null;
    const bias = operator.length > 3 ? Number(BigInt.asIntN(32, signed(operator.slice(3)))) : 0;
    const [one, other] = [Math.floor(first.modifiedMs / 1000) + bias, Math.floor(second.modifiedMs / 1000)];
    return operator.startsWith('-nt') ? one > other : one < other;
  }

  #status(name: string): GrubFileStatus | null {
    const place = this.#machine.resolve(name);
    if (place === null) return null;
    const path = place.path.replace(/\/+$/, '');
    if (path !== '') return this.#machine.host.stat(place.device, path);
    return this.#machine.host.hasDevice(place.device) ? { kind: 'directory', sizeBytes: 0, modifiedMs: 0 } : null;
  }
}

function hold(level: Level, value: boolean): void {
  level.and = level.and && value !== level.inverted;
  level.inverted = false;
}

function modify(level: Level, word: string): void {
  if (word === '!') level.inverted = !level.inverted;
  else if (word === '-o') {
    level.or = level.or || level.and;
    level.and = true;
  } else if (word !== '-a') hold(level, word !== '');
}

const STRINGS = new Map<string, (order: number) => boolean>([
  ['=', (order) => order === 0],
  ['==', (order) => order === 0],
  ['!=', (order) => order !== 0],
  ['<', (order) => order < 0],
  ['<=', (order) => order <= 0],
  ['>', (order) => order > 0],
  ['>=', (order) => order >= 0],
]);

const NUMBERS = new Map<string, (left: bigint, right: bigint) => boolean>([
  ['-eq', (left, right) => left === right],
  ['-ge', (left, right) => left >= right],
  ['-gt', (left, right) => left > right],
  ['-le', (left, right) => left <= right],
  ['-lt', (left, right) => left < right],
  ['-ne', (left, right) => left !== right],
]);

/** The order of two strings by code point, which is that of their UTF-8 bytes. */
function compareBytes(left: string, right: string): number {
  const [one, other] = [Array.from(left), Array.from(right)];
  const at = one.findIndex((sign, index) => sign !== other[index]);
  if (at < 0) return one.length - other.length;
  return (one[at]?.codePointAt(0) ?? 0) - (other[at]?.codePointAt(0) ?? -1);
}

function signed(text: string): bigint {
  const value = text.startsWith('-') ? -parseNumber(text.slice(1), 0).value : parseNumber(text, 0).value;
  return BigInt.asIntN(32, value);
}

/** `-pgt` and `-plt`: compares the numbers behind the common beginning, such as versions in file names. */
function comparePrefixed(left: string, operator: string, right: string): boolean {
  let at = 0;
  while (at < left.length && left[at] === right[at]) at++;
  at--;
  while (at > 0 && /\d/.test(left.charAt(at))) at--;
  const [one, other] = [parseNumber(left.slice(at + 1), 0).value, parseNumber(right.slice(at + 1), 0).value];
  return operator === '-pgt' ? one > other : one < other;
}
