import { readFileSync, rmSync } from 'node:fs';
import { Variant } from 'dbus-native';
import { err, ok, type Result } from '../../core/result.ts';
import type { KexecWatchdog } from '../../ports/kernels.ts';
import { BusConnection } from '../dbus/transport/bus-connection.ts';
import { replaceFile } from '../files/replace-file.ts';

/** Holds what was set before we changed it; as long as it is there, there is something to put back. Ends with the machine's uptime. */
export const WATCHDOG_NOTE = '/run/quick-restart/kexec-watchdog';

const SYSTEMD = { destination: 'org.freedesktop.systemd1', path: '/org/freedesktop/systemd1', interface: 'org.freedesktop.DBus.Properties', autoStart: false, timeoutMs: 5000 } as const;
const MANAGER = 'org.freedesktop.systemd1.Manager';

/**
 * systemd's KExecWatchdogUSec, set at run time and in no file: systemd-shutdown(8) starts the hardware watchdog with it before the jump.
 * Only where RuntimeWatchdogUSec is set as well, so that the next systemd takes the watchdog over; systemd-system.conf(5).
 */
export class SystemdWatchdog implements KexecWatchdog {
  readonly #busAddress: string;
  readonly #note: string;

  constructor(busAddress: string, note: string = WATCHDOG_NOTE) {
    this.#busAddress = busAddress;
    this.#note = note;
  }

  arm(seconds: number): Promise<Result<boolean, string>> {
    return this.#connected(async (bus) => {
      const running = await get(bus, 'RuntimeWatchdogUSec');
      if (!running.ok) return running;
      const before = await get(bus, 'KExecWatchdogUSec');
      if (!before.ok) return before;
      if (running.value === 0n || before.value !== 0n) return ok(false);
      const noted = this.#write(before.value);
      if (!noted.ok) return noted;
      const done = await set(bus, BigInt(seconds) * 1_000_000n);
      if (done.ok) return ok(true);
      this.#forget();
      return done;
    });
  }

  async disarm(): Promise<Result<null, string>> {
    const before = this.#read();
    if (before === null) return ok(null);
    const done = await this.#connected((bus) => set(bus, before));
    if (done.ok) this.#forget();
    return done;
  }

  #read(): bigint | null {
    try {
      const text = readFileSync(this.#note, 'latin1').trim();
      return /^\d{1,20}$/.test(text) ? BigInt(text) : 0n; // damaged: systemd's own default
    } catch {
      return null; // we changed nothing
    }
  }

  #write(usec: bigint): Result<null, string> {
    try {
      replaceFile(this.#note, `${usec}\n`);
      return ok(null);
    } catch (error) {
      return err(error instanceof Error ? error.message : String(error));
    }
  }

  #forget(): void {
    rmSync(this.#note, { force: true });
  }

  async #connected<T>(work: (bus: BusConnection) => Promise<Result<T, string>>): Promise<Result<T, string>> {
    const opened = await BusConnection.open(this.#busAddress);
    if (!opened.ok) return err(opened.error.message);
    try {
      return await work(opened.value);
    } finally {
      await opened.value.close();
    }
  }
}

async function get(bus: BusConnection, name: string): Promise<Result<bigint, string>> {
  const asked = await bus.call({ ...SYSTEMD, member: 'Get', signature: 'ss', body: [MANAGER, name], answer: 'v' });
  if (!asked.ok) return err(asked.error.message);
  const [value] = asked.value;
  return value instanceof Variant && typeof value.value === 'bigint' ? ok(value.value) : err(`systemd’s ${name} is no length of time`);
}

async function set(bus: BusConnection, usec: bigint): Promise<Result<null, string>> {
  const done = await bus.call({ ...SYSTEMD, member: 'Set', signature: 'ssv', body: [MANAGER, 'KExecWatchdogUSec', new Variant('t', usec)], answer: '' });
  return done.ok ? ok(null) : err(done.error.message);
}
