import Gio from 'gi://Gio';
import GLib from 'gi://GLib';
import { call } from './call.ts';

const DIALOG_PATH = '/org/gnome/SessionManager/EndSessionDialog';
const DIALOG = 'org.gnome.SessionManager.EndSessionDialog';
/** GDBus: G_MAXINT waits for ever. */
const FOR_EVER = 0x7fffffff;
const REBOOT = { name: 'org.gnome.SessionManager', path: '/org/gnome/SessionManager', interfaceName: 'org.gnome.SessionManager', member: 'Reboot', timeoutMs: FOR_EVER } as const;

/** How the person answered the dialog; `gave-up` also where a program did not let the session end, `forgotten` where nobody waits any more. */
export type Answer = 'restarts' | 'gave-up' | 'forgotten';

/** A session manager’s restart, from the question to the person’s answer. */
export class SessionRestart {
  #subscription = 0;
  #answer: (answer: Answer) => void = () => undefined;

  /** Whether the person has not answered yet. */
  get isWaiting(): boolean {
    return this.#subscription !== 0;
  }

  /**
   * Asks the session manager to end the session with a restart, as the shell’s own Restart… does: programs ask about unsaved work, and the
   * dialog asks the person. Rejects where the session manager does not take it.
   */
  async ask(): Promise<Answer> {
    this.forget();
    const bus = Gio.DBus.session;
    const answered = new Promise<Answer>((resolve) => (this.#answer = resolve));
    // The dialog is the shell’s own: signals of others in its name are none.
    const subscription = bus.signal_subscribe(bus.get_unique_name(), DIALOG, null, DIALOG_PATH, null, Gio.DBusSignalFlags.NONE, (_bus, _sender, _path, _interface, signal) => this.#answer(signal === 'ConfirmedReboot' ? 'restarts' : 'gave-up'));
    this.#subscription = subscription;
    // Whatever comes first: some session managers answer only when the person has.
    const refused = call({ ...REBOOT, bus }, null).then(() => answered, (error: unknown) => {
      if (isCancellation(error)) return 'gave-up' as const;
      throw error;
    });
    try {
      return await Promise.race([answered, refused]);
    } finally {
      bus.signal_unsubscribe(subscription);
      if (this.#subscription === subscription) this.#subscription = 0;
    }
  }

  /** Waits no longer for the answer. */
  forget(): void {
    this.#subscription = 0;
    this.#answer('forgotten');
  }
}

function isCancellation(error: unknown): boolean {
  return error instanceof GLib.Error && error.matches(Gio.IOErrorEnum, Gio.IOErrorEnum.CANCELLED);
}
