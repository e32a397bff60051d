/** A cpio archive (cpio(5), "New ASCII Format") of regular files. */
export function newcArchive(files: readonly (readonly [string, Uint8Array])[]): Uint8Array {
  const entries = files.map(([name, content], index) => entry(name, content, index + 1, 0o100644));
  return Buffer.concat([...entries, entry('TRAILER!!!', new Uint8Array(), 0, 0)]);
}

function entry(name: string, content: Uint8Array, inode: number, mode: number): Uint8Array {
  const fields = [inode, mode, 0, 0, 1, 0, content.length, 0, 0, 0, 0, name.length + 1, 0];
  const header = Buffer.from(`070701${fields.map((field) => field.toString(16).padStart(8, '0')).join('')}${name}\0`);
  return Buffer.concat([padded(header, 4), padded(content, 4)]);
}

/** Zeros up to a multiple of `alignment` bytes. */
export function padded(bytes: Uint8Array, alignment: number): Uint8Array {
  return Buffer.concat([bytes, Buffer.alloc((alignment - (bytes.length % alignment)) % alignment)]);
}
