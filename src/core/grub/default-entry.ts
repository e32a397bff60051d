import type { Environment } from './environment.ts';
import { asInt, parseNumber } from './numbers.ts';

/** What GRUB compares the default with. */
export interface NamedItem {
  readonly title: string;
  readonly id: string;
}

/** The entry that GRUB would boot from a menu, and whether the setting names one at all. */
export interface DefaultChoice {
  readonly index: number;
  /** The setting names no entry of this menu, so that GRUB takes the first. */
  readonly invalid: boolean;
}

/**
 * Which entry of a menu `$default` names (GRUB manual, default): a number counts from 0, even when other text follows;
 * else a title or an id; `>` ends this menu's part of the path, `>>` is a `>` of the title. GRUB takes the first entry
 * where the setting is missing or names none.
 *
 * @example chooseDefault('Advanced>1', items) // the submenu “Advanced”
 */
export function chooseDefault(setting: string | undefined, items: readonly NamedItem[]): DefaultChoice {
  if (setting === undefined || setting === '') return { index: 0, invalid: false };
  const { value, error } = parseNumber(setting, 0);
  let index = -1;
  if (error === 'none') index = asInt(value);
  else if (error === 'bad-number') index = items.findIndex((item) => isNamed(item.title, setting) || isNamed(item.id, setting));
  return index >= 0 && index < items.length ? { index, invalid: false } : { index: 0, invalid: true };
}

/** Leaves in `$default` what is for the submenu: the text behind the first single `>`. */
export function passDefaultOn(environment: Environment, setting: string | undefined): void {
  const rest = setting === undefined ? '' : (/^(?:[^>]|>>)*>(?!>)([\s\S]*)$/.exec(setting)?.[1] ?? '');
  if (rest === '') environment.unset('default');
  else environment.set('default', rest);
}

/** An id as a step of a path: `>` doubled. */
export function escapeStep(id: string): string {
  return id.replaceAll('>', '>>');
}

/** The entries that `$fallback` names, in order (GRUB manual, fallback). */
export function fallbackIndexes(setting: string | undefined): readonly number[] {
  const indexes: number[] = [];
  let rest = setting ?? '';
  for (;;) {
    const { value, end, error } = parseNumber(rest, 0);
    if (error !== 'none') return indexes;
    indexes.push(asInt(value));
    rest = rest.slice(end).trimStart();
  }
}

function isNamed(name: string, setting: string): boolean {
  const [first = ''] = /^(?:[^>]|>>)*/.exec(setting) ?? [];
  return first.replaceAll('>>', '>') === name;
}
