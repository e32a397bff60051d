import type { EntryProblem } from '../boot-entry/boot-entry.ts';
import { said } from '../said.ts';
import { say } from '../sentence.ts';
import { withoutCarets, type Label, type LabelKind } from './menu.ts';
import type { Directive } from './source.ts';
import { menuTitles, type SubMenu } from './syslinux-submenu.ts';

/** Keywords that say what the file of a label is (SYSLINUX doc/syslinux.txt, KERNEL image and the like). */
export const IMAGE_TYPES = ['kernel', 'linux', 'localboot', 'boot', 'bss', 'pxe', 'fdimage', 'comboot', 'com32', 'config'] as const;

/** See IMAGE_TYPES. */
export type ImageType = (typeof IMAGE_TYPES)[number];

/** A label while its lines are read. */
export interface UnfinishedLabel {
  readonly name: string;
  readonly at: Directive;
  readonly menu: SubMenu;
  type: ImageType;
  kernel: string;
  append: string | null;
  initrd: string | null;
  title: string | null;
  restricted: boolean;
  hidden: boolean;
  disabled: boolean;
  menuDefault: boolean;
  /** Leads to another menu and starts nothing. */
  navigates: boolean;
}

/** A label as SYSLINUX starts it, and the menu that it is in. */
export interface SyslinuxLabel {
  readonly label: Label;
  readonly menu: SubMenu;
}

/** A label without lines yet: its kernel is its name. */
export function newLabel(name: string, at: Directive, menu: SubMenu): UnfinishedLabel {
  return {
    name, at, menu, type: 'kernel', kernel: name, append: null, initrd: null, title: null,
    restricted: false, hidden: false, disabled: false, menuDefault: false, navigates: false,
  };
}

/**
 * The label with its command line: words behind the kernel's name, then APPEND or else the global one (`-` for none), then
 * `initrd=` for INITRD, which the kernel gets to see too. The initrds are those of the first `initrd=`, at its commas.
 */
export function finishLabel(label: UnfinishedLabel, globalAppend: string | null): SyslinuxLabel {
  const kind = label.disabled ? 'heading' : kindOf(label);
  const [kernel = '', ...words] = label.kernel.split(/\s+/);
  const append = label.append ?? globalAppend ?? '';
  const parts = [words.join(' '), append === '-' ? '' : append, label.initrd === null ? '' : `initrd=${label.initrd}`];
  const commandLine = parts.filter((part) => part !== '').join(' ');
  return {
    menu: label.menu,
    label: {
      name: label.name,
      title: withoutCarets(label.title ?? label.name),
      titlePath: menuTitles(label.menu),
      file: label.at.file,
      line: label.at.line,
      kind,
      kernel: kind === 'linux' ? kernel : null,
      commandLine,
      initrds: (/initrd=([^ ]*)/.exec(commandLine)?.[1] ?? '').split(',').filter((path) => path !== ''),
      deviceTree: null,
      deviceTreeDirectory: null,
      overlays: null,
      restricted: label.restricted || isBehindPassword(label.menu),
      hidden: label.hidden,
      problems: problemsOf(kind, kernel, commandLine),
    },
  };
}

/** Names of files that KERNEL takes for something else than Linux (com32/elflink/ldlinux/ldlinux.c, parse_kernel_type()). */
const OTHER_IMAGE = /\.(?:c32|0|bs|bin|bss|img|com|cbt)$/;

function kindOf({ type, kernel }: UnfinishedLabel): LabelKind {
  const file = kernel.split(/\s/, 1)[0] ?? '';
  if (/(?:^|\/)mboot(?:\.c32)?$/.test(file) && (type === 'kernel' || type === 'com32')) return 'multiboot';
  return type === 'linux' || (type === 'kernel' && !OTHER_IMAGE.test(file)) ? 'linux' : 'other';
}

function problemsOf(kind: LabelKind, file: string, commandLine: string): readonly EntryProblem[] {
  switch (kind) {
    case 'heading':
      return [{ kind: 'not-linux', ...said(say('The menu shows this entry as a heading; it cannot be started.')) }];
    case 'multiboot':
      return [{ kind: 'multiboot', ...said(say('The entry starts a multiboot image with modules, such as Xen.')) }];
    case 'other':
    case 'nothing':
      return [{ kind: 'not-linux', ...said(file === '' ? say('The entry starts something else, which is not a Linux kernel.') : say('The entry starts {file}, which is not a Linux kernel.', { file })) }];
    case 'linux':
      if ((commandLine.match(/initrd=/g) ?? []).length < 2) return [];
      return [{ kind: 'evaluation', ...said(say('The entry names its initrds more than once, and versions of SYSLINUX disagree on which count.')) }];
  }
}

function isBehindPassword(menu: SubMenu): boolean {
  for (let one: SubMenu | null = menu; one !== null; one = one.parent) if (one.restricted) return true;
  return false;
}
