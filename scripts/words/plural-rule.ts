/** How many plural forms a language has, and which one a number takes. */
export interface PluralRule {
  readonly count: number;
  readonly formOf: (number: number) => number;
}

const HEADER = /^\s*nplurals\s*=\s*(\d+)\s*;\s*plural\s*=\s*([^;]+);?\s*$/;
const TOKEN = /\s*(\d+|n|\?|:|\|\||&&|==|!=|<=|>=|<|>|\+|-|\*|\/|%|!|\(|\))/y;
/** Operators of C that bind two operands, weakest first. */
const LEVELS: readonly (readonly string[])[] = [['||'], ['&&'], ['==', '!='], ['<', '>', '<=', '>='], ['+', '-'], ['*', '/', '%']];

type Expression = (n: number) => number;

/** Reads a `Plural-Forms` header; its rule is an expression of C over `n`. Throws where it is none. GNU gettext manual 11.2.6, "Plural forms". */
export function parsePluralRule(header: string): PluralRule {
  const match = HEADER.exec(header);
  if (match === null) throw new Error(`not a Plural-Forms header: ${header}`);
  return { count: Number(match[1]), formOf: new Reader(tokens(match[2] ?? '')).readWhole() };
}

/** The rule as a catalogue has it: for 0 to 999, and for 1000 to 1999, which stand for every larger number of the same last three digits. */
export function pluralFormsOf(rule: PluralRule): readonly number[] {
  const forms = Array.from({ length: 2000 }, (_, number) => rule.formOf(number));
  const wrong = forms.findIndex((form) => form >= rule.count || form < 0);
  if (wrong !== -1) throw new Error(`the plural form of ${String(wrong)} is ${String(forms[wrong])}, and there are ${String(rule.count)}`);
  const beyond = [2000, 2001, 3002, 10_000, 21_111, 999_999, 1_000_000, 1_000_001].find((number) => rule.formOf(number) !== forms[1000 + (number % 1000)]);
  if (beyond !== undefined) throw new Error(`the plural form of ${String(beyond)} depends on more than its last three digits`);
  return forms;
}

function tokens(text: string): readonly string[] {
  const found: string[] = [];
  TOKEN.lastIndex = 0;
  for (let at = 0; at < text.trimEnd().length; at = TOKEN.lastIndex) {
    const token = TOKEN.exec(text)?.[1];
    if (token === undefined) throw new Error(`not part of a plural rule: ${text.slice(at)}`);
    found.push(token);
  }
  return found;
}

/** Recursive descent over the tokens of one expression. */
class Reader {
  readonly #tokens: readonly string[];
  #at = 0;

  constructor(all: readonly string[]) {
    this.#tokens = all;
  }

  readWhole(): Expression {
    const whole = this.#conditional();
    if (this.#at !== this.#tokens.length) throw new Error(`more than a plural rule: ${this.#tokens.join(' ')}`);
    return whole;
  }

  #conditional(): Expression {
    const condition = this.#binary(0);
    if (!this.#take('?')) return condition;
    const yes = this.#conditional();
    this.#expect(':');
    const no = this.#conditional();
    return (n) => (condition(n) !== 0 ? yes(n) : no(n));
  }

  #binary(level: number): Expression {
    const operators = LEVELS[level];
    if (operators === undefined) return this.#unary();
    let left = this.#binary(level + 1);
    for (let operator = this.#tokens[this.#at]; operator !== undefined && operators.includes(operator); operator = this.#tokens[this.#at]) {
      this.#at += 1;
      const one = left;
      const two = this.#binary(level + 1);
      const name = operator;
      left = (n) => combine(name, one(n), two(n));
    }
    return left;
  }

  #unary(): Expression {
    if (this.#take('!')) {
      const operand = this.#unary();
      return (n) => (operand(n) === 0 ? 1 : 0);
    }
    if (this.#take('(')) {
      const inner = this.#conditional();
      this.#expect(')');
      return inner;
    }
    const token = this.#tokens[this.#at];
    this.#at += 1;
    if (token === 'n') return (n) => n;
    if (token === undefined || !/^\d+$/.test(token)) throw new Error(`a plural rule ends early: ${this.#tokens.join(' ')}`);
    return () => Number(token);
  }

  #take(token: string): boolean {
    if (this.#tokens[this.#at] !== token) return false;
    this.#at += 1;
    return true;
  }

  #expect(token: string): void {
    if (!this.#take(token)) throw new Error(`a plural rule lacks "${token}": ${this.#tokens.join(' ')}`);
  }
}

const OPERATIONS: Readonly<Record<string, (one: number, two: number) => number | boolean>> = {
  '||': (one, two) => one !== 0 || two !== 0,
  '&&': (one, two) => one !== 0 && two !== 0,
  '==': (one, two) => one === two,
  '!=': (one, two) => one !== two,
  '<': (one, two) => one < two,
  '>': (one, two) => one > two,
  '<=': (one, two) => one <= two,
  '>=': (one, two) => one >= two,
  '+': (one, two) => one + two,
  '-': (one, two) => one - two,
  '*': (one, two) => one * two,
  '/': (one, two) => Math.trunc(one / two),
  '%': (one, two) => one % two,
};

function combine(operator: string, one: number, two: number): number {
  return Number(OPERATIONS[operator]?.(one, two) ?? Number.NaN);
}
