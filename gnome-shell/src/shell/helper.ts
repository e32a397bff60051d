import Gio from 'gi://Gio';
import GLib from 'gi://GLib';
import { readProperties, readRefusal, readUsualSeconds, type Mode, type Properties, type Said } from '../logic/helper-answers.ts';
import { call, messageOf, type Method } from './call.ts';

const NAME = 'org.quickrestart1';
const PATH = '/org/quickrestart1';
const MANAGER = 'org.quickrestart1.Manager';
const PROPERTIES = 'org.freedesktop.DBus.Properties';
/** The contract's: a password dialog may stand behind it. */
const AUTHORISED_TIMEOUT_MS = 300_000;
/** SetEveryRestart: taken back where this shell leaves the bus while the machine stays up. */
const WHILE_ON_BUS = 0x1;

/** quick-restartd on the system bus (dbus/org.quickrestart1.xml). It is asked when somebody opens a menu or a dialog, and else only listened to. */
export class Helper {
  readonly #cancellable = new Gio.Cancellable();
  #subscription = 0;
  #watch = 0;

  /**
   * Tells of changed properties, and once what a helper says of a due restart that somebody else has started. Neither starts it.
   */
  listen(told: (properties: Properties) => void): void {
    this.#subscription = Gio.DBus.system.signal_subscribe(NAME, PROPERTIES, 'PropertiesChanged', PATH, MANAGER, Gio.DBusSignalFlags.NONE, (_bus, _sender, _path, _interface, _signal, parameters) => {
      const [, changed] = parameters.recursiveUnpack<readonly unknown[]>();
      told(readProperties(changed));
    });
    this.#watch = Gio.bus_watch_name_on_connection(Gio.DBus.system, NAME, Gio.BusNameWatcherFlags.NONE, () => {
      void this.isDue(Gio.DBusCallFlags.NO_AUTO_START).then((isDue) => told({ next: null, isDue }));
    }, null);
  }

  /** Whether a restart is due; null where that is not known. */
  async isDue(flags = Gio.DBusCallFlags.NONE): Promise<boolean | null> {
    const isDue = await this.#ask({ ...METHOD, interfaceName: PROPERTIES, member: 'Get', arguments: new GLib.Variant('(ss)', [MANAGER, 'RestartRequired']), flags });
    return typeof isDue === 'boolean' ? isDue : null;
  }

  /** All properties that the helper has; starts it where it is installed. */
  async properties(): Promise<Properties> {
    return readProperties(await this.#ask({ ...METHOD, interfaceName: PROPERTIES, member: 'GetAll', arguments: new GLib.Variant('(s)', [MANAGER]) }));
  }

  /** Why a quick restart is refused now; null where it is not, and where that is not known. */
  async refusal(): Promise<Said | null> {
    return readRefusal(await this.#ask({ ...METHOD, member: 'Plan', arguments: new GLib.Variant('(st)', ['', 0]) }));
  }

  /** How many seconds quick restarts take here; null where that is not known. */
  async usualSeconds(): Promise<number | null> {
    return readUsualSeconds(await this.#ask({ ...METHOD, member: 'ListHistory', arguments: new GLib.Variant('(t)', [0]) }));
  }

  /**
   * Sets every-restart mode; polkit may ask the person. Rejects with the helper’s error. Goes through where `stop` is called meanwhile, too: what was set must
   * be known. `once` and `skip` end with this shell, should it crash before the person has answered.
   */
  async setMode(mode: Mode): Promise<void> {
    const flags = Gio.DBusCallFlags.ALLOW_INTERACTIVE_AUTHORIZATION;
    await call({ ...METHOD, member: 'SetEveryRestart', arguments: new GLib.Variant('(st)', [mode, WHILE_ON_BUS]), flags, timeoutMs: AUTHORISED_TIMEOUT_MS }, null);
  }

  /** Whether `stop` was called: answers that come now are nobody’s. */
  get isStopped(): boolean {
    return this.#cancellable.is_cancelled();
  }

  /** Ends listening, and all waiting for answers. */
  stop(): void {
    this.#cancellable.cancel();
    if (this.#subscription !== 0) Gio.DBus.system.signal_unsubscribe(this.#subscription);
    if (this.#watch !== 0) Gio.bus_unwatch_name(this.#watch);
    this.#subscription = 0;
    this.#watch = 0;
  }

  /** The first value of the answer; undefined where there is none: no helper, an older one, one that crashed, nobody who listens any more. */
  async #ask(method: Method): Promise<unknown> {
    try {
      const [value] = await call(method, this.#cancellable);
      return this.isStopped ? undefined : value;
    } catch (error) {
      if (!this.isStopped) console.debug(`quick-restart: ${method.member}: ${messageOf(error)}`);
      return undefined;
    }
  }
}

const METHOD = { bus: Gio.DBus.system, name: NAME, path: PATH, interfaceName: MANAGER } as const;
