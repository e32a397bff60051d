import type { ConfigFiles } from '../config-files.ts';
import { remark, type Sentence } from '../sentence.ts';
import type { Label } from './menu.ts';
import { pathOnSystem, type Place } from './paths.ts';
import type { Source } from './source.ts';
import type { UBootMenu } from './u-boot-parser.ts';

/**
 * Which label U-Boot starts when nobody touches a key: the last one with the default's name; where there is no default or
 * one of its files is missing, the first of the labels in their order that has all its files (doc/README.pxe, `pxe boot`;
 * boot/pxe_utils.c, pxe_menu_to_menu(), label_boot(), boot_unattempted_labels()). None where U-Boot refuses the
 * configuration or where a label that leaves to another boot method comes first. A diagnostic says what is unusual.
 */
export function chooseUBootDefault(menu: UBootMenu, files: ConfigFiles, place: Place, source: Source): Label | null {
  if (menu.refused) return null;
  const { default: wanted, labels } = menu;
  const named = wanted === null ? null : (labels.findLast((label) => label.name === wanted.name) ?? null);
  if (wanted !== null && named === null && labels.length > 0) {
    source.report(wanted.at, 'default-entry', remark('“{name}” is not a label of this configuration; U-Boot tries the labels in their order.', { name: wanted.name }));
  }
  for (const label of named === null ? labels : [named, ...labels.filter((one) => one !== named)]) {
    const lacking = firstMissing(label, files, place);
    if (lacking === null) return label;
    source.report(label, 'default-entry', remark('U-Boot passes over “{title}”: {lacking}.', { title: label.title, lacking }));
  }
  // Nothing would start: the named label says best why.
  return named;
}

/** Why U-Boot would go on to another label; null where it would start this one. A file that we may not see counts as there. */
function firstMissing(label: Label, files: ConfigFiles, place: Place): Sentence | null {
  if (label.kind === 'nothing') return remark('it names no kernel');
  if (label.kind !== 'linux') return null;
  for (const path of [...label.initrds, label.kernel, label.deviceTree]) {
    const where = path === null ? null : pathOnSystem(place, path);
    const status = where === null ? null : files.stat(where);
    if (status !== null && !status.ok && status.error.kind === 'missing') return remark('{path} is missing', { path: where ?? '' });
  }
  return null;
}
