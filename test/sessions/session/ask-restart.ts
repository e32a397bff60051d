// Bundled for the Debian inside: asks for a restart as the app does, with its own adapters, and says what it saw, a line of JSON each.
import { BusSession } from '../../../src/adapters/dbus/session-managers/find-session-manager.ts';
import { BusConnection } from '../../../src/adapters/dbus/transport/bus-connection.ts';
import { Logind } from '../../../src/adapters/dbus/logind.ts';
import { ok } from '../../../src/core/result.ts';

void ask();

async function ask(): Promise<void> {
  const [system, session] = await Promise.all([opened('unix:path=/run/dbus/system_bus_socket'), opened(process.env['DBUS_SESSION_BUS_ADDRESS'] ?? '')]);
  const logind = new Logind(system);
  const desktop = new BusSession(() => Promise.resolve(ok(session)), () => logind.isGoingDown());
  const manager = await desktop.manager();
  say({ manager: manager?.constructor.name ?? null, pid: await desktop.pid() });
  if (manager === null) return;
  const asked = await manager.restart();
  say({ outcome: asked.ok ? asked.value : asked.error.kind, detail: asked.ok ? '' : asked.error.detail });
  process.exit();
}

async function opened(address: string): Promise<BusConnection> {
  const connected = await BusConnection.open(address);
  if (!connected.ok) throw new Error(connected.error.message);
  return connected.value;
}

function say(what: Readonly<Record<string, unknown>>): void {
  console.log(JSON.stringify({ ...what, atMs: Date.now() }));
}
