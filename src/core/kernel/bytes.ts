/** Little-endian numbers, text and comparisons in headers. Bytes beyond the end of `bytes` read as 0: check its length first. */

export function u8(bytes: Uint8Array, at: number): number {
  return bytes[at] ?? 0;
}

export function u16(bytes: Uint8Array, at: number): number {
  return u8(bytes, at) | (u8(bytes, at + 1) << 8);
}

export function u24(bytes: Uint8Array, at: number): number {
  return u16(bytes, at) | (u8(bytes, at + 2) << 16);
}

export function u32(bytes: Uint8Array, at: number): number {
  return u16(bytes, at) + u16(bytes, at + 2) * 0x10000;
}

/** Big-endian, as LZMA2 and lzop write it. */
export function u16be(bytes: Uint8Array, at: number): number {
  return (u8(bytes, at) << 8) | u8(bytes, at + 1);
}

/** Big-endian, as lzop writes it. */
export function u32be(bytes: Uint8Array, at: number): number {
  return u16be(bytes, at) * 0x10000 + u16be(bytes, at + 2);
}

/** Whether the byte values of `magic` (characters up to U+00FF) stand at `at`. */
export function hasMagic(bytes: Uint8Array, at: number, magic: string): boolean {
  for (let index = 0; index < magic.length; index += 1) if (bytes[at + index] !== magic.charCodeAt(index)) return false;
  return true;
}

/** The text up to the first NUL or the end; one character for each byte. */
export function textUntilNul(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) {
    if (byte === 0) break;
    text += String.fromCharCode(byte);
  }
  return text;
}
