import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { inflateRawSync } from 'node:zlib';

/** A cpio archive of these files as cpio(1) writes it, padded to 512 bytes. */
export function realCpio(files: Readonly<Record<string, Uint8Array>>): Buffer {
  const directory = mkdtempSync(join(tmpdir(), 'initrd-'));
  try {
    for (const [name, contents] of Object.entries(files)) {
      mkdirSync(dirname(join(directory, name)), { recursive: true });
      writeFileSync(join(directory, name), contents);
    }
    return run('cpio', ['--quiet', '--create', '--format=newc'], Object.keys(files).join('\n'), directory);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** `input` through a program such as `xz --check=crc32`. */
export function compressed(command: string, input: Uint8Array): Buffer {
  const [program = '', ...args] = command.split(' ');
  return run(program, args, input);
}

/** Half of it compresses well and half of it not at all, as in an initrd. */
export function sampleContents(sizeBytes: number): Buffer {
  return Buffer.concat([randomBytes(Math.floor(sizeBytes / 2)), Buffer.alloc(Math.ceil(sizeBytes / 2), 'The quick brown fox. ')]);
}

/** The end of a gzip member by decompressing, as an adapter would find it; RFC 1952, 2.3: header, deflate, checksum, size. */
export function gzipEndIn(bytes: Uint8Array): (offset: number) => number | null {
  return (offset) => {
    try {
      const deflated = offset + GZIP_HEADER_BYTES;
      // With `info` zlib also gives the engine, which counts what it took in; the types do not know that.
      const { engine } = inflateRawSync(bytes.subarray(deflated), { info: true }) as unknown as { readonly engine: { readonly bytesWritten: number } };
      const end = deflated + engine.bytesWritten + 8;
      return end > bytes.length ? null : end;
    } catch {
      return null;
    }
  };
}

/** Without a file name, as from a pipe. */
const GZIP_HEADER_BYTES = 10;

function run(program: string, args: readonly string[], input: Uint8Array | string, cwd = '/'): Buffer {
  const { status, stdout, stderr, error } = spawnSync(program, args, { input, cwd, maxBuffer: 64 * 1024 * 1024 });
  assert.equal(error, undefined, `${program} is needed: make set-up-check installs it`);
  assert.equal(status, 0, stderr.toString());
  return stdout;
}
