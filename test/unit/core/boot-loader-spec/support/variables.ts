import type { MemoryTree } from '../../../../fakes/memory-files.ts';

const LOADER = '4a67b082-0a4c-41cf-b6c7-440b29bb8c4f';

/** Boot loader variables as efivarfs shows them: four bytes of attributes, then UTF-16LE with a NUL behind each text. */
export function loaderVariables(values: Readonly<Record<string, string | readonly string[]>>): MemoryTree {
  const tree: Record<string, Uint8Array> = {};
  for (const [name, value] of Object.entries(values)) {
    const texts = typeof value === 'string' ? [value] : value;
    tree[efiVariable(name, LOADER)] = Buffer.concat([Buffer.from([7, 0, 0, 0]), Buffer.from(texts.map((text) => `${text}\0`).join(''), 'utf16le')]);
  }
  return tree;
}

/** LoaderFeatures with these bits. */
export function loaderFeatures(...bits: readonly number[]): MemoryTree {
  const value = Buffer.alloc(12);
  value.writeBigUInt64LE(bits.reduce((sum, bit) => sum | (1n << BigInt(bit)), 0n), 4);
  return { [efiVariable('LoaderFeatures', LOADER)]: value };
}

/** The firmware's word on Secure Boot. */
export function secureBoot(on: boolean): MemoryTree {
  return { [efiVariable('SecureBoot', '8be4df61-93ca-11d2-aa0d-00e098032b8c')]: Uint8Array.from([6, 0, 0, 0, on ? 1 : 0]) };
}

function efiVariable(name: string, vendor: string): string {
  return `/sys/firmware/efi/efivars/${name}-${vendor}`;
}
