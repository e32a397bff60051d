import { Variant } from 'dbus-native';
import { ok, type Result } from '../../core/result.ts';
import type { BusCaller, BusConnection } from './transport/bus-connection.ts';
import type { BusError } from './transport/bus-error.ts';
import { watchSignals } from './transport/watch-signals.ts';

const SHELL = { name: 'org.gnome.Shell', path: '/org/gnome/Shell', interface: 'org.gnome.Shell.Extensions' } as const;
const OURS = 'quick-restart@quickrestart1.org';
/** js/misc/extensionUtils.js, ExtensionState: made for other versions of the shell, and taken away. */
const OF_NO_USE: readonly unknown[] = [4, 99];

/**
 * Tells whether our extension of GNOME Shell is switched on, at once and whenever that changes; null where there is no GNOME Shell,
 * where it does not know the extension (it looks when somebody logs in), and where it may not be switched.
 * org.gnome.Shell.Extensions, GetExtensionInfo and ExtensionStateChanged.
 */
export async function watchShellExtension(bus: BusConnection, onChange: (isOn: boolean | null) => void): Promise<Result<() => Promise<void>, BusError>> {
  const ask = async (): Promise<void> => onChange(await isOn(bus));
  const watching = await watchSignals(bus, { ...SHELL, member: 'ExtensionStateChanged' }, {
    onSignal: (_member, [uuid]) => (uuid === OURS ? void ask() : undefined),
    onOwner: (owner) => (owner === '' ? onChange(null) : void ask()),
  });
  if (!watching.ok) return watching;
  await ask();
  return ok(watching.value);
}

/** Switches it on or off for this person. `false`: the shell did not do it. Errors: those of the call. */
export async function switchShellExtension(bus: BusCaller, on: boolean): Promise<Result<boolean, BusError>> {
  const done = await bus.call({ ...ADDRESS, member: on ? 'EnableExtension' : 'DisableExtension', signature: 's', body: [OURS], answer: 'b' });
  return done.ok ? ok(done.value[0] === true) : done;
}

const ADDRESS = { destination: SHELL.name, path: SHELL.path, interface: SHELL.interface, autoStart: false } as const;

async function isOn(bus: BusConnection): Promise<boolean | null> {
  const asked = await bus.call({ ...ADDRESS, member: 'GetExtensionInfo', signature: 's', body: [OURS], answer: 'a{sv}' });
  if (!asked.ok) return null;
  // The transport has checked the outer types; of an extension that is not there the shell says nothing.
  const said = new Map((asked.value[0] as readonly (readonly [string, unknown])[]).map(([name, value]): [string, unknown] => [name, value instanceof Variant ? value.value : value]));
  const state = said.get('state');
  if (typeof state !== 'number' || OF_NO_USE.includes(state) || said.get('canChange') === false) return null;
  const enabled = said.get('enabled');
  return typeof enabled === 'boolean' ? enabled : state === 1;
}
