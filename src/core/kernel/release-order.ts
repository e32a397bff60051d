import { partsOfRelease } from './flavour.ts';

/**
 * Orders kernel releases (`uname -r`) from old to new: below 0 where `a` is older. 0 only for the same text, so that
 * sorting by it is stable; use `isNewerRelease` to ask whether something really is newer.
 * Numbers compare as numbers, a number is newer than a word in its place, and what stands for "not yet" or "no longer"
 * (`-rc`, `-pre`, `~`, `.old`) is older than nothing at all. `sort -V`, dpkg, rpm and systemd each get one of these wrong.
 *
 * @example compareKernelReleases('6.10.0-rc3', '6.10.0') // below 0
 */
export function compareKernelReleases(a: string, b: string): number {
  return compareTokens(tokensOf(a), tokensOf(b)) || byCodeUnit(a, b);
}

/**
 * Whether `candidate` is a newer kernel than `than`, whatever their flavours: `6.12.9-cloud-amd64` is not newer than
 * `6.12.9-amd64`, although it comes later in the order.
 */
export function isNewerRelease(candidate: string, than: string): boolean {
  return compareTokens(tokensOf(partsOfRelease(candidate).version), tokensOf(partsOfRelease(than).version)) > 0;
}

interface Token {
  readonly rank: 0 | 1 | 2 | 3;
  readonly text: string;
}

/** Where a release ends: newer than a pre-release mark in that place, older than anything else. */
const END: Token = { rank: 1, text: '' };
const BEFORE_RELEASE = /^(?:rc|pre|old|bak|~)$/i;

/** Separators only separate. Gentoo's revision `-r1` is a number. */
function tokensOf(release: string): readonly Token[] {
  return Array.from(release.replace(/-r(?=[0-9])/g, '-').matchAll(/[0-9]+|[A-Za-z]+|~/g), (match) => tokenOf(match[0]));
}

function tokenOf(text: string): Token {
  if (/^[0-9]/.test(text)) return { rank: 3, text: text.replace(/^0+(?=.)/, '') };
  return BEFORE_RELEASE.test(text) ? { rank: 0, text: text.toLowerCase() } : { rank: 2, text };
}

function compareTokens(a: readonly Token[], b: readonly Token[]): number {
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
    const order = compareToken(a[index] ?? END, b[index] ?? END);
    if (order !== 0) return order;
  }
  return 0;
}

function compareToken(a: Token, b: Token): number {
  if (a.rank !== b.rank) return a.rank - b.rank;
  // Leading zeros are gone: of two numbers the one with more digits is greater, whatever their length.
  if (a.rank === 3 && a.text.length !== b.text.length) return a.text.length - b.text.length;
  return byCodeUnit(a.text, b.text);
}

function byCodeUnit(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
