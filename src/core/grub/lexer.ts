import { lineNumber } from './source.ts';
import type { Part, Source, Word } from './syntax.ts';

/** Words that are never a command's name; all but `[[` and `]]` may be arguments. */
const RESERVED = new Set(['case', 'do', 'done', 'elif', 'else', 'esac', 'fi', 'for', 'if', 'in', 'select', 'then', 'until', 'while', 'function', '[[', ']]']);

const PLAIN = /[^{}|&$;<> \t\n'"\\]+/y;
const WILDCARD = /[*?]/;
const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
const VARIABLE = /\$(?:([A-Za-z_][A-Za-z0-9_]*|[0-9]+|[?#*@])|\{([A-Za-z_][A-Za-z0-9_]*|[0-9]+|[?#*@])\})/y;

/** A token of a script; `word` is null in all that are none. */
export interface Token {
  readonly kind: 'newline' | ';' | '{' | '}' | 'word' | 'bad' | 'end';
  readonly lineIndex: number;
  readonly word: Word | null;
}

/**
 * Cuts a source into tokens, by the rules of GRUB's own lexer (GRUB manual, Shell-like scripting, Quoting):
 * `bad` stands for what it refuses, such as a lone `$`, `|`, or a quote that never ends.
 */
export class Lexer {
  readonly source: Source;
  readonly #text: string;
  readonly #end: number;
  #position = 0;
  #lineIndex = 0;
  readonly #plainWords = new Map<string, Word>();
  #afterNewline = true;
  #parts: Part[] = [];
  /** The word at hand has a `$` in quotes that names nothing: it is refused, but only once its end is known. */
  #broken = false;

  constructor(source: Source) {
    this.source = source;
    this.#text = source.text;
    this.#end = source.text.length;
  }

  /** The line, in the file, where the next token will be read. */
  get line(): number {
    return lineNumber(this.source, this.#lineIndex);
  }

  /** Goes on behind the current line, as GRUB does after a syntax error. */
  skipLine(): void {
    if (this.#afterNewline) return;
    const at = this.#text.indexOf('\n', this.#position);
    this.#position = at < 0 || at >= this.#end ? this.#end : at + 1;
    this.#lineIndex++;
    this.#afterNewline = true;
  }

  next(): Token {
    this.#skipBlanks();
    const lineIndex = this.#lineIndex;
    if (this.#position >= this.#end) {
      const kind = this.#afterNewline ? 'end' : 'newline';
      this.#afterNewline = true;
      return this.#token(kind, lineIndex);
    }
    const first = this.#text.charCodeAt(this.#position);
    if (first === 10) {
      this.#position++;
      this.#lineIndex++;
      this.#afterNewline = true;
      return this.#token('newline', lineIndex);
    }
    this.#afterNewline = false;
    return first === 123 || first === 125 || first === 59 ? this.#punctuation(lineIndex) : this.#word(lineIndex);
  }

  #token(kind: Token['kind'], lineIndex: number): Token {
    return { kind, lineIndex, word: null };
  }

  #skipBlanks(): void {
    const text = this.#text;
    for (;;) {
      const code = text.charCodeAt(this.#position);
      if (code === 32 || code === 9) {
        this.#position++;
      } else if (code === 35 && this.#position < this.#end) {
        const at = text.indexOf('\n', this.#position);
        this.#position = at < 0 || at > this.#end ? this.#end : at;
      } else return;
    }
  }

  #punctuation(lineIndex: number): Token {
    const sign = this.#text[this.#position++];
    if (sign === ';' && this.#text[this.#position] === ';') {
      this.#position++;
      return this.#token('bad', lineIndex);
    }
    return this.#token(sign === '{' ? '{' : sign === '}' ? '}' : ';', lineIndex);
  }

  #word(lineIndex: number): Token {
    const start = this.#position;
    const plain = this.#plain();
    if (plain !== null && !this.#continues()) return { kind: 'word', lineIndex, word: this.#plainWord(plain) };
    this.#parts = [];
    this.#broken = false;
    if (plain !== null) this.#add('text', plain);
    while (this.#continues()) {
      if (!this.#piece()) return this.#token('bad', lineIndex);
    }
    if (this.#position === start) this.#position++;
    else if (this.#isWhole()) return { kind: 'word', lineIndex, word: { parts: this.#parts, plain: null, name: null, reserved: null } };
    return this.#token('bad', lineIndex);
  }

  /** Configurations repeat few words very often: each is made once. */
  #plainWord(text: string): Word {
    const known = this.#plainWords.get(text);
    if (known !== undefined) return known;
    const word: Word = {
      parts: [{ kind: 'text', text }],
      plain: WILDCARD.test(text) ? null : text,
      name: NAME.test(text) ? text : null,
      reserved: RESERVED.has(text) ? text : null,
    };
    this.#plainWords.set(text, word);
    return word;
  }

  #isWhole(): boolean {
    return !this.#broken;
  }

  #plain(): string | null {
    PLAIN.lastIndex = this.#position;
    const match = PLAIN.exec(this.#text);
    if (match === null || this.#position >= this.#end) return null;
    const text = this.#position + match[0].length > this.#end ? match[0].slice(0, this.#end - this.#position) : match[0];
    this.#position += text.length;
    return text;
  }

  /** Whether the character at hand belongs to the word that is being read. */
  #continues(): boolean {
    if (this.#position >= this.#end) return false;
    const code = this.#text[this.#position] ?? '';
    if (code === '$') return this.#text[this.#position + 1] === '"' || this.#variableAt(this.#position) !== null;
    return !'{}|&;<> \t\n'.includes(code);
  }

  #variableAt(position: number): string | null {
    VARIABLE.lastIndex = position;
    const match = VARIABLE.exec(this.#text);
    if (match === null || position + match[0].length > this.#end) return null;
    return match[0];
  }

  #add(kind: Part['kind'], text: string): void {
    const last = this.#parts.at(-1);
    if (kind === 'text' && last?.kind === 'text') this.#parts[this.#parts.length - 1] = { kind, text: last.text + text };
    else this.#parts.push({ kind, text });
  }

  /** Reads one more piece of a word; false where it is not one. */
  #piece(): boolean {
    switch (this.#text[this.#position]) {
      case '\\':
        return this.#escape();
      case "'":
        return this.#singleQuoted();
      case '"':
        return this.#doubleQuoted();
      case '$':
        return this.#text[this.#position + 1] === '"' ? this.#translated() : this.#variable('variable');
      default:
        this.#add('text', this.#plain() ?? '');
        return true;
    }
  }

  #escape(): boolean {
    const escaped = this.#text[this.#position + 1];
    this.#position += 2;
    if (escaped === undefined || this.#position > this.#end) return this.#unterminated();
    if (escaped !== '\n') {
      this.#add('text', '\\' + escaped);
      return true;
    }
    this.#lineIndex++;
    this.#add('text', '');
    return this.#position < this.#end || this.#unterminated();
  }

  #singleQuoted(): boolean {
    const from = this.#position + 1;
    const to = this.#text.indexOf("'", from);
    if (to < 0 || to >= this.#end) return this.#unterminated();
    const content = this.#text.slice(from, to);
    this.#add('quoted', content);
    this.#pass(content, to + 1);
    return true;
  }

  #doubleQuoted(): boolean {
    const from = this.#position + 1;
    const to = this.#closingQuote(from);
    if (to < 0) return this.#unterminated();
    let literal = '';
    this.#position = from;
    while (this.#position < to) {
      const next = this.#text[this.#position] ?? '';
      if (next === '\\') literal += this.#escapeInQuotes();
      else if (next === '$') {
        this.#add('quoted', literal);
        literal = '';
        if (!this.#variable('quoted-variable')) this.#broken = true;
      } else {
        const run = this.#runInQuotes(to);
        literal += run;
        this.#pass(run, this.#position + run.length);
      }
    }
    this.#add('quoted', literal);
    this.#position = to + 1;
    return true;
  }

  #runInQuotes(to: number): string {
    let at = this.#position;
    while (at < to && this.#text[at] !== '\\' && this.#text[at] !== '$') at++;
    return this.#text.slice(this.#position, at);
  }

  #escapeInQuotes(): string {
    const escaped = this.#text[this.#position + 1] ?? '';
    this.#position += 2;
    if (escaped === '\n') {
      this.#lineIndex++;
      return '';
    }
    return escaped === '$' || escaped === '\\' || escaped === '"' ? escaped : '\\' + escaped;
  }

  #translated(): boolean {
    const from = this.#position + 2;
    const to = this.#closingQuote(from);
    if (to < 0) return this.#unterminated();
    const content = this.#text.slice(from, to);
    // GRUB's lexer hands on the unquoted text before `$"` as if it were to be translated too.
    const before = this.#parts.at(-1);
    if (before?.kind === 'text') this.#parts[this.#parts.length - 1] = { kind: 'translated', text: before.text };
    const text = content.replace(/\\([\\"\n])/g, (whole: string, escaped: string) => (escaped === '\\' ? whole : escaped === '"' ? '"' : ''));
    this.#add('translated', text);
    this.#pass(content, to + 1);
    return true;
  }

  #variable(kind: 'variable' | 'quoted-variable'): boolean {
    const match = this.#variableAt(this.#position);
    if (match === null) {
      this.#position++;
      return false;
    }
    this.#add(kind, match[1] === '{' ? match.slice(2, -1) : match.slice(1));
    this.#position += match.length;
    return true;
  }

  #closingQuote(from: number): number {
    for (let at = from; at < this.#end; at++) {
      const code = this.#text.charCodeAt(at);
      if (code === 34) return at;
      if (code === 92) at++;
    }
    return -1;
  }

  /** Moves behind text that was read, counting its lines. */
  #pass(content: string, position: number): void {
    for (let at = content.indexOf('\n'); at >= 0; at = content.indexOf('\n', at + 1)) this.#lineIndex++;
    this.#position = position;
  }

  #unterminated(): false {
    this.#position = this.#end;
    return false;
  }
}
