import Gio from 'gi://Gio';
import GLib from 'gi://GLib';
import { call } from './call.ts';

const DIALOG_PATH = '/org/gnome/SessionManager/EndSessionDialog';
const DIALOG = 'org.gnome.SessionManager.EndSessionDialog';
/** GDBus: G_MAXINT waits for ever. Some session managers answer when the person has. */
const FOR_EVER = 0x7fffffff;

/** How the person answered the dialog; `gave-up` also where a program did not let the session end, `forgotten` where nobody waits any more. */
export type Answer = 'restarts' | 'gave-up' | 'forgotten';

/** A session manager’s restart, from the question to the person’s answer. */
export class SessionRestart {
  #subscription = 0;
  #answered: (answer: Answer) => void = () => undefined;

  /** Whether the person has not answered yet. */
  get isWaiting(): boolean {
    return this.#subscription !== 0;
  }

  /**
   * Asks the session manager to end the session with a restart, as the shell’s own Restart… does: programs ask about unsaved work, and the
   * dialog asks the person. Rejects where the session manager does not take it.
   */
  ask(): Promise<Answer> {
    this.forget();
    return new Promise((resolve, reject) => {
      const end = (): void => {
        this.#unsubscribe();
        this.#answered = () => undefined;
      };
      this.#answered = (answer) => {
        end();
        resolve(answer);
      };
      const mine = this.#answered;
      const bus = Gio.DBus.session;
      // The dialog is the shell’s own: signals of others in its name are none.
      this.#subscription = bus.signal_subscribe(bus.get_unique_name(), DIALOG, null, DIALOG_PATH, null, Gio.DBusSignalFlags.NONE, (_bus, _sender, _path, _interface, signal) => mine(signal === 'ConfirmedReboot' ? 'restarts' : 'gave-up'));
      call({ bus, name: 'org.gnome.SessionManager', path: '/org/gnome/SessionManager', interfaceName: 'org.gnome.SessionManager', member: 'Reboot', timeoutMs: FOR_EVER }, null).catch((error: unknown) => {
        if (this.#answered !== mine) return; // the signal was there before
        if (isCancellation(error)) {
          mine('gave-up');
          return;
        }
        end();
        reject(error);
      });
    });
  }

  /** Waits no longer for the answer. */
  forget(): void {
    this.#answered('forgotten');
  }

  #unsubscribe(): void {
    if (this.#subscription !== 0) Gio.DBus.session.signal_unsubscribe(this.#subscription);
    this.#subscription = 0;
  }
}

function isCancellation(error: unknown): boolean {
  return error instanceof GLib.Error && error.matches(Gio.IOErrorEnum, Gio.IOErrorEnum.CANCELLED);
}
