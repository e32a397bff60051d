/** UEFI variables as files of efivarfs, byte for byte: four bytes of attributes, then the value. */

export const GLOBAL = '8be4df61-93ca-11d2-aa0d-00e098032b8c';
export const LOADER = '4a67b082-0a4c-41cf-b6c7-440b29bb8c4f';
export const SHIM = '605dab50-e046-4300-abb6-3dd810dd8b23';

/** Non-volatile, for boot services, at run time; UEFI specification 2.10, 8.2.1. */
const ATTRIBUTES = Buffer.from([7, 0, 0, 0]);

/** A variable's file. */
export function variable(...value: readonly Uint8Array[]): Buffer {
  return Buffer.concat([ATTRIBUTES, ...value]);
}

/** A number of so many bytes, little endian. */
export function number(value: number | bigint, bytes: number): Buffer {
  const buffer = Buffer.alloc(8);
  buffer.writeBigUInt64LE(BigInt(value));
  return buffer.subarray(0, bytes);
}

/** UTF-16 text with its NUL. */
export function utf16(text: string): Buffer {
  return Buffer.from(`${text}\0`, 'utf16le');
}

/**
 * A load option as firmware keeps it: active, its device path a partition by GUID and a file, the way efibootmgr and Windows write
 * them; `data` is what the program gets. UEFI specification 2.10, 3.1.3, 10.3.5.1 and 10.3.5.4.
 */
export function loadOption(description: string, file: string, data: Uint8Array = Buffer.alloc(0)): Buffer {
  const partition = Buffer.concat([Buffer.from([4, 1, 42, 0]), number(1, 4), number(2048, 8), number(524_288, 8), Buffer.alloc(16, 0xab), Buffer.from([2, 2])]);
  const name = utf16(file);
  const path = Buffer.concat([partition, Buffer.from([4, 4]), number(4 + name.length, 2), name, Buffer.from([0x7f, 0xff, 4, 0])]);
  return Buffer.concat([number(1, 4), number(path.length, 2), utf16(description), path, data]);
}

/** A directory of efivarfs as a tree for temporaryTree: file contents by variable name, GUID included. */
export function efivars(variables: Readonly<Record<string, Uint8Array>>): Readonly<Record<string, Uint8Array>> {
  const everywhere = { [`BootCurrent-${GLOBAL}`]: variable(number(1, 2)), [`SecureBoot-${GLOBAL}`]: variable(number(0, 1)) };
  return Object.fromEntries(Object.entries({ ...everywhere, ...variables }).map(([name, content]) => [`sys/firmware/efi/efivars/${name}`, content]));
}
