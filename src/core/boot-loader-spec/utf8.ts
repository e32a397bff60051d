/** Text made of bytes; `valid` is false where bytes had to be replaced by U+FFFD. */
export interface DecodedText {
  readonly text: string;
  readonly valid: boolean;
}

/** Reads UTF-8 as the Unicode Standard 3.9 has it: no surrogates, no overlong forms. */
export function decodeUtf8(bytes: Uint8Array): DecodedText {
  const parts: string[] = [];
  let valid = true;
  for (let at = 0; at < bytes.length; ) {
    const first = bytes[at] ?? 0;
    const lengthBytes = first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
    const code = lengthBytes === 0 ? -1 : codePoint(bytes, at, lengthBytes);
    if (code === -1) valid = false;
    parts.push(code === -1 ? '\ufffd' : String.fromCodePoint(code));
    at += code === -1 ? 1 : lengthBytes;
  }
  return { text: parts.join(''), valid };
}

function codePoint(bytes: Uint8Array, at: number, lengthBytes: number): number {
  let code = (bytes[at] ?? 0) & (lengthBytes === 1 ? 0x7f : 0xff >> (lengthBytes + 1));
  for (let index = 1; index < lengthBytes; index += 1) {
    const next = bytes[at + index] ?? 0;
    if ((next & 0xc0) !== 0x80) return -1;
    code = code * 64 + (next & 0x3f);
  }
  const smallest = [0, 0, 0x80, 0x800, 0x10000][lengthBytes] ?? 0;
  return code < smallest || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) ? -1 : code;
}
