import type { Readable } from 'node:stream';

/** One line of the serial console and the host's time in ms at which its end arrived. */
export interface SerialLine {
  readonly atMs: number;
  readonly text: string;
}

// eslint-disable-next-line no-control-regex -- terminal control sequences are what is removed here
const CONTROL = /\u001b(?:\[[0-9;?!]*[A-Za-z]|[()][A-Z0-9]|[78=>])|[\u0000-\u0008\u000b-\u001f\u007f]/g;

/** What the guest wrote on its serial console, line by line. */
export class SerialLog {
  readonly lines: SerialLine[] = [];
  #rest = '';

  constructor(stream: Readable) {
    stream.setEncoding('utf8');
    stream.on('data', (chunk: string) => this.#receive(chunk));
  }

  /** The first line since `sinceMs` that matches, or null. */
  find(pattern: RegExp, sinceMs: number): SerialLine | null {
    return this.lines.find((line) => line.atMs >= sinceMs && pattern.test(line.text)) ?? null;
  }

  /** The last lines, for a failure's message. */
  tail(count = 15): string {
    return [...this.lines.map((line) => line.text), this.#rest.replace(CONTROL, '')].filter((text) => text.trim() !== '').slice(-count).join('\n');
  }

  #receive(chunk: string): void {
    const atMs = performance.now();
    const texts = (this.#rest + chunk).split('\n');
    this.#rest = texts.pop() ?? '';
    this.lines.push(...texts.map((text) => ({ atMs, text: text.replace(CONTROL, '') })));
  }
}
