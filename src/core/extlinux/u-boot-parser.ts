import type { EntryProblem } from '../boot-entry/boot-entry.ts';
import { said } from '../said.ts';
import { remark, say, type Sentence } from '../sentence.ts';
import { LIMITS } from './limits.ts';
import { withoutCarets, type Label } from './menu.ts';
import { nested, type Directive, type Source } from './source.ts';
import { expandMacros } from './u-boot-macros.ts';

/** A configuration as U-Boot understands it, before the default was chosen. */
export interface UBootMenu {
  readonly labels: readonly Label[];
  /** The name that DEFAULT, ONTIMEOUT or MENU DEFAULT gave, and where; null where none did. */
  readonly default: { readonly name: string; readonly at: Directive } | null;
  /** U-Boot refuses the whole configuration; a diagnostic says where. */
  readonly refused: boolean;
}

/**
 * Parses a configuration the way U-Boot does (doc/README.pxe; boot/pxe_utils.c, parse_pxefile_top(), parse_label()), which
 * differs from SYSLINUX: a keyword that a label cannot have ends the label, and what follows belongs to nothing; the last
 * of DEFAULT and ONTIMEOUT counts and MENU DEFAULT only before them; there are no submenus, no global APPEND, one initrd.
 * A keyword without its value, or an INCLUDE that fails, makes U-Boot refuse everything; the labels are listed all the same.
 */
export function parseUBoot(source: Source, directives: readonly Directive[]): UBootMenu {
  const parser = new UBootParser(source);
  parser.run(directives, 0);
  return parser.finish();
}

/** Keywords that take the first value only; a second one ends the label, because its value is read as a keyword. */
const ONCE = { initrd: 'initrd', fdt: 'deviceTree', devicetree: 'deviceTree', fdtdir: 'deviceTreeDirectory', devicetreedir: 'deviceTreeDirectory', fdtoverlays: 'overlays' } as const;

interface UnfinishedLabel {
  readonly name: string;
  readonly at: Directive;
  title: string | null;
  kernel: string | null;
  append: string | null;
  initrd: string | null;
  deviceTree: string | null;
  deviceTreeDirectory: string | null;
  overlays: string | null;
  local: boolean;
}

class UBootParser {
  readonly #source: Source;
  readonly #labels: Label[] = [];
  #label: UnfinishedLabel | null = null;
  #default: UBootMenu['default'] = null;
  #refused = false;
  #tooMany = false;

  constructor(source: Source) {
    this.#source = source;
  }

  run(directives: readonly Directive[], depth: number): void {
    for (const directive of directives) {
      if (directive.keyword.startsWith('#')) continue;
      // A value cannot begin with the sign of a comment.
      const line = directive.value.startsWith('#') ? { ...directive, value: '' } : directive;
      if (this.#label === null || !this.#inLabel(this.#label, line)) {
        this.#endLabel();
        this.#atTop(line, depth);
      }
    }
    this.#endLabel();
  }

  finish(): UBootMenu {
    return { labels: this.#labels, default: this.#default, refused: this.#refused };
  }

  /** False where the line ends the label. */
  #inLabel(label: UnfinishedLabel, line: Directive): boolean {
    switch (line.keyword) {
      case 'menu':
        this.#menuInLabel(label, nested(line));
        return true;
      case 'kernel':
      case 'linux':
        // What follows a # names a configuration inside a FIT image.
        label.kernel = this.#valueOf(line).replace(/#.*$/s, '');
        return true;
      case 'append':
        label.append = this.#valueOf(line);
        label.initrd ??= /initrd=([^ ]*)/.exec(label.append)?.[1] ?? null;
        return true;
      case 'localboot':
        label.local = true;
        return true;
      case 'ipappend':
        this.#ipAppend(line);
        return true;
      case 'kaslrseed':
      case 'say':
        return true;
      default:
        return this.#once(label, line);
    }
  }

  #once(label: UnfinishedLabel, line: Directive): boolean {
    if (!Object.hasOwn(ONCE, line.keyword)) return false;
    const field = ONCE[line.keyword as keyof typeof ONCE];
    if (label[field] !== null) {
      this.#source.report(line, 'syntax', remark('A second {command} ends the label for U-Boot.', { command: line.keyword.toUpperCase() }));
      return false;
    }
    label[field] = this.#valueOf(line);
    return true;
  }

  #atTop(line: Directive, depth: number): void {
    switch (line.keyword) {
      case 'label':
        this.#beginLabel(line);
        break;
      case 'default':
      case 'ontimeout':
        this.#default = { name: this.#valueOf(line), at: line };
        break;
      case 'include':
        this.#include(line, depth);
        break;
      case 'menu':
        this.#menuAtTop(nested(line), depth);
        break;
      case 'timeout':
        this.#valueOf(line);
        break;
      case 'prompt':
      case 'say':
      case 'fallback':
      case 'ui':
        break;
      default:
        this.#source.report(line, 'unknown-command', remark('U-Boot ignores {command} here.', { command: line.keyword.toUpperCase().slice(0, 40) }));
    }
  }

  #menuAtTop(line: Directive, depth: number): void {
    if (line.keyword === 'include') this.#include(line, depth);
    else if (line.keyword === 'title') this.#valueOf(line);
  }

  #beginLabel(line: Directive): void {
    const name = this.#valueOf(line);
    if (name === '') return;
    this.#label = {
      name, at: line, title: null, kernel: null, append: null, initrd: null,
      deviceTree: null, deviceTreeDirectory: null, overlays: null, local: false,
    };
  }

  #menuInLabel(label: UnfinishedLabel, line: Directive): void {
    if (line.keyword === 'label' && line.value !== '') label.title = line.value;
    if (line.keyword === 'default') this.#default ??= { name: label.name, at: line };
  }

  #include(line: Directive, depth: number): void {
    const included = line.value === '' ? null : this.#source.include(line.value, line, depth + 1);
    if (included === null) this.#refuse(line, remark('U-Boot gives up on the whole configuration here: it cannot include the file.'));
    else this.run(included, depth + 1);
  }

  #ipAppend(line: Directive): void {
    if ((Number.parseInt(this.#valueOf(line), 10) & 3) !== 0) {
      this.#source.report(line, 'unsupported-command', remark('IPAPPEND adds network addresses at boot; they are left out.'));
    }
  }

  #valueOf(line: Directive): string {
    if (line.value === '') this.#refuse(line, remark('U-Boot gives up on the whole configuration here: {command} has no value.', { command: line.keyword.toUpperCase() }));
    return line.value;
  }

  #refuse(line: Directive, message: Sentence): void {
    if (!this.#refused) this.#source.report(line, 'syntax', message);
    this.#refused = true;
  }

  #endLabel(): void {
    const label = this.#label;
    this.#label = null;
    if (label === null) return;
    if (this.#labels.length < LIMITS.labels) {
      this.#labels.push(finishLabel(label));
    } else if (!this.#tooMany) {
      this.#source.report(label.at, 'limit-exceeded', remark('The configuration has too many labels; the rest was not read.'));
      this.#tooMany = true;
    }
  }
}

function finishLabel(label: UnfinishedLabel): Label {
  const kind = label.local ? 'other' : label.kernel === null ? 'nothing' : 'linux';
  const linux = kind === 'linux';
  const { text, variables } = expandMacros(label.append ?? '');
  return {
    name: label.name,
    title: withoutCarets(label.title ?? label.name),
    titlePath: [],
    file: label.at.file,
    line: label.at.line,
    kind,
    kernel: linux ? label.kernel : null,
    commandLine: text.trim(),
    initrds: label.initrd === null || label.initrd === '' ? [] : [label.initrd],
    deviceTree: label.deviceTree,
    deviceTreeDirectory: label.deviceTreeDirectory,
    overlays: label.overlays,
    restricted: false,
    hidden: false,
    problems: linux ? commandLineProblems(label.append, variables) : [{ kind: 'not-linux', ...said(label.local ? say('The entry starts something else than Linux (LOCALBOOT).') : say('The entry names no kernel.')) }],
  };
}

function commandLineProblems(append: string | null, variables: readonly string[]): readonly EntryProblem[] {
  if (append === null) return [{ kind: 'evaluation', ...said(say('The entry has no APPEND, so U-Boot passes on a command line of its own, which cannot be read here.')) }];
  if (variables.length === 0) return [];
  return [{ kind: 'evaluation', ...said(say('The command line asks for U-Boot’s variables, which cannot be read here: {names}.', { names: variables.join(', ') })) }];
}
