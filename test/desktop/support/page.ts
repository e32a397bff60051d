import type { Point } from './gnome-shell.ts';

/**
 * A window's page, read through Chromium's own debugging port. The accessibility bus would tell texts, too, but only with the
 * accessibility tree switched on, which people who need none do not have. Nothing is done through here: hands are the shell's.
 */
export class Page {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #last = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener('message', ({ data }) => {
      const answer = JSON.parse(String(data)) as Answer;
      this.#waiting.get(answer.id ?? 0)?.(answer);
    });
    socket.addEventListener('close', () => this.#waiting.forEach((end) => end({ result: { exceptionDetails: 'the page has closed' } })));
  }

  /** The page whose address ends so; null where there is none now. */
  static async find(port: number, end: string): Promise<Page | null> {
    const targets = (await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()) as readonly { readonly type: string; readonly url: string; readonly webSocketDebuggerUrl: string }[];
    const target = targets.find(({ type, url }) => type === 'page' && url.endsWith(end));
    if (target === undefined) return null;
    const socket = new WebSocket(target.webSocketDebuggerUrl);
    await new Promise((resolve, reject) => {
      socket.addEventListener('open', resolve);
      socket.addEventListener('error', () => reject(new Error(`no way to ${end}`)));
    });
    return new Page(socket);
  }

  /** The value of JavaScript in the page. */
  async evaluate<T>(expression: string): Promise<T> {
    this.#last += 1;
    const id = this.#last;
    if (this.#socket.readyState !== WebSocket.OPEN) throw new Error('the page has closed');
    const answer = await new Promise<Answer>((resolve) => {
      this.#waiting.set(id, resolve);
      this.#socket.send(JSON.stringify({ id, method: 'Runtime.evaluate', params: { expression, returnByValue: true, awaitPromise: true } }));
    });
    this.#waiting.delete(id);
    if (answer.result?.exceptionDetails !== undefined) throw new Error(JSON.stringify(answer.result.exceptionDetails));
    return answer.result?.result?.value as T;
  }

  /** All text that a person can read. */
  text(): Promise<string> {
    return this.evaluate('document.body.innerText');
  }

  /** Texts of the buttons that can be pressed, in order. */
  buttons(): Promise<readonly string[]> {
    return this.evaluate("[...document.querySelectorAll('button:enabled')].filter((one) => one.checkVisibility()).map((one) => one.innerText.trim() || one.getAttribute('aria-label'))");
  }

  /** The middle of the element with this text that can be pressed, or else of the label of one, as seen from the lower left corner of the page, scrolled to where it is; null where there is none. */
  middleOf(text: string): Promise<Point | null> {
    const pressable = "'button:enabled, a, [role=tab], [role=switch], [role=button]'";
    return this.evaluate(`(() => {
      const find = (selector) => [...document.querySelectorAll(selector)].find((each) => each.checkVisibility() && each.innerText.trim() === ${JSON.stringify(text)});
      const one = find(${pressable}) ?? find('label');
      if (one === undefined) return null;
      one.scrollIntoView({ block: 'nearest' });
      const { left, top, width, height } = one.getBoundingClientRect();
      return { x: Math.round(left + width / 2 - innerWidth / 2), y: Math.round(innerHeight - top - height / 2) };
    })()`);
  }

  /** Waits until what the page now says is on the screen. */
  async painted(): Promise<void> {
    await this.evaluate('new Promise((resolve) => setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(resolve)), 250))');
  }
}

interface Answer {
  readonly id?: number;
  readonly result?: { readonly result?: { readonly value?: unknown }; readonly exceptionDetails?: unknown };
}
