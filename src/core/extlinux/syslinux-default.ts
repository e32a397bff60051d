import { remark } from '../sentence.ts';
import type { Label } from './menu.ts';
import type { Remembered } from './boot-once.ts';
import { splitWord, type Directive, type Source } from './source.ts';
import type { SyslinuxLabel } from './syslinux-label.ts';
import type { SyslinuxMenu } from './syslinux-parser.ts';
import type { SubMenu } from './syslinux-submenu.ts';

/** What starts by itself; `showsMenu`: a menu program runs, which hides MENU HIDE. */
export interface SyslinuxDefault {
  readonly label: Label | null;
  readonly showsMenu: boolean;
}

/**
 * Which label SYSLINUX starts when nobody touches a key. First what `extlinux --once` left. With a menu (UI, or a DEFAULT
 * that is a `.c32` module): ONTIMEOUT if there is a timeout, else the label last chosen under MENU SAVE, else DEFAULT, else
 * MENU DEFAULT of the start menu, else its first line, where either is a label. Without one: DEFAULT, or with PROMPT and a timeout ONTIMEOUT.
 * Sources: SYSLINUX doc/syslinux.txt (DEFAULT, UI, PROMPT, ONTIMEOUT), doc/menu.txt (MENU DEFAULT, MENU SAVE);
 * com32/elflink/ldlinux/ldlinux.c, readconfig.c parse_configs(); the order was tried with SYSLINUX 6.04 in a virtual machine.
 * Where nothing starts, or a label with more words than its entry has, a diagnostic says why.
 */
export function chooseSyslinuxDefault(menu: SyslinuxMenu, remembered: Remembered, source: Source, config: string): SyslinuxDefault {
  const startsMenu = menu.default !== null && isModule(menu.default, menu.labels);
  const showsMenu = menu.ui !== null || startsMenu;
  const choice: Choice = { menu, source, onceAt: { file: config, line: 0 } };
  const chosen = choose(choice, remembered, showsMenu, startsMenu ? null : menu.default);
  if (chosen === null && menu.labels.length > 0 && !source.diagnostics.some(({ kind }) => kind === 'default-entry')) {
    source.report(choice.onceAt, 'default-entry', remark('The configuration names no label that starts by itself.'));
  }
  return { label: chosen?.label ?? null, showsMenu };
}

interface Choice {
  readonly menu: SyslinuxMenu;
  readonly source: Source;
  /** Where to report what `ldlinux.sys` remembers. */
  readonly onceAt: At;
}

type At = Pick<Directive, 'file' | 'line'>;

function choose(choice: Choice, remembered: Remembered, showsMenu: boolean, wanted: Directive | null): SyslinuxLabel | null {
  const { menu, onceAt } = choice;
  if (remembered.once !== null) return byCommand(choice, remembered.once, onceAt);
  if (menu.onTimeout !== null && menu.timesOut && (showsMenu || menu.prompts)) return byCommand(choice, menu.onTimeout.value, menu.onTimeout);
  if (showsMenu) return chooseInMenu(choice, remembered, wanted);
  return wanted === null ? null : byCommand(choice, wanted.value, wanted);
}

function chooseInMenu(choice: Choice, remembered: Remembered, wanted: Directive | null): SyslinuxLabel | null {
  const { menu, onceAt } = choice;
  const saved = menu.savesChoice && remembered.saved !== null ? byName(choice, remembered.saved, onceAt) : null;
  if (saved?.label.hidden === false) return saved;
  const named = wanted === null ? null : byName(choice, wanted.value, wanted);
  return named?.label.hidden === false ? named : highlighted(menu.start);
}

/** The label that a command line runs unchanged. */
function byCommand(choice: Choice, command: string, at: At): SyslinuxLabel | null {
  const found = byName(choice, command, at);
  if (found === null || splitWord(command).rest === '') return found;
  choice.source.report(at, 'default-entry', remark('“{command}” adds words to the command line of a label, so no entry is what starts by itself.', { command }));
  return null;
}

/** The first label with the name that a command line begins with; its other words are not looked at. */
function byName({ menu, source }: Choice, command: string, at: At): SyslinuxLabel | null {
  const { word } = splitWord(command);
  const found = menu.labels.find(({ label }) => label.name === word && label.kind !== 'heading') ?? null;
  if (found === null) source.report(at, 'default-entry', remark('“{word}” is not a label of this configuration.', { word }));
  return found;
}

/** `DEFAULT vesamenu.c32` starts a menu, as UI does in newer versions. */
function isModule(line: Directive, labels: readonly SyslinuxLabel[]): boolean {
  const { word } = splitWord(line.value);
  return word.endsWith('.c32') && labels.every(({ label }) => label.name !== word);
}

/** Tried with SYSLINUX 6.04: on a submenu or a heading the timeout leaves its menu for the prompt, and nothing starts. */
function highlighted(menu: SubMenu): SyslinuxLabel | null {
  const line = menu.highlighted ?? menu.first;
  return line === 'no-label' ? null : line;
}
