import type { ConfigFiles } from '../config-files.ts';

/** What SYSLINUX remembers from one boot to the next. */
export interface Remembered {
  /** `extlinux --once`: command line of the next boot only; null where there is none. Reading does not consume it. */
  readonly once: string | null;
  /** MENU SAVE: the label that was chosen last; null where there is none. */
  readonly saved: string | null;
}

const SIZE = 512;
const HEAD = 0x5a2d2fa5;
const TAIL = 0xdd28bf64;
const SUM = 0xa3041767;
const BOOT_ONCE = 1;
const MENU_SAVE = 2;

/**
 * Reads the auxiliary data vector at the end of `ldlinux.sys` in `directory`: two copies of 512 bytes, the first valid one
 * counts (SYSLINUX doc/extlinux.txt, option -o; libinstaller/setadv.c). Nothing is remembered where there is none.
 */
export function readRemembered(files: ConfigFiles, directory: string): Remembered {
  const path = `${directory}/ldlinux.sys`;
  const status = files.stat(path);
  if (!status.ok || status.value.sizeBytes < 2 * SIZE) return { once: null, saved: null };
  const read = files.readRange(path, status.value.sizeBytes - 2 * SIZE, 2 * SIZE);
  if (!read.ok || read.value.length !== 2 * SIZE) return { once: null, saved: null };
  const vector = [read.value.subarray(0, SIZE), read.value.subarray(SIZE)].find(isValid);
  if (vector === undefined) return { once: null, saved: null };
  return { once: item(vector, BOOT_ONCE), saved: item(vector, MENU_SAVE) };
}

function isValid(vector: Uint8Array): boolean {
  let sum = 0;
  for (let at = 4; at < SIZE - 4; at += 4) sum = (sum + word(vector, at)) >>> 0;
  return word(vector, 0) === HEAD && word(vector, SIZE - 4) === TAIL && sum === SUM;
}

/** Items are a tag, a length and that many bytes; tag 0 ends them. */
function item(vector: Uint8Array, tag: number): string | null {
  for (let at = 8; at + 2 <= SIZE - 4; ) {
    const found = vector[at] ?? 0;
    const length = vector[at + 1] ?? 0;
    if (found === 0 || at + 2 + length > SIZE - 4) return null;
    if (found === tag) return length === 0 ? null : String.fromCharCode(...vector.subarray(at + 2, at + 2 + length)).replace(/\0.*$/s, '');
    at += 2 + length;
  }
  return null;
}

function word(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24)) >>> 0;
}
