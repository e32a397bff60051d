import { Variant } from 'dbus-native';
import { err, ok, type Result } from '../../core/result.ts';
import type { BusConnection } from './transport/bus-connection.ts';
import type { BusError } from './transport/bus-error.ts';
import { watchSignals } from './transport/watch-signals.ts';

const SERVER = { name: 'org.freedesktop.Notifications', path: '/org/freedesktop/Notifications', interface: 'org.freedesktop.Notifications' } as const;
const TARGET = { destination: SERVER.name, path: SERVER.path, interface: SERVER.interface } as const;
/** The server decides how long it stays. */
const SERVERS_CHOICE = -1;

/** One notification. */
export interface Notice {
  readonly title: string;
  readonly body: string;
  /** Buttons in order; `default` is a click on the notification itself. */
  readonly actions: readonly { readonly id: string; readonly label: string }[];
  /** The notification that this one takes the place of; 0: none. */
  readonly replaces: number;
}

/** What a watch of notifications tells. */
export interface NoticeListener {
  onAction(id: number, action: string): void;
  /** It stands no more, whoever took it away; its id may come again for something else. */
  onClosed(id: number): void;
  /** A server has come (true) or gone: what the one before showed is no more. */
  onServer(isThere: boolean): void;
}

/** The desktop's notifications; Desktop Notifications Specification 1.2. A desktop without a server answers with an error, and that is all. */
export class Notifications {
  readonly #bus: BusConnection;
  readonly #desktopEntry: string;

  constructor(bus: BusConnection, desktopEntry: string) {
    this.#bus = bus;
    this.#desktopEntry = desktopEntry;
  }

  /** Shows a notification; returns its id. */
  async show(notice: Notice): Promise<Result<number, BusError>> {
    const capabilities = await this.#bus.call({ ...TARGET, member: 'GetCapabilities', answer: 'as' });
    if (!capabilities.ok) return err(capabilities.error);
    const can = capabilities.value[0] as readonly string[];
    const hints = [
      ['desktop-entry', new Variant('s', this.#desktopEntry)],
      ['urgency', new Variant('y', 1)],
      ['category', new Variant('s', 'device')],
    ];
    const body = can.includes('body-markup') ? escapeMarkup(notice.body) : notice.body;
    const actions = can.includes('actions') ? notice.actions.flatMap(({ id, label }) => [id, label]) : [];
    const asked = await this.#bus.call({
      ...TARGET, member: 'Notify', signature: 'susssasa{sv}i', answer: 'u',
      body: ['Quick Restart', notice.replaces, this.#desktopEntry, notice.title, body, actions, hints, SERVERS_CHOICE],
    });
    return asked.ok ? ok(asked.value[0] as number) : err(asked.error);
  }

  /** Takes a notification away; one that has gone already is no matter. */
  async close(id: number): Promise<void> {
    await this.#bus.call({ ...TARGET, member: 'CloseNotification', signature: 'u', body: [id], answer: '' });
  }

  /** Tells what happens to notifications; also to those of other programs, whose ids differ. */
  watch(listener: NoticeListener): Promise<Result<() => Promise<void>, BusError>> {
    return watchSignals(this.#bus, SERVER, {
      onSignal: (member, [id, action]) => {
        if (typeof id !== 'number') return;
        if (member === 'ActionInvoked' && typeof action === 'string') listener.onAction(id, action);
        if (member === 'NotificationClosed') listener.onClosed(id);
      },
      onOwner: (owner) => listener.onServer(owner !== ''),
    });
  }
}

/** Servers read the body as markup; ours has none. */
function escapeMarkup(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
