/** What a made-up bzImage says of itself. */
export interface BzImageFields {
  /** The version string; its first word is the release. */
  readonly release: string;
  readonly protocol?: number;
  readonly setupSectors?: number;
  readonly loadFlags?: number;
  readonly xloadflags?: number;
  /** kernel_version as stored, 0x200 below the offset; right by default. */
  readonly versionPointer?: number;
  /** Memory that it takes; counted since protocol 2.10. */
  readonly initSize?: number;
}

/** A bzImage of a few KiB: setup code with the boot header, then 4 KiB of system. x86 boot protocol. */
export function smallBzImage({ release, protocol = 0x20f, setupSectors = 8, loadFlags = 1, xloadflags = 1, versionPointer = 0x300, initSize = 0 }: BzImageFields): Buffer {
  const setupBytes = ((setupSectors || 4) + 1) * 512;
  const systemBytes = 4096;
  const bytes = Buffer.alloc(setupBytes + systemBytes, 0);
  bytes.fill(0x90, setupBytes);
  bytes.writeUInt8(setupSectors, 0x1f1);
  bytes.writeUInt32LE(systemBytes / 16, 0x1f4);
  bytes.writeUInt16LE(0xaa55, 0x1fe);
  bytes.write('HdrS', 0x202, 'latin1');
  bytes.writeUInt16LE(protocol, 0x206);
  bytes.writeUInt16LE(versionPointer, 0x20e);
  bytes.writeUInt8(loadFlags, 0x211);
  bytes.writeUInt16LE(xloadflags, 0x236);
  bytes.writeUInt32LE(initSize, 0x260);
  bytes.write(release, 0x500, 'latin1');
  return bytes;
}

/** The head of WIN_CERTIFICATE in Debian's linux-image-6.1.0-50-cloud-amd64 (0x5c0 bytes, revision 2.0, PKCS#7 signed data), and made-up data. */
export function certificate(changes: { readonly length?: number; readonly revision?: number; readonly type?: number } = {}): Buffer {
  const bytes = Buffer.alloc(0x5c0, 0x30);
  bytes.writeUInt32LE(changes.length ?? bytes.length, 0);
  bytes.writeUInt16LE(changes.revision ?? 0x0200, 4);
  bytes.writeUInt16LE(changes.type ?? 0x0002, 6);
  return bytes;
}

/** An EFI program (PE32+) with these sections, each at a multiple of 512 bytes, and a certificate table where one is given. */
export function portableExecutable(machine: number, sections: readonly (readonly [name: string, contents: Uint8Array])[], signature?: Buffer): Buffer {
  if (signature !== undefined) return withSignature(programOf(machine, sections, 112 + 16 * 8), signature);
  return programOf(machine, sections, 112);
}

function withSignature(program: Buffer, signature: Buffer): Buffer {
  program.writeUInt32LE(16, 88 + 108); // number of directories
  program.writeUInt32LE(program.length, 88 + 112 + 4 * 8);
  program.writeUInt32LE(signature.length, 88 + 112 + 4 * 8 + 4);
  return Buffer.concat([program, signature]);
}

function programOf(machine: number, sections: readonly (readonly [name: string, contents: Uint8Array])[], optionalBytes: number): Buffer {
  const table = 64 + 24 + optionalBytes;
  const starts: number[] = [];
  let size = align(table + sections.length * 40);
  for (const [, contents] of sections) {
    starts.push(size);
    size += align(contents.length);
  }
  const bytes = Buffer.alloc(starts.length === 0 ? size : (starts.at(-1) ?? 0) + (sections.at(-1)?.[1].length ?? 0));
  bytes.write('MZ', 0, 'latin1');
  bytes.writeUInt32LE(64, 0x3c);
  bytes.write('PE\0\0', 64, 'latin1');
  bytes.writeUInt16LE(machine, 68);
  bytes.writeUInt16LE(sections.length, 70);
  bytes.writeUInt16LE(optionalBytes, 84);
  bytes.writeUInt16LE(0x20b, 88);
  for (const [index, [name, contents]] of sections.entries()) {
    const at = table + index * 40;
    bytes.write(name, at, 'latin1');
    bytes.writeUInt32LE(contents.length, at + 8);
    bytes.writeUInt32LE(align(contents.length), at + 16);
    bytes.writeUInt32LE(starts[index] ?? 0, at + 20);
    bytes.set(contents, starts[index]);
  }
  return bytes;
}

function align(offset: number): number {
  return Math.ceil(offset / 512) * 512;
}
