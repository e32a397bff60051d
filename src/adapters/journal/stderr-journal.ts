import type { Journal } from '../../ports/journal.ts';

type Fields = Readonly<Record<string, string | number | boolean>>;

/** Priorities of sd-daemon(3), which systemd reads from the start of a line. */
const PRIORITY = { info: 6, warning: 4, error: 3 } as const;

/** Writes one line an event to stderr, with `<N>` priorities where systemd listens. */
export class StderrJournal implements Journal {
  readonly #prefixed: boolean;
  readonly #write: (line: string) => void;

  constructor(options: { readonly prefixed: boolean; readonly write?: (line: string) => void }) {
    this.#prefixed = options.prefixed;
    this.#write = options.write ?? ((line) => process.stderr.write(line));
  }

  info(message: string, fields?: Fields): void {
    this.#line('info', message, fields);
  }

  warning(message: string, fields?: Fields): void {
    this.#line('warning', message, fields);
  }

  error(message: string, fields?: Fields): void {
    this.#line('error', message, fields);
  }

  #line(level: keyof typeof PRIORITY, message: string, fields: Fields = {}): void {
    const pairs = Object.entries(fields).map(([name, value]) => ` ${name}=${typeof value === 'string' ? JSON.stringify(value) : value}`);
    this.#write(`${this.#prefixed ? `<${PRIORITY[level]}>` : ''}${escapeControls(message + pairs.join(''))}\n`);
  }
}

/** Control characters and bidirectional overrides as `\u{…}`: what a peer sends cannot start a line of its own. */
function escapeControls(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, (character) => `\\u{${character.codePointAt(0)?.toString(16) ?? ''}}`);
}
