/** What GRUB's own number reader makes of a text: the value, where it stopped, and whether that was an error. */
export interface ParsedNumber {
  readonly value: bigint;
  readonly end: number;
  readonly error: 'none' | 'bad-number' | 'out-of-range';
}

const MAXIMUM = 0xffff_ffff_ffff_ffffn;

/**
 * Reads an unsigned number as grub_strtoul does: spaces skipped; base 0 takes `0x…` as hexadecimal and `0…` as octal;
 * stops at the first character that is no digit.
 *
 * @example parseNumber('0x10 rest', 0) // value 16n, end 4
 */
export function parseNumber(text: string, base: 0 | 10): ParsedNumber {
  let at = 0;
  while (at < text.length && ' \t\n\r'.includes(text.charAt(at))) at++;
  let radix: number = base === 0 ? 10 : base;
  if (base === 0 && text[at] === '0') {
    if (text[at + 1] === 'x') {
      radix = 16;
      at += 2;
    } else if (/^[0-7]/.test(text.slice(at + 1, at + 2))) radix = 8;
  }
  return digits(text, at, radix);
}

/** The number as a C `int`, the way GRUB casts menu indexes. */
export function asInt(value: bigint): number {
  return Number(BigInt.asIntN(32, value));
}

function digits(text: string, start: number, radix: number): ParsedNumber {
  let value = 0n;
  let at = start;
  for (; at < text.length; at++) {
    const digit = digitValue(text.charCodeAt(at));
    if (digit < 0 || digit >= radix) break;
    value = value * BigInt(radix) + BigInt(digit);
    if (value > MAXIMUM) return { value: MAXIMUM, end: at, error: 'out-of-range' };
  }
  return { value, end: at, error: at === start ? 'bad-number' : 'none' };
}

function digitValue(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  const lower = code | 32;
  return lower >= 97 && lower <= 122 ? lower - 87 : -1;
}
