import { configLines, fitsOneLine, type Slot, type SlotName } from './config.ts';

/** What a key shall say: its values in their order, or none, where it shall not stand there. */
export type Edits = Readonly<Record<string, readonly string[]>>;

/**
 * The file with these keys set, and everything else as a person wrote it: comments, order, blank lines. A key that stands there
 * keeps its place; a new one comes behind the last line of its kind (its slot, or the settings of all). Throws where a value is more than a
 * line: whoever takes it from somewhere asks fitsOneLine first.
 *
 * @example editConfig('# mine\nenabled=no\n', { enabled: ['yes'] }) // '# mine\nenabled=yes\n'
 */
export function editConfig(text: string, edits: Edits): string {
  let lines = text === '' ? [] : text.replace(/\n$/, '').split('\n');
  for (const [key, values] of Object.entries(edits)) lines = withKey(lines, key, values);
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

/** The edits that make a slot say this; null: nothing of it stays. */
export function slotEdits(name: SlotName, slot: Slot | null): Edits {
  return {
    [`${name}.kernel`]: slot === null ? [] : [slot.kernel],
    [`${name}.initrd`]: slot === null ? [] : slot.initrds,
    [`${name}.append`]: slot === null || slot.append === '' ? [] : [slot.append],
    [`${name}.reuse`]: slot?.reuse === true ? ['yes'] : [],
    [`${name}.entry`]: slot === null || slot.entry === null ? [] : [slot.entry],
  };
}

function withKey(lines: readonly string[], key: string, values: readonly string[]): string[] {
  if (!values.every(fitsOneLine)) throw new Error(`a value of ${key} does not fit one line`);
  const wanted = values.map((value) => `${key}=${value}`);
  const keys = keysOf(lines);
  const first = keys.indexOf(key);
  const at = first === -1 ? placeFor(keys, key) : first;
  const kept = (from: number, to?: number): readonly string[] => lines.slice(from, to).filter((_, index) => keys[from + index] !== key);
  return [...kept(0, at), ...wanted, ...kept(at)];
}

/** The key of each line; null where it has none. */
function keysOf(lines: readonly string[]): readonly (string | null)[] {
  return configLines(lines.join('\n')).map(({ key }) => key);
}

/** Behind the last line of its kind; else at the end. */
function placeFor(keys: readonly (string | null)[], key: string): number {
  const last = keys.findLastIndex((one) => one !== null && kindOf(one) === kindOf(key));
  return last === -1 ? keys.length : last + 1;
}

function kindOf(key: string): string {
  return key.includes('.') ? key.slice(0, 2) : '';
}
