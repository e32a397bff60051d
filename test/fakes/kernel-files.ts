/** The smallest files that are whole by their own headers: what a test tree has in the place of kernels of many MB. */

const SECTOR_BYTES = 512;

/** A bzImage of one setup sector and 4 KiB for x86_64 (boot protocol 2.12). Shorten it to make a truncated one. */
export function smallBzImage(release: string): Uint8Array {
  const image = Buffer.alloc(2 * SECTOR_BYTES + 4096);
  image[0x1f1] = 1; // setup sectors behind the first
  image.writeUInt32LE(4096 / 16, 0x1f4);
  image.writeUInt16LE(0xaa55, 0x1fe);
  image.write('HdrS', 0x202, 'latin1');
  image.writeUInt16LE(0x20c, 0x206);
  image.writeUInt16LE(0x100, 0x20e); // the version stands at 0x300
  image[0x211] = 0x01; // loaded high
  image.writeUInt16LE(0x01, 0x236); // a 64-bit kernel
  image.write(`${release} (builder@localhost) #1\0`, 0x300, 'latin1');
  return image;
}

/** A cpio archive with nothing in it but its trailer. */
export function smallInitrd(): Uint8Array {
  const fields = [0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 11, 0].map((value) => value.toString(16).padStart(8, '0'));
  const text = `070701${fields.join('')}TRAILER!!!\0`;
  const bytes = Buffer.alloc(512);
  bytes.write(text, 'latin1');
  return bytes;
}
