import type { Appearance } from '../../contracts/app/appearance.ts';
import type { Preferences } from '../../contracts/app/preferences.ts';
import type { Reading } from '../../contracts/app/settings-window.ts';
import type { EntryList, ServiceState } from '../../contracts/quick-restart-service.ts';
import type { FirmwareChoices } from '../../ports/next-restart.ts';

/** Everything that the app knows; main owns it, tray and windows show it. */
export interface AppState {
  readonly service: Reading<ServiceState>;
  readonly entries: Reading<EntryList>;
  /** What an ordinary restart can lead to besides an entry. */
  readonly firmware: FirmwareChoices;
  readonly appearance: Appearance;
  readonly preferences: Preferences;
  /** A PackageKit transaction runs. */
  readonly packagesChanging: boolean;
  /** null: not known yet. */
  readonly trayHost: boolean | null;
  /** Whether the extension of GNOME Shell is switched on; null where there is none to switch, and until that is known. */
  readonly shellExtension: boolean | null;
}

export const NO_FIRMWARE_CHOICES: FirmwareChoices = { 'firmware-setup': false, 'boot-menu': false };

/** Before anything was read. */
export function initialState(known: Pick<AppState, 'appearance' | 'preferences'>): AppState {
  return { ...known, service: { kind: 'reading' }, entries: { kind: 'reading' }, firmware: NO_FIRMWARE_CHOICES, packagesChanging: false, trayHost: null, shellExtension: null };
}

/** The state with these changes; the same object where nothing differs, so that nobody draws what is there already. */
export function withChanges(state: AppState, changes: Partial<AppState>): AppState {
  const names = Object.keys(changes) as (keyof AppState)[];
  return names.every((name) => isSame(state[name], changes[name])) ? state : { ...state, ...changes };
}

/** Values of the state are plain data whose keys come in one order. */
function isSame(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}
