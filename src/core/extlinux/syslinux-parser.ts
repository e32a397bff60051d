import { remark } from '../sentence.ts';
import { LIMITS } from './limits.ts';
import { nested, splitWord, type Directive, type Source } from './source.ts';
import { finishLabel, IMAGE_TYPES, newLabel, type SyslinuxLabel, type UnfinishedLabel } from './syslinux-label.ts';
import { depthOf, newSubMenu, type SubMenu } from './syslinux-submenu.ts';

/** A configuration as SYSLINUX and its menu understand it, before the default was chosen. */
export interface SyslinuxMenu {
  readonly labels: readonly SyslinuxLabel[];
  /** MENU START, else the top. */
  readonly start: SubMenu;
  /** DEFAULT, ONTIMEOUT and UI as written; null where absent. */
  readonly default: Directive | null;
  readonly onTimeout: Directive | null;
  readonly ui: Directive | null;
  readonly prompts: boolean;
  readonly timesOut: boolean;
  readonly savesChoice: boolean;
}

/**
 * Parses a configuration the way SYSLINUX 4 to 6 do: included files count as if their text stood there, what is unknown is
 * skipped, a global APPEND holds for the labels after it that have none. Sources: SYSLINUX doc/syslinux.txt and
 * doc/menu.txt; com32/elflink/ldlinux/readconfig.c where they are silent.
 */
export function parseSyslinux(source: Source, directives: readonly Directive[]): SyslinuxMenu {
  const parser = new SyslinuxParser(source);
  parser.run(directives, 0);
  return parser.finish();
}

type Handler = (directive: Directive, depth: number) => void;

class SyslinuxParser {
  readonly #source: Source;
  readonly #labels: SyslinuxLabel[] = [];
  readonly #root = newSubMenu(null, '');
  #menu = this.#root;
  #start = this.#root;
  #label: UnfinishedLabel | null = null;
  #append: string | null = null;
  #default: Directive | null = null;
  #onTimeout: Directive | null = null;
  #ui: Directive | null = null;
  #prompts = false;
  #timesOut = false;
  #savesChoice = false;
  #tooMany = false;

  constructor(source: Source) {
    this.#source = source;
  }

  run(directives: readonly Directive[], depth: number): void {
    let inText = false;
    for (const directive of directives) {
      if (inText) inText = directive.keyword !== 'endtext';
      else if (directive.keyword === 'text') inText = true;
      else this.#handlers.get(directive.keyword)?.(directive, depth);
    }
  }

  finish(): SyslinuxMenu {
    this.#record();
    return {
      labels: this.#labels,
      start: this.#start,
      default: this.#default,
      onTimeout: this.#onTimeout,
      ui: this.#ui,
      prompts: this.#prompts,
      timesOut: this.#timesOut,
      savesChoice: this.#savesChoice,
    };
  }

  readonly #handlers: ReadonlyMap<string, Handler> = new Map<string, Handler>([
    ['label', (line) => this.#beginLabel(line)],
    ['menu', (line, depth) => this.#menuHandlers.get(nested(line).keyword)?.(nested(line), depth)],
    ['include', (line, depth) => this.#include(line, depth, false)],
    ['append', ({ value }) => (this.#label === null ? (this.#append = value) : (this.#label.append = value))],
    ['initrd', ({ value }) => this.#inLabel((label) => (label.initrd = value))],
    ['default', (line) => (this.#default = line)],
    ['ontimeout', (line) => (this.#onTimeout = line)],
    ['ui', (line) => (this.#ui = line)],
    ['prompt', ({ value }) => (this.#prompts = isPositive(value))],
    ['timeout', ({ value }) => (this.#timesOut ||= isPositive(value))],
    ['totaltimeout', ({ value }) => (this.#timesOut ||= isPositive(value))],
    ['ipappend', (line) => this.#sysAppend(line)],
    ['sysappend', (line) => this.#sysAppend(line)],
    ...IMAGE_TYPES.map((type): [string, Handler] => [type, ({ value }) => this.#inLabel((label) => Object.assign(label, { type, kernel: value }))]),
  ]);

  readonly #menuHandlers: ReadonlyMap<string, Handler> = new Map<string, Handler>([
    ['label', (line) => this.#menuLabel(line.value)],
    ['title', ({ value }) => (this.#menu.title = value)],
    ['default', () => this.#menuDefault()],
    ['hide', () => this.#inLabel((label) => (label.hidden = true))],
    ['disable', () => this.#inLabel((label) => (label.disabled = true))],
    ['disabled', () => this.#inLabel((label) => (label.disabled = true))],
    ['quit', () => this.#inLabel((label) => (label.navigates = true))],
    ['goto', () => this.#inLabel((label) => (label.navigates = true))],
    ['exit', () => this.#inLabel((label) => (label.navigates = true))],
    ['passwd', () => this.#password()],
    ['save', () => (this.#savesChoice = true)],
    ['separator', () => this.#separator()],
    ['begin', (line) => this.#beginMenu(line.value, line)],
    ['end', () => this.#endMenu()],
    ['start', () => (this.#start = this.#menu)],
    ['include', (line, depth) => this.#include(line, depth, true)],
  ]);

  #inLabel(change: (label: UnfinishedLabel) => void): void {
    if (this.#label !== null) change(this.#label);
  }

  #beginLabel(line: Directive): void {
    this.#record();
    // Only the first word is the name; it is the kernel too until KERNEL says otherwise.
    const name = splitWord(line.value).word;
    if (name !== '') this.#label = newLabel(name, line, this.#menu);
  }

  #record(): void {
    const label = this.#label;
    this.#label = null;
    if (label === null) return;
    if (label.navigates) {
      label.menu.first ??= 'no-label';
      return;
    }
    if (this.#labels.length >= LIMITS.labels) {
      if (!this.#tooMany) this.#source.report(label.at, 'limit-exceeded', remark('The configuration has too many labels; the rest was not read.'));
      this.#tooMany = true;
      return;
    }
    const finished = finishLabel(label, this.#append);
    this.#labels.push(finished);
    if (finished.label.hidden) return;
    const isHeading = finished.label.kind === 'heading';
    label.menu.first ??= isHeading ? 'no-label' : finished;
    if (label.menuDefault && !isHeading) label.menu.highlighted = finished;
  }

  #separator(): void {
    this.#record();
    this.#menu.first ??= 'no-label';
  }

  #menuLabel(text: string): void {
    if (this.#label !== null) this.#label.title = text;
    else if (this.#menu.parent !== null) this.#menu.shownAs = text;
  }

  #menuDefault(): void {
    if (this.#label !== null) this.#label.menuDefault = true;
    else if (this.#menu.parent !== null) this.#menu.parent.highlighted = 'no-label';
  }

  #password(): void {
    if (this.#label !== null) this.#label.restricted = true;
    else if (this.#menu.parent !== null) this.#menu.restricted = true;
  }

  #beginMenu(title: string, at: Directive): void {
    this.#record();
    if (depthOf(this.#menu) > LIMITS.submenuDepth) {
      this.#source.report(at, 'limit-exceeded', remark('Too many submenus inside one another; this one counts as its parent.'));
      return;
    }
    const menu = newSubMenu(this.#menu, title);
    this.#menu.first ??= 'no-label';
    this.#menu = menu;
  }

  #endMenu(): void {
    this.#record();
    this.#menu = this.#menu.parent ?? this.#menu;
  }

  #include(line: Directive, depth: number, withTitle: boolean): void {
    const { word: path, rest: title } = splitWord(line.value);
    const included = path === '' ? null : this.#source.include(path, line, depth + 1);
    if (included === null) return;
    const asSubMenu = withTitle && title !== '';
    if (asSubMenu) this.#beginMenu(title, line);
    this.run(included, depth + 1);
    if (asSubMenu) this.#endMenu();
  }

  #sysAppend(line: Directive): void {
    // Bits 1 and 2 are PXELINUX's addresses and add nothing on a disk.
    if ((Number.parseInt(line.value, 10) & ~3) !== 0) {
      this.#source.report(line, 'unsupported-command', remark('SYSAPPEND adds words about the hardware at boot; they are left out.'));
    }
  }
}

function isPositive(text: string): boolean {
  return Number.parseInt(text, 10) > 0;
}
