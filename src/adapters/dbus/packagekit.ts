import { err, ok, type Result } from '../../core/result.ts';
import type { BusConnection } from './transport/bus-connection.ts';
import { isServiceAbsent, type BusError } from './transport/bus-error.ts';
import { watchSignals } from './transport/watch-signals.ts';

const DAEMON = { name: 'org.freedesktop.PackageKit', path: '/org/freedesktop/PackageKit', interface: 'org.freedesktop.PackageKit' } as const;

/**
 * Tells whether PackageKit is at work, at once and whenever that changes; packagekitd is never started for it.
 * PackageKit's D-Bus interface, GetTransactionList and TransactionListChanged.
 */
export async function watchTransactions(bus: BusConnection, onChange: (running: boolean) => void): Promise<Result<() => Promise<void>, BusError>> {
  const watching = await watchSignals(bus, DAEMON, {
    onSignal: (member, [list]) => (member === 'TransactionListChanged' && Array.isArray(list) ? onChange(list.length > 0) : undefined),
    // It died in a transaction, or ended after the last: nothing runs any more.
    onOwner: (owner) => (owner === '' ? onChange(false) : undefined),
  });
  if (!watching.ok) return watching;
  const asked = await bus.call({ destination: DAEMON.name, path: DAEMON.path, interface: DAEMON.interface, member: 'GetTransactionList', answer: 'ao', autoStart: false });
  if (!asked.ok && !isServiceAbsent(asked.error) && asked.error.kind !== 'remote') return err(asked.error);
  onChange(asked.ok && (asked.value[0] as readonly string[]).length > 0);
  return ok(watching.value);
}
