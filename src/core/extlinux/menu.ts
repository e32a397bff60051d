import type { EntryProblem } from '../boot-entry/boot-entry.ts';

/** Which program reads the configuration: both know the same words and disagree on what they mean. */
export type Dialect = 'syslinux' | 'u-boot';

/** What a label starts. `heading`: shown by the menu and not to be chosen; `nothing`: U-Boot passes over it. */
export type LabelKind = 'linux' | 'multiboot' | 'other' | 'heading' | 'nothing';

/** A LABEL of the configuration with its paths as they are written. */
export interface Label {
  readonly name: string;
  readonly title: string;
  readonly titlePath: readonly string[];
  readonly file: string;
  readonly line: number;
  readonly kind: LabelKind;
  /** Null where there is none. */
  readonly kernel: string | null;
  readonly commandLine: string;
  readonly initrds: readonly string[];
  /** Null where there is none; U-Boot only. */
  readonly deviceTree: string | null;
  readonly deviceTreeDirectory: string | null;
  readonly overlays: string | null;
  /** Behind MENU PASSWD, its own or its submenu's. */
  readonly restricted: boolean;
  /** MENU HIDE: can be started by name only. */
  readonly hidden: boolean;
  readonly problems: readonly EntryProblem[];
}

/** What a configuration comes to. */
export interface Menu {
  readonly labels: readonly Label[];
  /** The label that starts by itself; null where none does, and a diagnostic says why. */
  readonly defaultLabel: Label | null;
  /** The boot loader shows a menu, so hidden labels are not seen. */
  readonly showsMenu: boolean;
}

/** The title without the carets that mark a hot key. */
export function withoutCarets(title: string): string {
  return title.replaceAll('^', '');
}
