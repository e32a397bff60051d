/** One line of an entry file, of loader.conf or of an os-release section. */
export interface KeyValue {
  readonly key: string;
  readonly value: string;
  /** From 1. */
  readonly line: number;
}

/**
 * The lines that systemd-boot understands, in order: blanks around a line go, `#` begins a comment, the first separator
 * ends the key and those after it belong to nobody, a value between two quotes of one kind loses them. A line without a
 * separator or without a value says nothing. `\r` ends a line as `\n` does; nothing is read behind a NUL.
 * Source: systemd, src/boot/efi-string.c, line_get_key_value().
 *
 * @example keyValues('title\tDebian\n', ' \t') // [{ key: 'title', value: 'Debian', line: 1 }]
 */
export function keyValues(text: string, separators: ' \t' | '='): readonly KeyValue[] {
  const found: KeyValue[] = [];
  const end = text.indexOf('\0');
  const lines = (end === -1 ? text : text.slice(0, end)).split(/\r\n|\r|\n/);
  for (const [index, whole] of lines.entries()) {
    const line = trimBlanks(whole);
    const split = line.startsWith('#') ? -1 : firstOf(line, separators);
    if (split === -1) continue;
    let start = split + 1;
    while (start < line.length && separators.includes(line.charAt(start))) start += 1;
    found.push({ key: line.slice(0, split), value: unquoted(line.slice(start)), line: index + 1 });
  }
  return found;
}

/** The text without blanks and tabs at its ends. */
export function trimBlanks(line: string): string {
  let [start, end] = [0, line.length];
  while (start < end && isBlank(line.charAt(start))) start += 1;
  while (end > start && isBlank(line.charAt(end - 1))) end -= 1;
  return line.slice(start, end);
}

function isBlank(sign: string): boolean {
  return sign === ' ' || sign === '\t';
}

function firstOf(line: string, separators: string): number {
  for (let at = 0; at < line.length; at += 1) if (separators.includes(line.charAt(at))) return at;
  return -1;
}

/** A value that is one single quote loses it too. */
function unquoted(value: string): string {
  const quote = value.charAt(0);
  if ((quote !== '"' && quote !== "'") || !value.endsWith(quote)) return value;
  return value.length === 1 ? '' : value.slice(1, -1);
}
