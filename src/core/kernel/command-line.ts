/** One word of a kernel command line, as the kernel takes it apart. */
export interface Parameter {
  /** Before the first `=`, quotes taken off. */
  readonly name: string;
  /** After it, quotes taken off; null where there is no `=`. */
  readonly value: string | null;
  /** The word as it stands in the line. */
  readonly word: string;
}

/** Words that one command line has and the other has not, in the order of their lines. */
export interface CommandLineDifference {
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/**
 * Takes a command line apart as the kernel does: white space separates, double quotes keep it, nothing escapes.
 * Linux lib/cmdline.c, next_arg().
 *
 * @example wordsOf('root=/dev/vda1 dyndbg="file a.c +p" ro') // three words, quotes kept
 */
export function wordsOf(line: string): readonly string[] {
  return Array.from(line.matchAll(WORD), (match) => match[0]);
}

/** The words of a command line as names and values. */
export function parametersOf(line: string): readonly Parameter[] {
  return wordsOf(line).map(parameterOf);
}

/**
 * The last parameter of that name, which is the one that counts; null where there is none. `-` and `_` are the same in
 * names (Linux kernel/params.c, parameq()).
 *
 * @example findParameter('root=/dev/sda1 ro root=UUID=1', 'root') // value UUID=1
 */
export function findParameter(line: string, name: string): Parameter | null {
  const wanted = canonicalName(name);
  return parametersOf(line).findLast((one) => canonicalName(one.name) === wanted) ?? null;
}

/** A parameter's name with `_` for `-`. */
export function canonicalName(name: string): string {
  return name.replaceAll('-', '_');
}

/**
 * The command line without the `BOOT_IMAGE=…` that boot loaders add at boot; everything else stays byte for byte.
 *
 * @example stripBootImage('BOOT_IMAGE=/vmlinuz-6.12 root=/dev/vda1 ro') // 'root=/dev/vda1 ro'
 */
export function stripBootImage(line: string): string {
  return line.replace(/(?<=^|\s)BOOT_IMAGE=\S*\s+|(?:^|\s)BOOT_IMAGE=\S*$/g, '');
}

/**
 * The command line for another kernel: without what a boot loader added for the one that it started (`BOOT_IMAGE=`, `initrd=`). The
 * words stay as they are, one space between them.
 *
 * @example reusedCommandLine('BOOT_IMAGE=/vmlinuz-6.12 root=/dev/vda1  ro') // 'root=/dev/vda1 ro'
 */
export function reusedCommandLine(running: string): string {
  return ownWords(running).join(' ');
}

/**
 * Whether two command lines mean the same kernel: same words in the same order, without what boot loaders add by
 * themselves (`BOOT_IMAGE=`; `initrd=`, by which systemd-boot and SYSLINUX name the initrd), any white space between.
 */
export function sameCommandLine(a: string, b: string): boolean {
  const left = ownWords(a);
  const right = ownWords(b);
  return left.length === right.length && left.every((word, index) => word === right[index]);
}

/** What `to` has more (`added`) and less (`removed`) than `from`; a word that stands twice counts twice. */
export function commandLineDifference(from: string, to: string): CommandLineDifference {
  return { added: without(ownWords(to), ownWords(from)), removed: without(ownWords(from), ownWords(to)) };
}

const WORD = /(?:"[^"]*(?:"|$)|[^\s"])+/g;

function parameterOf(word: string): Parameter {
  // A quote before the name covers the whole word ("name=a b"), one after the `=` covers the value (name="a b").
  const text = unquoted(word);
  const equals = text.indexOf('=', 1);
  if (equals === -1) return { name: text, value: null, word };
  const value = text.slice(equals + 1);
  return { name: text.slice(0, equals), value: unquoted(value), word };
}

function unquoted(text: string): string {
  if (!text.startsWith('"')) return text;
  return text.length > 1 && text.endsWith('"') ? text.slice(1, -1) : text.slice(1);
}

/** Of no configuration: what boot loaders add, and the words of chain loading, which stand for one boot (core/chainload/command-line.ts). */
const ADDED_AT_BOOT = ['BOOT_IMAGE=', 'initrd=', 'quick_restart.chained=', 'quick_restart.chain='] as const;

function ownWords(line: string): readonly string[] {
  return wordsOf(line).filter((word) => !ADDED_AT_BOOT.some((start) => word.startsWith(start)));
}

function without(words: readonly string[], others: readonly string[]): readonly string[] {
  const left = new Map<string, number>();
  for (const word of others) left.set(word, (left.get(word) ?? 0) + 1);
  return words.filter((word) => {
    const count = left.get(word) ?? 0;
    left.set(word, count - 1);
    return count <= 0;
  });
}
