import Gio from 'gi://Gio';
import { call } from './call.ts';

const DIALOG_PATH = '/org/gnome/SessionManager/EndSessionDialog';
const DIALOG = 'org.gnome.SessionManager.EndSessionDialog';

/** How the person answered the dialog. */
type Answer = 'restarts' | 'gave-up';

/**
 * Asks the session manager to end the session with a restart, as the shell’s own Restart… does: programs ask about unsaved work, and the
 * dialog asks the person. `answered` is told once what became of it. Rejects where the session manager does not take it.
 */
export class SessionRestart {
  #subscription = 0;

  /** Whether the person has not answered yet. */
  get isWaiting(): boolean {
    return this.#subscription !== 0;
  }

  async ask(answered: (answer: Answer) => void): Promise<void> {
    this.forget();
    const bus = Gio.DBus.session;
    // The dialog is the shell’s own: signals of others in its name are none.
    this.#subscription = bus.signal_subscribe(bus.get_unique_name(), DIALOG, null, DIALOG_PATH, null, Gio.DBusSignalFlags.NONE, (_bus, _sender, _path, _interface, signal) => {
      this.forget();
      answered(signal === 'ConfirmedReboot' ? 'restarts' : 'gave-up');
    });
    try {
      await call({ bus, name: 'org.gnome.SessionManager', path: '/org/gnome/SessionManager', interfaceName: 'org.gnome.SessionManager', member: 'Reboot' }, null);
    } catch (error) {
      this.forget();
      throw error;
    }
  }

  /** Waits no longer for the answer. */
  forget(): void {
    if (this.#subscription !== 0) Gio.DBus.session.signal_unsubscribe(this.#subscription);
    this.#subscription = 0;
  }
}
