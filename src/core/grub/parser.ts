import { Lexer, type Token } from './lexer.ts';
import { LIMITS } from './limits.ts';
import { lineNumber } from './source.ts';
import type { Block, FunctionDefinition, IfStatement, Source, Statement, SyntaxFailure, Unit, Word } from './syntax.ts';

/** Parses a text that is to be the body of a menu entry; it ends with the first unit that does not parse. */
export function parseBlock(source: Source): Block {
  const parser = new Parser(source);
  const units: Unit[] = [];
  for (let unit = parser.nextUnit(); unit !== null; unit = parser.nextUnit()) {
    units.push(unit);
    if (unit.failure !== null) break;
  }
  return { file: source.file, units };
}

/** Parses a script unit by unit; after an error it goes on with the line behind it, as GRUB does. */
export class Parser {
  readonly #lexer: Lexer;
  readonly #source: Source;
  #token: Token | null = null;
  #depth = 0;
  #tooDeep = false;

  constructor(source: Source) {
    this.#source = source;
    this.#lexer = new Lexer(source);
  }

  /** The next unit, or null at the end. */
  nextUnit(): Unit | null {
    this.#skipNewlines();
    if (this.#peek().kind === 'end') return null;
    const statements: Statement[] = [];
    const functions: FunctionDefinition[] = [];
    for (;;) {
      if (!this.#statement(statements, functions)) return this.#fail(functions);
      const delimiter = this.#take().kind;
      if (delimiter === 'newline') break;
      if (delimiter !== ';') return this.#fail(functions);
      if (this.#peek().kind === 'newline') {
        this.#take();
        break;
      }
    }
    return { statements, functions, failure: null };
  }

  #peek(): Token {
    return (this.#token ??= this.#lexer.next());
  }

  #take(): Token {
    const token = this.#peek();
    this.#token = null;
    this.#last = token;
    return token;
  }

  #last: Token | null = null;

  #fail(functions: readonly FunctionDefinition[]): Unit {
    const at = this.#token ?? this.#last;
    const failure: SyntaxFailure = { kind: this.#tooDeep ? 'limit-exceeded' : 'syntax', line: lineNumber(this.#source, at?.lineIndex ?? 0) };
    this.#token = null;
    this.#lexer.skipLine();
    this.#depth = 0;
    this.#tooDeep = false;
    return { statements: [], functions, failure };
  }

  #skipNewlines(): boolean {
    const atNewline = this.#peek().kind === 'newline';
    while (this.#peek().kind === 'newline') this.#take();
    return atNewline;
  }

  #keyword(word: string): boolean {
    if (this.#peek().word?.reserved !== word) return false;
    this.#take();
    return true;
  }

  #sign(kind: Token['kind']): boolean {
    if (this.#peek().kind !== kind) return false;
    this.#take();
    return true;
  }

  #statement(statements: Statement[], functions: FunctionDefinition[]): boolean {
    if (this.#peek().word?.reserved !== 'function') {
      const command = this.#command();
      if (command === null) return false;
      statements.push(command);
      return true;
    }
    this.#take();
    const name = this.#name();
    if (name === null) return false;
    this.#skipNewlines();
    if (!this.#sign('{')) return false;
    const body = this.#commands(true);
    if (body === null || !this.#sign('}')) return false;
    functions.push({ name, file: this.#source.file, body });
    return true;
  }

  #name(): string | null {
    const { word } = this.#peek();
    if (word === null || word.name === null || word.reserved !== null) return null;
    this.#take();
    return word.name;
  }

  /**
   * A list of commands; with `delimited`, one that a `;` or line end must close. Null on an error. `lineEnds` receives how
   * many commands stand before the end of each line.
   */
  #commands(delimited: boolean, lineEnds: number[] = []): Statement[] | null {
    const list: Statement[] = [];
    this.#skipNewlines();
    if (++this.#depth > LIMITS.syntaxDepth) {
      this.#tooDeep = true;
      return null;
    }
    for (;;) {
      const command = this.#command();
      if (command === null) return null;
      list.push(command);
      const isSeparated = this.#sign(';');
      if (this.#skipNewlines()) lineEnds.push(list.length);
      else if (!isSeparated) {
        this.#depth--;
        return delimited ? null : list;
      }
      if (this.#closes()) {
        this.#depth--;
        return list;
      }
    }
  }

  /** Whether the token at hand cannot start a command, so that a list ends before it. */
  #closes(): boolean {
    const { kind, word } = this.#peek();
    if (kind === '}') return true;
    const reserved = word?.reserved;
    return reserved === 'then' || reserved === 'fi' || reserved === 'else' || reserved === 'elif' || reserved === 'do' || reserved === 'done';
  }

  #command(): Statement | null {
    const { word, lineIndex } = this.#peek();
    if (word === null) return null;
    const line = lineNumber(this.#source, lineIndex);
    switch (word.reserved) {
      case null:
        return this.#simple(line);
      case 'if':
        this.#take();
        return this.#if(line);
      case 'for':
        this.#take();
        return this.#for(line);
      case 'while':
      case 'until':
        this.#take();
        return this.#while(line, word.reserved === 'until');
      default:
        return null;
    }
  }

  #simple(line: number): Statement | null {
    const words = this.#words();
    if (words === null) return null;
    if (this.#peek().kind !== '{') return { kind: 'command', line, words, block: null };
    this.#take();
    const lineEnds: number[] = [];
    const body = this.#commands(false, lineEnds);
    if (body === null || !this.#sign('}')) return null;
    return { kind: 'command', line, words, block: { file: this.#source.file, units: unitsOf(body, lineEnds) } };
  }

  #words(): Word[] | null {
    const words: Word[] = [];
    for (let { word } = this.#peek(); word !== null; { word } = this.#peek()) {
      if (word.reserved === '[[' || word.reserved === ']]') return null;
      words.push(word);
      this.#take();
    }
    return words;
  }

  #if(line: number): IfStatement | null {
    const chain: { line: number; condition: Statement[]; then: Statement[] }[] = [];
    let last: Statement[] | null = null;
    let at = line;
    do {
      const condition = this.#commands(true);
      if (condition === null || !this.#keyword('then')) return null;
      const then = this.#commands(true);
      if (then === null) return null;
      chain.push({ line: at, condition, then });
      at = lineNumber(this.#source, this.#peek().lineIndex);
    } while (this.#keyword('elif'));
    if (this.#keyword('else')) {
      last = this.#commands(true);
      if (last === null) return null;
    }
    if (!this.#keyword('fi')) return null;
    let otherwise: IfStatement['otherwise'] = last;
    for (const arm of chain.slice(1).reverse()) otherwise = { kind: 'if', ...arm, otherwise };
    const [head] = chain;
    return head === undefined ? null : { kind: 'if', ...head, otherwise };
  }

  #for(line: number): Statement | null {
    const name = this.#name();
    if (name === null || !this.#keyword('in')) return null;
    const words = this.#words();
    if (words === null) return null;
    if (!this.#sign(';') && !this.#sign('newline')) return null;
    this.#skipNewlines();
    const body = this.#loopBody();
    return body === null ? null : { kind: 'for', line, name, words, body };
  }

  #while(line: number, until: boolean): Statement | null {
    const condition = this.#commands(true);
    if (condition === null) return null;
    const body = this.#loopBody();
    return body === null ? null : { kind: 'while', line, until, condition, body };
  }

  #loopBody(): Statement[] | null {
    if (!this.#keyword('do')) return null;
    const body = this.#commands(true);
    return body !== null && this.#keyword('done') ? body : null;
  }
}

/** A body's commands, line by line. */
function unitsOf(body: readonly Statement[], lineEnds: readonly number[]): readonly Unit[] {
  return [...lineEnds, body.length]
    .map((end, index) => ({ statements: body.slice(lineEnds[index - 1] ?? 0, end), functions: [], failure: null }))
    .filter((unit) => unit.statements.length > 0);
}
