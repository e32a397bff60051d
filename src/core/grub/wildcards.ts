import type { GrubPath } from './host.ts';

/** How wildcards see directories. `resolve` turns GRUB's notation into a device and a path. */
export interface DirectoryReader {
  resolve(name: string): GrubPath | null;
  list(place: GrubPath): readonly string[];
}

const MAXIMUM_MATCHES = 10_000;

/**
 * The words that one word with `*` and `?` stands for: the paths that exist and match, or the word itself where
 * nothing does. Only words that start with `/` or `(` are patterns; a backslash takes a wildcard's meaning away.
 *
 * Deviation: GRUB takes a word that begins with a wildcard for names of devices (`*` becomes `(hd0)`); what its devices are
 * called is not known here.
 */
export function expandWildcards(pattern: string, directories: DirectoryReader): readonly string[] {
  const literal = unescape(pattern);
  if (!/^[/(]/.test(pattern) || !hasWildcard(pattern)) return [literal];
  const device = /^\([^)]*\)/.exec(pattern)?.[0] ?? '';
  if (hasWildcard(device)) return [literal];
  let found: string[] = [unescape(device)];
  const steps = pattern.slice(device.length).split('/');
  for (const [index, step] of steps.entries()) {
    const separator = index === 0 ? '' : '/';
    found = found.flatMap((parent) => match(parent + separator, step, directories)).slice(0, MAXIMUM_MATCHES);
  }
  return found.length === 0 ? [literal] : found;
}

function match(parent: string, step: string, directories: DirectoryReader): readonly string[] {
  if (!hasWildcard(step)) return [parent + unescape(step)];
  const place = directories.resolve(parent);
  const names = place === null ? [] : directories.list(place);
  return names.filter((name) => name !== '.' && name !== '..' && matches(step, name)).map((name) => parent + name);
}

function hasWildcard(pattern: string): boolean {
  return /(?:^|[^\\])(?:\\\\)*[*?]/.test(pattern);
}

function unescape(pattern: string): string {
  return pattern.includes('\\') ? pattern.replace(/\\([\s\S])/g, '$1') : pattern;
}

/** Whether a name matches `*` and `?`; greedy with one point to return to, so never more than quadratic. */
function matches(pattern: string, name: string): boolean {
  const signs = pattern.match(/\\[\s\S]|[\s\S]/g) ?? [];
  let at = 0;
  let sign = 0;
  let star = -1;
  let mark = 0;
  while (at < name.length) {
    const wanted = signs[sign];
    if (wanted === '*') {
      star = sign++;
      mark = at;
    } else if (wanted !== undefined && (wanted === '?' || wanted === name[at] || wanted === '\\' + (name[at] ?? ''))) {
      sign++;
      at++;
    } else if (star >= 0) {
      sign = star + 1;
      at = ++mark;
    } else return false;
  }
  while (signs[sign] === '*') sign++;
  return sign === signs.length;
}
