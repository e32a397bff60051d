import { BUS, type BusConnection } from '../../../src/adapters/dbus/transport/bus-connection.ts';
import { callBus } from '../../../src/adapters/dbus/transport/watch-signals.ts';
import { type ChildProgram, until } from './child-program.ts';
import type { PrivateBus } from './private-bus.ts';

/** A service of python3-dbusmock on a private bus. */
export interface Mock {
  readonly program: ChildProgram;
  /** Calls a method of org.freedesktop.DBus.Mock. */
  configure(member: string, signature: string, body: readonly unknown[]): Promise<void>;
}

const POLKIT = { name: 'org.freedesktop.PolicyKit1', path: '/org/freedesktop/PolicyKit1/Authority', interface: 'org.freedesktop.PolicyKit1.Authority' } as const;
const FWUPD = { name: 'org.freedesktop.fwupd', path: '/', interface: 'org.freedesktop.fwupd' } as const;
const LOGIND = { name: 'org.freedesktop.login1', path: '/org/freedesktop/login1', interface: 'org.freedesktop.login1.Manager' } as const;

/** dbusmock's polkitd template: denies all that SetAllowed does not name. */
export function startPolkit(bus: PrivateBus, control: BusConnection): Promise<Mock> {
  return startMock(bus, control, POLKIT, ['--template', 'polkitd']);
}

/** A polkit whose CheckAuthorization is Python code that sets `ret` from `args`: subject, action, details, flags, cancellation id. */
export async function startScriptedPolkit(bus: PrivateBus, control: BusConnection, code: string): Promise<Mock> {
  const mock = await startMock(bus, control, POLKIT, [POLKIT.name, POLKIT.path, POLKIT.interface]);
  await mock.configure('AddMethod', 'sssss', [POLKIT.interface, 'CheckAuthorization', '(sa{sv})sa{ss}us', '(bba{ss})', code]);
  await mock.configure('AddMethod', 'sssss', [POLKIT.interface, 'CancelCheckAuthorization', 's', '', '']);
  return mock;
}

/** Does `work` while the polkit that `start` gives answers, and ends it: the next one finds its name free. */
export async function whilePolkit(control: BusConnection, start: () => Promise<Mock>, work: (mock: Mock) => Promise<void>): Promise<void> {
  const polkit = await start();
  try {
    await work(polkit);
  } finally {
    await polkit.program.end('SIGKILL');
    await until(async () => (await ownerOf(control, 'org.freedesktop.PolicyKit1')) === '', 'polkit gone');
  }
}

/** dbusmock's logind template with RebootWithFlags, which it lacks. */
export async function startLogind(bus: PrivateBus, control: BusConnection, options: { readonly withFlags: boolean } = { withFlags: true }): Promise<Mock> {
  const mock = await startMock(bus, control, LOGIND, ['--template', 'logind']);
  if (options.withFlags) await mock.configure('AddMethod', 'sssss', [LOGIND.interface, 'RebootWithFlags', 't', '', '']);
  return mock;
}

/** A fwupd whose GetDevices is Python code that sets `ret`. */
export async function startFwupd(bus: PrivateBus, control: BusConnection, code: string): Promise<Mock> {
  const mock = await startMock(bus, control, FWUPD, [FWUPD.name, FWUPD.path, FWUPD.interface]);
  await mock.configure('AddMethod', 'sssss', [FWUPD.interface, 'GetDevices', '', 'aa{sv}', code]);
  return mock;
}

/** Starts python3-dbusmock with these arguments and waits until it owns its name. */
export async function startMock(bus: PrivateBus, control: BusConnection, where: { readonly name: string; readonly path: string }, args: readonly string[]): Promise<Mock> {
  const program = bus.run(['/usr/bin/python3', '-m', 'dbusmock', ...args]);
  await until(async () => (await ownerOf(control, where.name)) !== '', `${where.name} on the bus\n${program.output}`);
  return {
    program,
    configure: async (member, signature, body) => {
      const done = await control.call({ destination: where.name, path: where.path, interface: 'org.freedesktop.DBus.Mock', member, signature, body, answer: '' });
      if (!done.ok) throw new Error(done.error.message);
    },
  };
}

/** The unique name that owns `name`, or an empty text. */
export async function ownerOf(bus: BusConnection, name: string): Promise<string> {
  const asked = await callBus(bus, 'GetNameOwner', 's', [name], 's');
  return asked.ok && typeof asked.value[0] === 'string' && name !== BUS.name ? asked.value[0] : '';
}
