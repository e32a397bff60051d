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
 * With `idsComeFirst` as in Fedora's patch to grub-core/normal/menu.c: an id, else a title, else a number with nothing
 * behind it; there, `1>2` names nothing.
 *
 * @example chooseDefault('Advanced>1', items, false) // the submenu “Advanced”
 */
export function chooseDefault(setting: string | undefined, items: readonly NamedItem[], idsComeFirst: boolean): DefaultChoice {
  if (setting === undefined || setting === '') return { index: 0, invalid: false };
  const index = idsComeFirst ? indexById(setting, items) : indexByNumber(setting, items);
  return index >= 0 && index < items.length ? { index, invalid: false } : { index: 0, invalid: true };
}

function indexByNumber(setting: string, items: readonly NamedItem[]): number {
  const { value, error } = parseNumber(setting, 0);
  if (error === 'none') return asInt(value);
  return error === 'bad-number' ? items.findIndex((item) => isNamed(item.title, setting) || isNamed(item.id, setting)) : -1;
}

/** Only the first word can be an id, and then nothing may stand behind it. */
function indexById(setting: string, items: readonly NamedItem[]): number {
  const word = firstWord(setting);
  const byId = items.findIndex((item) => item.id !== '' && isNamed(item.id, word));
  if (byId >= 0) return word === setting ? byId : -1;
  const byTitle = items.findIndex((item) => item.title !== '' && isNamed(item.title, setting));
  if (byTitle >= 0) return byTitle;
  const { value, end, error } = parseNumber(setting, 0);
  return error === 'none' && end === setting.length ? asInt(value) : -1;
}

function firstWord(text: string): string {
  return /^\S*/.exec(text)?.[0] ?? '';
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

/**
 * The entries that `$fallback` names, in order (GRUB manual, fallback): numbers, and ids where those come first. Deviation:
 * titles, which Fedora's GRUB allows as the only word, are not looked for.
 */
export function fallbackIndexes(setting: string | undefined, items: readonly NamedItem[], idsComeFirst: boolean): readonly number[] {
  const indexes: number[] = [];
  let rest = setting ?? '';
  for (;;) {
    const word = firstWord(rest);
    const byId = idsComeFirst ? items.findIndex((item) => item.id !== '' && isNamed(item.id, word)) : -1;
    if (byId >= 0) {
      indexes.push(byId);
      rest = rest.slice(word.length).trimStart();
      continue;
    }
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
