/** Controls, format characters (bidi marks, zero-width ones), private and unpaired code points, line and paragraph separators. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu;
const NOT_ASCII = /[^\x20-\x7e]/gu;

/**
 * Text from a file or another program, made fit for a terminal: whatever could move the cursor, hide text or turn its
 * direction is shown as an escape. Where the terminal cannot show more than ASCII, other letters are escaped as well.
 *
 * @example escapeText('Debian\u001b[2J', true) // 'Debian\\x1b[2J'
 */
export function escapeText(text: string, unicode: boolean): string {
  const visible = text.replace(UNSAFE, escapeCodePoint);
  return unicode ? visible : visible.replace(NOT_ASCII, (character) => ASCII_LOOKALIKES[character] ?? escapeCodePoint(character));
}

const ASCII_LOOKALIKES: Readonly<Record<string, string>> = {
  '…': '...',
  '–': '-',
  '−': '-',
  '→': '->',
  '›': '>',
  '“': '"',
  '”': '"',
  '’': "'",
  '✓': '+',
  '✗': 'x',
  '·': '-',
};

function escapeCodePoint(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code <= 0xff) return `\\x${code.toString(16).padStart(2, '0')}`;
  return code <= 0xffff ? `\\u${code.toString(16).padStart(4, '0')}` : `\\u{${code.toString(16)}}`;
}
