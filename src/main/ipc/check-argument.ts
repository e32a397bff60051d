import type { WindowCall, WindowCalls } from '../../contracts/app/ipc.ts';
import type { Preferences } from '../../contracts/app/preferences.ts';
import { isTimeOfDay } from '../../contracts/app/quiet-hours.ts';
import type { SettingsChange } from '../../contracts/app/settings-window.ts';
import { boolean, number, object, text, word, type Shape } from '../../contracts/shape.ts';
import { EVERY_RESTART_MODES } from '../../core/every-restart/mode.ts';
import { err, ok, type Result } from '../../core/result.ts';

const LONGEST_TEXT = 4096;

const nothing: Shape<null> = (value, key) => (value === null ? ok(null) : err(`${key} takes no argument.`));

const shortText: Shape<string> = (value, key) => {
  const shaped = text(value, key);
  return shaped.ok && shaped.value.length > LONGEST_TEXT ? err(`${key} is too long.`) : shaped;
};

const timeOfDay: Shape<string> = (value, key) => {
  const shaped = text(value, key);
  return shaped.ok && !isTimeOfDay(shaped.value) ? err(`${key} is no time of day such as 22:00.`) : shaped;
};

/** Also what the preferences' file must hold. */
export const preferences: Shape<Preferences> = object({
  defaultAction: word('quick', 'full'),
  modifierTurns: boolean,
  countdown: boolean,
  askOthers: boolean,
  startAtLogin: boolean,
  notify: boolean,
  quietHours: object({ on: boolean, from: timeOfDay, until: timeOfDay }),
});

const CHANGES: { readonly [Kind in SettingsChange['kind']]: Shape<Extract<SettingsChange, { kind: Kind }>> } = {
  preferences: object({ kind: word('preferences'), preferences }),
  policy: object({ kind: word('policy'), policy: shortText }),
  'every-restart': object({ kind: word('every-restart'), mode: word(...EVERY_RESTART_MODES) }),
  'shell-extension': object({ kind: word('shell-extension'), on: boolean }),
  'boot-loader-default': object({ kind: word('boot-loader-default'), entryId: shortText }),
};

const change: Shape<SettingsChange> = (value, key) => {
  const tagged = object({ kind: word(...(Object.keys(CHANGES) as SettingsChange['kind'][])) })(value, key);
  return tagged.ok ? CHANGES[tagged.value.kind](value, key) : tagged;
};

const ARGUMENTS: { readonly [Name in WindowCall]: Shape<WindowCalls[Name]['argument']> } = {
  view: nothing,
  restart: object({ how: word('quick', 'full'), planNumber: number }),
  close: nothing,
  refresh: nothing,
  change,
  showPage: object({ page: word('restart', 'kernels', 'health', 'history') }),
  openRestart: object({ entryId: shortText }),
  painted: nothing,
};

/** The name of a call of ours; null for anything else. */
export function callName(value: unknown): WindowCall | null {
  return typeof value === 'string' && Object.hasOwn(ARGUMENTS, value) ? (value as WindowCall) : null;
}

/** What a window sent, if it is what the contract says; keys that the contract does not have are left out. Error: a sentence. */
export function checkArgument<Name extends WindowCall>(name: Name, value: unknown): Result<WindowCalls[Name]['argument'], string> {
  const shape: Shape<WindowCalls[Name]['argument']> = ARGUMENTS[name];
  return shape(value, name);
}
