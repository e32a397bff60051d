/** A step of a compiled expression. */
export type Instruction =
  | { readonly kind: 'sign'; readonly accepts: (sign: string) => boolean }
  | { readonly kind: 'split'; readonly first: number; readonly second: number }
  | { readonly kind: 'jump'; readonly to: number }
  | { readonly kind: 'save'; readonly slot: number }
  | { readonly kind: 'start' | 'end' | 'match' };

type Node =
  | { readonly kind: 'sign'; readonly accepts: (sign: string) => boolean }
  | { readonly kind: 'start' | 'end' | 'nothing' }
  | { readonly kind: 'group'; readonly number: number; readonly inner: Node }
  | { readonly kind: 'all' | 'any'; readonly nodes: readonly Node[] }
  | { readonly kind: 'repeat'; readonly inner: Node; readonly least: number; readonly most: number };

const MAXIMUM_INSTRUCTIONS = 10_000;
const MAXIMUM_DEPTH = 100;
const MAXIMUM_REPEAT = 255;

const CLASSES = new Map([
  ['alpha', /[A-Za-z]/], ['digit', /[0-9]/], ['alnum', /[A-Za-z0-9]/], ['upper', /[A-Z]/], ['lower', /[a-z]/], ['space', /[ \t\n\r\f\v]/],
  ['blank', /[ \t]/], ['punct', /[!-/:-@[-`{-~]/], ['xdigit', /[0-9A-Fa-f]/], ['print', /[ -~]/], ['graph', /[!-~]/], ['cntrl', /\p{Cc}/u],
]);

const SHORTHANDS = new Map([['w', /[A-Za-z0-9_]/], ['W', /[^A-Za-z0-9_]/], ['s', /[ \t\n\r\f\v]/], ['S', /[^ \t\n\r\f\v]/]]);

/** Compiles a POSIX extended regular expression; null where it is not valid, or too large. */
export function compileExpression(expression: string): readonly Instruction[] | null {
  const tree = new ExpressionParser(expression).parse();
  if (tree === null) return null;
  const program: Instruction[] = [];
  emit({ kind: 'group', number: 0, inner: tree }, program);
  program.push({ kind: 'match' });
  return program.length > MAXIMUM_INSTRUCTIONS ? null : program;
}

class ExpressionParser {
  readonly #text: string;
  #at = 0;
  #groups = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  parse(): Node | null {
    const node = this.#alternatives();
    return node !== null && this.#at === this.#text.length ? node : null;
  }

  #alternatives(): Node | null {
    const nodes: Node[] = [];
    do {
      const node = this.#sequence();
      if (node === null) return null;
      nodes.push(node);
    } while (this.#accept('|'));
    return nodes.length === 1 ? (nodes[0] ?? null) : { kind: 'any', nodes };
  }

  #sequence(): Node | null {
    const nodes: Node[] = [];
    while (this.#at < this.#text.length && this.#text[this.#at] !== '|' && !(this.#text[this.#at] === ')' && this.#depth > 0)) {
      const atom = this.#atom();
      const node = atom === null ? null : this.#repeated(atom);
      if (node === null) return null;
      nodes.push(node);
    }
    return { kind: 'all', nodes };
  }

  #accept(sign: string): boolean {
    if (this.#text[this.#at] !== sign) return false;
    this.#at++;
    return true;
  }

  #atom(): Node | null {
    const sign = this.#text[this.#at++] ?? '';
    switch (sign) {
      case '.':
        return { kind: 'sign', accepts: () => true };
      case '^':
        return { kind: 'start' };
      case '$':
        return { kind: 'end' };
      case '(':
        return this.#group();
      case '[':
        return this.#bracket();
      case '\\':
        return this.#escaped();
      case '*':
      case '+':
      case '?':
        return null;
      default:
        return literal(sign);
    }
  }

  #group(): Node | null {
    if (++this.#depth > MAXIMUM_DEPTH) return null;
    const number = ++this.#groups;
    const inner = this.#alternatives();
    if (inner === null || !this.#accept(')')) return null;
    this.#depth--;
    return { kind: 'group', number, inner };
  }

  #escaped(): Node | null {
    const sign = this.#text[this.#at++];
    if (sign === undefined || /[1-9bB<>`']/.test(sign)) return null;
    const shorthand = SHORTHANDS.get(sign);
    return shorthand === undefined ? literal(sign) : { kind: 'sign', accepts: (one) => shorthand.test(one) };
  }

  #repeated(atom: Node): Node | null {
    let node = atom;
    for (;;) {
      const bounds = this.#bounds();
      if (bounds === null) return node;
      const [least, most] = bounds;
      if (most < least || least > MAXIMUM_REPEAT || (most !== Infinity && most > MAXIMUM_REPEAT)) return null;
      node = { kind: 'repeat', inner: node, least, most };
    }
  }

  /** How often what stands before may come: `*`, `+`, `?` or `{m,n}`; null where none of these stands here. */
  #bounds(): readonly [number, number] | null {
    if (this.#accept('*')) return [0, Infinity];
    if (this.#accept('+')) return [1, Infinity];
    if (this.#accept('?')) return [0, 1];
    const braces = /^\{([0-9]*)(,?)([0-9]*)\}/.exec(this.#text.slice(this.#at, this.#at + 16));
    if (braces === null || braces[0] === '{}') return null;
    this.#at += braces[0].length;
    const least = Number(braces[1]);
    return [least, braces[2] === '' ? least : braces[3] === '' ? Infinity : Number(braces[3])];
  }

  #bracket(): Node | null {
    const inverted = this.#accept('^');
    const tests: ((sign: string) => boolean)[] = [];
    for (let first = true; first || this.#text[this.#at] !== ']'; first = false) {
      if (this.#at >= this.#text.length) return null;
      const test = this.#bracketItem();
      if (test === null) return null;
      tests.push(test);
    }
    this.#at++;
    return { kind: 'sign', accepts: (sign) => tests.some((test) => test(sign)) !== inverted };
  }

  #bracketItem(): ((sign: string) => boolean) | null {
    const named = /^\[:([a-z]+):\]/.exec(this.#text.slice(this.#at, this.#at + 16));
    if (named !== null) {
      this.#at += named[0].length;
      const found = CLASSES.get(named[1] ?? '');
      return found === undefined ? null : (sign) => found.test(sign);
    }
    const from = this.#text[this.#at++] ?? '';
    if (this.#text[this.#at] !== '-' || (this.#text[this.#at + 1] ?? ']') === ']') return (sign) => sign === from;
    const to = this.#text[this.#at + 1] ?? '';
    this.#at += 2;
    return to < from ? null : (sign) => sign >= from && sign <= to;
  }
}

function literal(wanted: string): Node {
  return { kind: 'sign', accepts: (sign) => sign === wanted };
}

function emit(node: Node, program: Instruction[]): void {
  if (program.length > MAXIMUM_INSTRUCTIONS) return;
  switch (node.kind) {
    case 'sign':
    case 'start':
    case 'end':
      program.push(node.kind === 'sign' ? node : { kind: node.kind });
      return;
    case 'nothing':
      return;
    case 'group':
      program.push({ kind: 'save', slot: 2 * node.number });
      emit(node.inner, program);
      program.push({ kind: 'save', slot: 2 * node.number + 1 });
      return;
    case 'all':
      for (const one of node.nodes) emit(one, program);
      return;
    case 'any':
      emitAny(node.nodes, program);
      return;
    case 'repeat':
      emitRepeat(node, program);
      return;
  }
}

function emitAny(nodes: readonly Node[], program: Instruction[]): void {
  const jumps: number[] = [];
  nodes.forEach((one, index) => {
    const split = program.length;
    const last = index === nodes.length - 1;
    if (!last) program.push({ kind: 'jump', to: 0 });
    emit(one, program);
    if (last) return;
    jumps.push(program.length);
    program.push({ kind: 'jump', to: 0 });
    program[split] = { kind: 'split', first: split + 1, second: program.length };
  });
  for (const jump of jumps) program[jump] = { kind: 'jump', to: program.length };
}

function emitRepeat({ inner, least, most }: Node & { kind: 'repeat' }, program: Instruction[]): void {
  for (let count = 0; count < least; count++) emit(inner, program);
  if (most === Infinity) {
    const split = program.length;
    program.push({ kind: 'jump', to: 0 });
    emit(inner, program);
    program.push({ kind: 'jump', to: split });
    program[split] = { kind: 'split', first: split + 1, second: program.length };
    return;
  }
  const splits: number[] = [];
  for (let count = least; count < most; count++) {
    splits.push(program.length);
    program.push({ kind: 'jump', to: 0 });
    emit(inner, program);
  }
  for (const split of splits) program[split] = { kind: 'split', first: split + 1, second: program.length };
}
