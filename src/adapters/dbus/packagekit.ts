import { err, ok, type Result } from '../../core/result.ts';
import type { BusConnection } from './transport/bus-connection.ts';
import type { BusError } from './transport/bus-error.ts';
import { watchSignals } from './transport/watch-signals.ts';

/** What a package wants started again, PkRestartEnum. Only the two with `system` in them mean the machine. */
export type PackageKitRestart = 'application' | 'session' | 'system' | 'security-session' | 'security-system';

/** One RequireRestart of a transaction. */
export interface RequiredRestart {
  readonly type: PackageKitRestart;
  /** `name;version;architecture;origin`, as PackageKit sent it; may be empty. */
  readonly packageId: string;
  /** When it was heard, milliseconds since the epoch. */
  readonly sinceMs: number;
}

/** What a watch of PackageKit tells. */
export interface PackageKitListener {
  onRestart(restart: RequiredRestart): void;
  /** Whether a transaction is under way; told when it changes, false at first. A daemon that dies has none. */
  onRunning(running: boolean): void;
}

/** PkRestartEnum by its number; unknown and none ask for nothing. */
const TYPES: ReadonlyMap<unknown, PackageKitRestart> = new Map<unknown, PackageKitRestart>([
  [2, 'application'], [3, 'session'], [4, 'system'], [5, 'security-session'], [6, 'security-system'],
]);

/** PackageKit 1, and what its development branch for version 2 calls itself. */
const DAEMONS = [
  { name: 'org.freedesktop.PackageKit', path: '/org/freedesktop/PackageKit' },
  { name: 'org.freedesktop.packagekit1', path: '/org/freedesktop/packagekit1' },
] as const;

/** Whether the machine itself should restart. */
export function meansMachine(type: PackageKitRestart): boolean {
  return type === 'system' || type === 'security-system';
}

/**
 * Watches PackageKit on this bus, as any user may; does not start it. Signals of anybody but the owner of its name are dropped.
 * RestartSchedule is not listened to: it says that packagekitd itself was replaced. Returns what ends the watch. Errors: those of
 * the bus. Source: org.freedesktop.PackageKit.Transaction.xml, RequireRestart; docs/restart-required.md has what is really sent.
 */
export async function watchPackageKit(bus: BusConnection, listener: PackageKitListener, now: () => number = Date.now): Promise<Result<() => Promise<void>, BusError>> {
  const running = new Set<string>();
  const ends: (() => Promise<void>)[] = [];
  const endAll = async (): Promise<void> => {
    for (const end of ends) await end();
  };
  const setRunning = (daemon: string, isRunning: boolean): void => {
    const before = running.size > 0;
    if (isRunning) running.add(daemon);
    else running.delete(daemon);
    if (running.size > 0 !== before) listener.onRunning(!before);
  };
  for (const daemon of DAEMONS) {
    const watches = await Promise.all([watchTransactions(bus, daemon, listener, now), watchList(bus, daemon, (isRunning) => setRunning(daemon.name, isRunning))]);
    for (const watch of watches) if (watch.ok) ends.push(watch.value);
    const failed = watches.find((watch) => !watch.ok);
    if (failed?.ok === false) {
      await endAll();
      return err(failed.error);
    }
  }
  return ok(endAll);
}

type Daemon = (typeof DAEMONS)[number];
type Watch = Promise<Result<() => Promise<void>, BusError>>;

/** Each transaction is an object of its own, so their path is not known beforehand. */
function watchTransactions(bus: BusConnection, { name }: Daemon, listener: PackageKitListener, now: () => number): Watch {
  return watchSignals(bus, { name, interface: `${name}.Transaction`, member: 'RequireRestart' }, {
    onSignal: (_, [number, packageId]) => {
      const type = TYPES.get(number);
      if (type !== undefined) listener.onRestart({ type, packageId: typeof packageId === 'string' ? packageId : '', sinceMs: now() });
    },
    onOwner: () => undefined,
  });
}

async function watchList(bus: BusConnection, { name, path }: Daemon, setRunning: (running: boolean) => void): Watch {
  let told = false;
  const ask = async (): Promise<void> => {
    told = false;
    const asked = await bus.call({ destination: name, path, interface: name, member: 'GetTransactionList', answer: 'ao', autoStart: false });
    // A signal that arrived meanwhile is newer than the answer.
    if (asked.ok && !toldMeanwhile()) setRunning((asked.value[0] as readonly unknown[]).length > 0);
  };
  const watching = await watchSignals(bus, { name, path, interface: name, member: 'TransactionListChanged' }, {
    onSignal: (_, [transactions]) => {
      told = true;
      setRunning(Array.isArray(transactions) && transactions.length > 0);
    },
    onOwner: (owner) => {
      told = true;
      setRunning(false);
      if (owner !== '') void ask();
    },
  });
  if (watching.ok) await ask();
  return watching;

  function toldMeanwhile(): boolean {
    return told;
  }
}
