import { Variant } from 'dbus-native';
import type { Appearance } from '../../contracts/app/appearance.ts';
import { err, ok, type Result } from '../../core/result.ts';
import type { BusConnection } from './transport/bus-connection.ts';
import type { BusError } from './transport/bus-error.ts';
import { watchSignals } from './transport/watch-signals.ts';

const PORTAL = { name: 'org.freedesktop.portal.Desktop', path: '/org/freedesktop/portal/desktop', interface: 'org.freedesktop.portal.Settings' } as const;
const COMMON = 'org.freedesktop.appearance';
const GNOME = 'org.gnome.desktop.interface';
const GNOME_ACCESSIBILITY = 'org.gnome.desktop.a11y.interface';
const NAMESPACES = [COMMON, GNOME, GNOME_ACCESSIBILITY];

/** A desktop that says nothing. */
export const PLAIN_APPEARANCE: Appearance = { dark: false, highContrast: false, reducedMotion: false, accentColour: null, textScale: 1 };

/** How the desktop wants programs to look; XDG Desktop Portal, org.freedesktop.portal.Settings, ReadAll. What it does not say is plain. */
export async function readAppearance(bus: BusConnection): Promise<Result<Appearance, BusError>> {
  const asked = await bus.call({ destination: PORTAL.name, path: PORTAL.path, interface: PORTAL.interface, member: 'ReadAll', signature: 'as', body: [NAMESPACES], answer: 'a{sa{sv}}' });
  return asked.ok ? ok(appearanceOf(asked.value[0] as readonly Namespace[])) : err(asked.error);
}

/** Calls `onChange` whenever a setting may have changed, and when the portal comes; it goes only together with the session. */
export async function watchAppearance(bus: BusConnection, onChange: () => void): Promise<Result<() => Promise<void>, BusError>> {
  return watchSignals(bus, PORTAL, {
    onSignal: (member, body) => (member === 'SettingChanged' && NAMESPACES.includes(String(body[0])) ? onChange() : undefined),
    onOwner: (owner) => (owner === '' ? undefined : onChange()),
  });
}

type Namespace = readonly [name: string, settings: readonly (readonly [key: string, value: Variant])[]];

/** The transport has checked the outer types; a setting of an unexpected type counts as not there. */
function appearanceOf(namespaces: readonly Namespace[]): Appearance {
  const settings = new Map(namespaces.flatMap(([name, pairs]) => pairs.map(([key, value]) => [`${name} ${key}`, unwrap(value)] as const)));
  const get = (namespace: string, key: string): unknown => settings.get(`${namespace} ${key}`);
  const scale = get(GNOME, 'text-scaling-factor');
  return {
    dark: get(COMMON, 'color-scheme') === 1,
    highContrast: get(COMMON, 'contrast') === 1 || get(GNOME_ACCESSIBILITY, 'high-contrast') === true,
    reducedMotion: get(COMMON, 'reduced-motion') === 1 || get(GNOME, 'enable-animations') === false,
    accentColour: colourOf(get(COMMON, 'accent-color')),
    textScale: typeof scale === 'number' && scale >= 0.5 && scale <= 3 ? scale : 1,
  };
}

function unwrap(value: unknown): unknown {
  return value instanceof Variant ? unwrap(value.value) : value;
}

/** Red, green and blue from 0 to 1; anything beyond means that there is none. */
function colourOf(value: unknown): string | null {
  if (!Array.isArray(value) || value.length !== 3 || !value.every((part) => typeof part === 'number' && part >= 0 && part <= 1)) return null;
  return `#${(value as readonly number[]).map((part) => Math.round(part * 255).toString(16).padStart(2, '0')).join('')}`;
}
