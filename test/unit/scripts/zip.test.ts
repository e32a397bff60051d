import assert from 'node:assert/strict';
import test from 'node:test';
import { crc32, inflateRawSync } from 'node:zlib';
import { zip } from '../../../scripts/lib/zip.mjs';

const FILES = [
  { name: 'metadata.json', content: Buffer.from('{}') },
  { name: 'locale/de/ü.mo', content: Buffer.from('a'.repeat(5000)) },
  { name: 'empty', content: Buffer.alloc(0) },
];

test('an archive gives back every file, by its directory', () => {
  const archive = zip(FILES);
  const end = archive.length - 22;
  assert.equal(archive.readUInt32LE(end), 0x06054b50);
  assert.equal(archive.readUInt16LE(end + 10), FILES.length);
  let at = archive.readUInt32LE(end + 16);
  for (const { name, content } of FILES) {
    assert.equal(archive.readUInt32LE(at), 0x02014b50);
    const [sum, packed, size, nameBytes, local] = [archive.readUInt32LE(at + 16), archive.readUInt32LE(at + 20), archive.readUInt32LE(at + 24), archive.readUInt16LE(at + 28), archive.readUInt32LE(at + 42)];
    assert.equal(archive.subarray(at + 46, at + 46 + nameBytes).toString(), name);
    assert.equal(archive.readUInt32LE(local), 0x04034b50);
    const data = local + 30 + archive.readUInt16LE(local + 26);
    const unpacked = inflateRawSync(archive.subarray(data, data + packed));
    assert.ok(unpacked.equals(content));
    assert.deepEqual([sum, size], [crc32(content), content.length]);
    at += 46 + nameBytes;
  }
  assert.equal(at, end);
});

test('the same files give the same bytes', () => assert.ok(zip(FILES).equals(zip(FILES))));
