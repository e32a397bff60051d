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
}

/** A bzImage of a few KiB: setup code with the boot header, then 4 KiB of system. x86 boot protocol. */
export function smallBzImage({ release, protocol = 0x20f, setupSectors = 8, loadFlags = 1, xloadflags = 1, versionPointer = 0x300 }: BzImageFields): Buffer {
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
  bytes.write(release, 0x500, 'latin1');
  return bytes;
}

/** An EFI program (PE32+) with these sections, each at a multiple of 512 bytes. */
export function portableExecutable(machine: number, sections: readonly (readonly [name: string, contents: Uint8Array])[]): Buffer {
  const optionalBytes = 112;
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
