/** A kernel release in its two parts. */
export interface ReleaseParts {
  /** Everything that says how new it is, in the order of the release. */
  readonly version: string;
  /** Everything that says what it was built for; `` for a distribution's plain kernel. */
  readonly flavour: string;
}

/**
 * The flavour of a kernel release: what it was built for, without versions, distribution tags and the architecture of an RPM.
 * Two releases of one flavour replace each other; two flavours (`amd64`, `cloud-amd64`) do not.
 *
 * @example flavourOf('6.12.107+deb13-cloud-amd64') // 'cloud-amd64'
 * @example flavourOf('6.11.4-301.fc41.x86_64') // ''
 */
export function flavourOf(release: string): string {
  return partsOfRelease(release).flavour;
}

/** Takes a kernel release (`uname -r`) apart; see flavourOf. */
export function partsOfRelease(release: string): ReleaseParts {
  const lead = /^[0-9]+(?:[._][0-9]+)*/.exec(release)?.[0] ?? '';
  let version = lead;
  const flavour: string[] = [];
  for (const [index, word] of wordsOfRelease(release.slice(lead.length)).entries()) {
    const kind = flavourWord(word, index, flavour);
    // What tells the flavour may carry its own count (`zen1`, `rt30`), so it stays in the version too.
    if (kind === '' || kind !== word.text) version += word.separator + word.text;
    if (kind !== '' && kind !== flavour.at(-1)) flavour.push(kind);
  }
  return { version, flavour: flavour.join('-') };
}

interface Word {
  readonly separator: string;
  readonly text: string;
}

function wordsOfRelease(text: string): readonly Word[] {
  const words: Word[] = [];
  let separator = '';
  for (const [piece] of text.matchAll(/[-+.~]+|[^-+.~]+/g)) {
    if (/^[-+.~]/.test(piece)) {
      separator = piece;
      continue;
    }
    words.push({ separator, text: piece });
    separator = '';
  }
  return words;
}

const PAGE_SIZE = /^[0-9]+k$/; // arm64 kernels with pages of 16k or 64k
const INTEL_32 = /^[456]86$/; // Debian's 686 and 686-pae, after the build number
const RPM_ARCHITECTURE = /^(?:x86_64|aarch64|ppc64le|ppc64|s390x|i[3-6]86|armv7hl|riscv64|loongarch64)$/;
const RPM_RELEASE = /^(?:fc|el|amzn|mga|cm|azl|ph|omv)[0-9][0-9_]*[a-z]?$/;
const TAG = /^(?:rc|pre|old|bak|dirty|git|trunk|unreleased|deb|bpo|rpt|ubuntu|kali|parrot|arch|r)[0-9]*$/i;
const GIT_HASH = /^g[0-9a-f]{7,40}$/;
/** The digits of these belong to the name: amd64, x64v3, ppc64el, s390x, i686, v8. */
const NAMED_WITH_DIGITS = /64|86|32|390|^v[0-9]/;

/** What a word adds to the flavour; `` where it belongs to the version. */
function flavourWord({ separator, text }: Word, index: number, flavour: readonly string[]): string {
  if (PAGE_SIZE.test(text)) return text;
  if (/^[0-9]/.test(text)) return numberAsFlavour(text, index, flavour);
  if (separator === '.' && RPM_ARCHITECTURE.test(text)) return '';
  if (/^el[0-9]+uek$/.test(text)) return 'uek'; // Oracle's second kernel
  if (RPM_RELEASE.test(text) || TAG.test(text) || GIT_HASH.test(text)) return '';
  return NAMED_WITH_DIGITS.test(text) ? text : text.replace(/(?<![0-9])[0-9]+$/, '');
}

/** Debian's `…-25-686-pae` and Raspberry Pi's `…-rpi-2712`; every other number is a version. */
function numberAsFlavour(text: string, index: number, flavour: readonly string[]): string {
  const isFlavour = (index > 0 && INTEL_32.test(text)) || (text === '2712' && flavour.at(-1) === 'rpi');
  return isFlavour ? text : '';
}
