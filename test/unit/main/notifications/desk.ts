import type { TestContext } from 'node:test';
import type { Notice, NoticeListener } from '../../../../src/adapters/dbus/notifications.ts';
import { ok } from '../../../../src/core/result.ts';
import { NOTHING_TOLD, type Memory } from '../../../../src/main/notifications/memory.ts';
import { Teller, type Voice } from '../../../../src/main/notifications/teller.ts';
import { Store } from '../../../../src/main/state/store.ts';
import type { Wish } from '../../../../src/main/wishes.ts';
import { FakeComputer } from '../../../fakes/computer.ts';
import { DUE, ENGLISH, sampleServiceState, sampleState } from '../sample-state.ts';

export const START_MS = new Date('2026-03-10T14:30:00').getTime();

/** A teller with a notification server in memory, whose clock stands until a test moves it. */
export class Desk {
  readonly shown: Notice[] = [];
  readonly closed: number[] = [];
  readonly wishes: Wish[] = [];
  readonly computer = new FakeComputer();
  readonly store = new Store(sampleState());
  memory: Memory = NOTHING_TOLD;
  nowMs = START_MS;
  server: NoticeListener = { onAction: () => undefined, onClosed: () => undefined, onServer: () => undefined };
  readonly #t: TestContext;

  constructor(t: TestContext) {
    this.#t = t;
    t.mock.timers.enable({ apis: ['setTimeout'] });
  }

  async start(voice: Partial<Voice> = {}): Promise<void> {
    const teller = new Teller({
      store: this.store,
      service: this.computer.service,
      words: ENGLISH,
      fulfil: (wish) => this.wishes.push(wish),
      memory: { read: () => ({ value: this.memory, remark: null }), write: (memory) => ((this.memory = memory), ok(null)) },
      moment: () => ({ nowMs: this.nowMs, bootId: 'b', liveSession: false }),
    });
    await teller.speakOver({
      show: (notice) => Promise.resolve(ok(this.shown.push(notice))),
      close: (id) => Promise.resolve(void this.closed.push(id)),
      watch: (listener) => {
        this.server = listener;
        return Promise.resolve(ok(() => Promise.resolve()));
      },
      ...voice,
    });
    await settle();
  }

  press(id: number, action: string): void {
    this.server.onAction(id, action);
  }

  async becomesDue(): Promise<void> {
    this.store.change({ service: { kind: 'read', value: sampleServiceState(DUE) } });
    await settle();
  }

  async passes(ms: number): Promise<void> {
    this.nowMs += ms;
    this.#t.mock.timers.tick(ms);
    await settle();
  }
}

/** Lets what was promised happen. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}
