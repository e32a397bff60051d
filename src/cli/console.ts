import { jsonText } from './text/json-text.ts';
import { paragraph, render, type Paragraph } from './text/layout.ts';
import { span, styleOf, type Style } from './text/style.ts';

/** Where text goes to: process.stdout, or a test's stand-in. */
export interface OutputStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** A line on the terminal that shows that something is going on, until it ends. */
export interface Progress {
  end(): void;
}

/** The terminal, or what stands in its place. */
export interface Console {
  /** Abilities of stdout. */
  readonly style: Style;
  /** Somebody is there to answer a question: stdin and stderr are terminals. */
  readonly canAsk: boolean;
  /** Text that is laid out already. */
  print(text: string): void;
  /** One sentence, escaped and wrapped. */
  printLine(text: string): void;
  printJson(value: unknown): void;
  /** To stderr; one line each where that is no terminal. */
  tell(paragraphs: readonly Paragraph[]): void;
  /** A question on stderr; null where it was not answered (end of input, or `signal`). */
  ask(question: string, signal: AbortSignal): Promise<string | null>;
  /** A spinner where stderr is a terminal, a plain line otherwise. */
  progress(text: string): Progress;
  /** Clears a spinner that may be running: another program uses the terminal until `takeBack`. */
  handOver(): void;
  takeBack(): void;
}

/** A console on three streams. `environment` decides about colours and letters, see styleOf. */
export function createConsole(streams: {
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly environment: Readonly<Record<string, string | undefined>>;
}): Console {
  const { stdout, stderr, environment } = streams;
  const style = styleOf(stdout, environment);
  const errorStyle = { ...styleOf(stderr, environment), ...(stderr.isTTY === true ? {} : { width: Infinity }) };
  const spinner = new Spinner(stderr, errorStyle);
  let lineIsOpen = false;
  return {
    style,
    get canAsk() {
      return stderr.isTTY === true && streams.stdin.isTTY === true;
    },
    print: (text) => void stdout.write(text),
    printLine: (text) => void stdout.write(render([paragraph([span(text)])], style)),
    printJson: (value) => void stdout.write(jsonText(value)),
    tell: (paragraphs) => {
      spinner.stop();
      stderr.write((lineIsOpen ? '\n' : '') + render(paragraphs, errorStyle));
      lineIsOpen = false;
    },
    ask: async (question, signal) => {
      stderr.write(render([paragraph([span(question, 'bold')])], errorStyle).trimEnd() + ' ');
      lineIsOpen = true;
      const answer = await readLine(streams.stdin, signal);
      if (answer !== null) lineIsOpen = false; // the terminal has echoed the line's end
      return answer;
    },
    progress: (text) => spinner.start(text),
    handOver: () => {
      spinner.stop();
      lineIsOpen = true;
    },
    takeBack: () => {
      lineIsOpen = false;
    },
  };
}

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const ASCII_FRAMES = ['|', '/', '-', '\\'];
const FRAME_MS = 100;

class Spinner {
  readonly #stream: OutputStream;
  readonly #style: Style;
  #timer: NodeJS.Timeout | null = null;

  constructor(stream: OutputStream, style: Style) {
    this.#stream = stream;
    this.#style = style;
  }

  start(text: string): Progress {
    this.stop();
    const line = render([paragraph([span(text)])], { ...this.#style, width: Infinity }).trimEnd();
    if (this.#stream.isTTY !== true) {
      this.#stream.write(`${line}\n`);
      return { end: () => undefined };
    }
    const frames = this.#style.symbols ? FRAMES : ASCII_FRAMES;
    let frame = 0;
    const draw = (): void => {
      this.#stream.write(`\r\u001b[K${frames[frame % frames.length] ?? ''} ${line.slice(0, this.#style.width - 3)}`);
      frame += 1;
    };
    draw();
    this.#timer = setInterval(draw, FRAME_MS);
    this.#timer.unref();
    return { end: () => this.stop() };
  }

  stop(): void {
    if (this.#timer === null) return;
    clearInterval(this.#timer);
    this.#timer = null;
    this.#stream.write('\r\u001b[K');
  }
}

/** The terminal stays in its own line mode, so that Ctrl-C remains a signal. */
async function readLine(stdin: NodeJS.ReadableStream, signal: AbortSignal): Promise<string | null> {
  const { createInterface } = await import('node:readline');
  return new Promise((resolve) => {
    const reader = createInterface({ input: stdin, terminal: false });
    let answer: string | null = null;
    const close = (): void => reader.close();
    signal.addEventListener('abort', close, { once: true });
    reader.once('line', (line) => {
      answer = line;
      reader.close();
    });
    reader.once('close', () => {
      signal.removeEventListener('abort', close);
      resolve(answer);
    });
    if (signal.aborted) close();
  });
}
