import type { BootOption } from '../../core/restart-plan/advice-facts.ts';

/**
 * Values of UEFI variables, behind the four bytes of attributes that efivarfs puts first. All numbers are little endian. Each gives
 * null for bytes that are no such value: of another size, or cut off.
 */

/** A boot option's number: BootNext, BootCurrent; UEFI specification 2.10, 3.3. */
export function bootNumber(bytes: Uint8Array): number | null {
  return bytes.length === 2 ? (bytes[0] ?? 0) | ((bytes[1] ?? 0) << 8) : null;
}

/** OsIndications, a bit mask of eight bytes; UEFI specification 2.10, 8.5.4. */
export function osIndications(bytes: Uint8Array): bigint | null {
  return bytes.length === 8 ? new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0, true) : null;
}

/** UTF-16 text up to its NUL; the end is missing where there is none. */
export function text(bytes: Uint8Array): string | null {
  if (bytes.length % 2 !== 0) return null;
  const codes: number[] = [];
  for (let at = 0; at < bytes.length; at += 2) {
    const code = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
    if (code === 0) break;
    codes.push(code);
  }
  return codes.map((code) => String.fromCharCode(code)).join('');
}

/**
 * A load option: attributes (4 bytes), length of the device path (2), description up to its NUL, device path, data for the program.
 * UEFI specification 2.10, 3.1.3. fwupd's own are known by the name that it gives them, or by its program behind shim.
 */
export function loadOption(number: number, bytes: Uint8Array): BootOption | null {
  if (bytes.length < HEADER_BYTES + 2) return null;
  const rest = bytes.subarray(HEADER_BYTES, HEADER_BYTES + 2 * Math.floor((bytes.length - HEADER_BYTES) / 2));
  const description = text(rest);
  if (description === null || 2 * description.length >= rest.length) return null; // no NUL ends it
  return { number, description, firmwareUpdater: FWUPD_NAMES.includes(description) || holdsText(bytes, FWUPD_PROGRAM) };
}

const HEADER_BYTES = 6;
/** fwupd, plugins/uefi-capsule: the second one on Lenovo machines. */
const FWUPD_NAMES = ['Linux Firmware Updater', 'Linux-Firmware-Updater'];
const FWUPD_PROGRAM = /\\fwupd[a-z0-9]*\.efi/i;

/**
 * UTF-16 text at any offset: the device path before it may be of any length. Not by Buffer's utf16le: Node 24 writes a byte beyond its own
 * memory where the bytes are of odd number and begin at an odd address.
 */
function holdsText(bytes: Uint8Array, wanted: RegExp): boolean {
  return [0, 1].some((start) => {
    const codes: string[] = [];
    for (let at = start; at + 1 < bytes.length; at += 2) codes.push(String.fromCharCode((bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8)));
    return wanted.test(codes.join(''));
  });
}
