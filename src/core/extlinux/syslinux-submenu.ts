import { withoutCarets } from './menu.ts';
import type { SyslinuxLabel } from './syslinux-label.ts';

/** A menu or submenu while it is read. */
export interface SubMenu {
  readonly parent: SubMenu | null;
  /** The word behind MENU BEGIN; MENU LABEL and MENU TITLE inside it. */
  readonly tag: string;
  shownAs: string;
  title: string;
  /** MENU PASSWD: opens with a password only. */
  restricted: boolean;
  /** What MENU DEFAULT highlights in it; the last one counts, null where there is none. */
  highlighted: MenuLine | null;
  /** Its first line; null while it is empty. */
  first: MenuLine | null;
}

/** A line of a menu; `no-label`: a heading, a separator, a submenu or a way to another menu. */
export type MenuLine = SyslinuxLabel | 'no-label';

/** An empty menu; the top one has no parent. */
export function newSubMenu(parent: SubMenu | null, tag: string): SubMenu {
  return { parent, tag, shownAs: '', title: '', restricted: false, highlighted: null, first: null };
}

/** Titles of the submenus around something in `menu`, outermost first (SYSLINUX doc/menu.txt, MENU BEGIN). */
export function menuTitles(menu: SubMenu): readonly string[] {
  const titles: string[] = [];
  for (let one = menu; one.parent !== null; one = one.parent) titles.unshift(withoutCarets(one.shownAs || one.title || one.tag));
  return titles;
}

/** How many menus are around something in `menu`, itself included. */
export function depthOf(menu: SubMenu): number {
  return menu.parent === null ? 1 : 1 + depthOf(menu.parent);
}
