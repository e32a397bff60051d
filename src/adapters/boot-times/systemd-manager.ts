import { Variant } from 'dbus-native';
import type { ManagerTimes } from '../../core/history/boot-note.ts';
import type { Shutdown } from '../../core/history/stop-note.ts';
import type { ServiceManager } from '../../ports/history-times.ts';
import { BusConnection } from '../dbus/transport/bus-connection.ts';
import { watchSignals } from '../dbus/transport/watch-signals.ts';

const MANAGER = { name: 'org.freedesktop.systemd1', path: '/org/freedesktop/systemd1', interface: 'org.freedesktop.systemd1.Manager' } as const;
const CALL = { destination: MANAGER.name, path: MANAGER.path, autoStart: false } as const;

/** The units that end a boot and what each means; systemd.special(7). */
const TARGETS: Readonly<Record<string, Shutdown>> = {
  'kexec.target': 'kexec',
  'soft-reboot.target': 'soft-reboot',
  'reboot.target': 'reboot',
  'poweroff.target': 'poweroff',
  'halt.target': 'poweroff',
};

/** Any one of them means that a boot is good: systemd.special(7), Automatic Boot Assessment. */
const GOOD_TARGETS: readonly string[] = ['boot-complete.target', 'graphical.target', 'multi-user.target'];
/** Name, description, load state, active state, …; org.freedesktop.systemd1(5), ListUnits(). */
const UNITS = 'a(ssssssouso)';

/** How long to wait for one answer, and for the end of the start. */
export interface ManagerPatience {
  readonly answerMs: number;
  readonly startupMs: number;
}

/** The service manager by systemd, over the system bus; org.freedesktop.systemd1(5). Connects for each question, and asks few. */
export class SystemdManager implements ServiceManager {
  readonly #busAddress: string;
  readonly #patience: ManagerPatience;

  constructor(busAddress: string, patience: ManagerPatience) {
    this.#busAddress = busAddress;
    this.#patience = patience;
  }

  /** Signals are subscribed to before the property is read: nothing is missed in between. */
  async startupFinished(signal: AbortSignal): Promise<void> {
    await this.#connected(async (bus) => {
      let finish = (): void => undefined;
      const finished = new Promise<null>((resolve) => (finish = () => resolve(null)));
      const watch = await watchSignals(bus, MANAGER, { onSignal: (member) => (member === 'StartupFinished' ? finish() : undefined), onOwner: () => undefined });
      await bus.call({ ...CALL, interface: MANAGER.interface, member: 'Subscribe', answer: '', timeoutMs: this.#patience.answerMs });
      const times = await this.#ask(bus);
      if (!watch.ok || times === null || times.finishMonotonicUsec > 0) return null;
      return Promise.race([finished, bus.closed.then(() => null), pause(this.#patience.startupMs, signal)]);
    });
  }

  times(): Promise<ManagerTimes | null> {
    return this.#connected((bus) => this.#ask(bus));
  }

  targetReached(): Promise<boolean | null> {
    return this.#connected(async (bus) => {
      const asked = await bus.call({ ...CALL, interface: MANAGER.interface, member: 'ListUnitsByNames', signature: 'as', body: [[...GOOD_TARGETS]], answer: UNITS, timeoutMs: this.#patience.answerMs });
      return asked.ok ? (asked.value[0] as readonly (readonly unknown[])[]).some(([unit, , , active]) => GOOD_TARGETS.includes(String(unit)) && active === 'active') : null;
    });
  }

  shutdown(): Promise<Shutdown | null> {
    return this.#connected(async (bus) => {
      const listed = await bus.call({ ...CALL, interface: MANAGER.interface, member: 'ListJobs', answer: 'a(usssoo)', timeoutMs: this.#patience.answerMs });
      return listed.ok ? shutdownOf(listed.value[0] as readonly (readonly unknown[])[]) : null;
    });
  }

  async #ask(bus: BusConnection): Promise<ManagerTimes | null> {
    const asked = await bus.call({
      ...CALL, interface: 'org.freedesktop.DBus.Properties', member: 'GetAll', signature: 's', body: [MANAGER.interface], answer: 'a{sv}', timeoutMs: this.#patience.answerMs,
    });
    return asked.ok ? timesOf(asked.value[0]) : null;
  }

  /** Waits for no connection to close: a bus that hangs would have a shutdown wait for it. */
  async #connected<T>(work: (bus: BusConnection) => Promise<T | null>): Promise<T | null> {
    const opening = BusConnection.open(this.#busAddress);
    const opened = await Promise.race([opening, pause(this.#patience.answerMs)]);
    if (opened === null) void opening.then((late) => (late.ok ? late.value.close() : undefined));
    if (opened?.ok !== true) return null;
    try {
      return await work(opened.value);
    } finally {
      void opened.value.close();
    }
  }
}

/** From pairs of property and variant; a systemd that lacks one of them is not understood. */
function timesOf(properties: unknown): ManagerTimes | null {
  const pairs = Array.isArray(properties) ? (properties as readonly unknown[]) : [];
  const usecOf = (name: string): number => {
    const pair = pairs.find((one) => Array.isArray(one) && one[0] === name) as readonly unknown[] | undefined;
    const value = pair?.[1];
    return value instanceof Variant && value.signature === 't' ? Number(value.value) : Number.NaN;
  };
  const times: ManagerTimes = {
    firmwareUsec: usecOf('FirmwareTimestampMonotonic'),
    loaderUsec: usecOf('LoaderTimestampMonotonic'),
    kernelUsec: usecOf('KernelTimestamp'),
    userspaceMonotonicUsec: usecOf('UserspaceTimestampMonotonic'),
    finishMonotonicUsec: usecOf('FinishTimestampMonotonic'),
  };
  return Object.values(times).every((usec) => Number.isSafeInteger(usec)) ? times : null;
}

/** Jobs are (id, unit, type, state, …); the manager has one for the target that it goes to. */
function shutdownOf(jobs: readonly (readonly unknown[])[]): Shutdown {
  for (const [target, shutdown] of Object.entries(TARGETS)) {
    if (jobs.some(([, unit, type]) => unit === target && type === 'start')) return shutdown;
  }
  return 'none';
}

function pause(delayMs: number, signal?: AbortSignal): Promise<null> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(null), delayMs);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve(null);
    });
    if (signal?.aborted === true) resolve(null);
  });
}
