import { crc32, deflateRawSync } from 'node:zlib';

/** 1 January 1980, midnight: the first moment that a ZIP file knows. The same files give the same bytes. */
const DATE = 0x0021;
const DEFLATED = 8;
/** Names are UTF-8; APPNOTE.TXT 4.4.4, bit 11. */
const FLAGS = 0x0800;
const VERSION = 20;
const UNIX = 3 << 8;
const REGULAR_644 = 0o100644 * 0x10000;

/** A ZIP archive of files `{ name, content }`, in this order. PKWARE APPNOTE.TXT 4.3. */
export function zip(files) {
  const parts = [];
  const directory = [];
  let offset = 0;
  for (const { name, content } of files) {
    const path = Buffer.from(name);
    const packed = deflateRawSync(content, { level: 9 });
    const common = fields([2, VERSION], [2, FLAGS], [2, DEFLATED], [2, 0], [2, DATE], [4, crc32(content)], [4, packed.length], [4, content.length], [2, path.length], [2, 0]);
    const local = Buffer.concat([fields([4, 0x04034b50]), common, path, packed]);
    directory.push(Buffer.concat([fields([4, 0x02014b50], [2, UNIX | VERSION]), common, fields([2, 0], [2, 0], [2, 0], [4, REGULAR_644], [4, offset]), path]));
    parts.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  return Buffer.concat([...parts, central, fields([4, 0x06054b50], [2, 0], [2, 0], [2, files.length], [2, files.length], [4, central.length], [4, offset], [2, 0])]);
}

/** Numbers one after the other, each `[bytes, value]`, least byte first. */
function fields(...all) {
  return Buffer.concat(
    all.map(([bytes, value]) => {
      const buffer = Buffer.alloc(bytes);
      buffer.writeUIntLE(value, 0, bytes);
      return buffer;
    }),
  );
}
