import { hasMagic, textUntilNul, u16, u32 } from './bytes.ts';
import type { Walker } from './random-access.ts';

/** A section of an EFI program, as far as it lies in the file. */
export interface Section {
  readonly name: string;
  readonly offset: number;
  readonly sizeBytes: number;
}

/** What the headers of an EFI program say. */
export interface PortableExecutable {
  /** In `uname -m` words; null for one that no Linux runs on or that has several names. */
  readonly architecture: string | null;
  readonly sections: readonly Section[];
  /** How long the file must be to hold every section and the signatures. */
  readonly neededBytes: number;
}

/** Reads the headers of an EFI program; null where it is none. Source: Microsoft PE Format, COFF header, section table. */
export function readPortableExecutable(file: Walker): PortableExecutable | null {
  const dos = file.bytes(0, 64);
  if (dos.length < 64 || !hasMagic(dos, 0, 'MZ')) return null;
  const start = u32(dos, 0x3c);
  const coff = file.bytes(start, COFF_BYTES);
  if (coff.length < COFF_BYTES || !hasMagic(coff, 0, 'PE\0\0')) return null;
  const optionalBytes = u16(coff, 20);
  const optional = file.bytes(start + COFF_BYTES, optionalBytes);
  const tableStart = start + COFF_BYTES + optionalBytes;
  const table = file.bytes(tableStart, u16(coff, 6) * SECTION_BYTES);
  const sections = sectionsOf(table);
  const ends = sections.map((section) => section.offset + section.sizeBytes);
  return {
    architecture: ARCHITECTURES[u16(coff, 4)] ?? null,
    sections,
    neededBytes: Math.max(tableStart + u16(coff, 6) * SECTION_BYTES, signaturesEnd(optional), ...ends),
  };
}

const COFF_BYTES = 24;
const SECTION_BYTES = 40;

const ARCHITECTURES: Readonly<Record<number, string>> = {
  0x014c: 'i686',
  0x8664: 'x86_64',
  0xaa64: 'aarch64',
  0x5064: 'riscv64',
  0x6264: 'loongarch64',
};

function sectionsOf(table: Uint8Array): readonly Section[] {
  const sections: Section[] = [];
  for (let at = 0; at + SECTION_BYTES <= table.length; at += SECTION_BYTES) {
    const inMemory = u32(table, at + 8);
    const inFile = u32(table, at + 16);
    // In the file a section is padded, in memory it may go on with zeros: its contents are the shorter of both.
    const sizeBytes = inMemory === 0 ? inFile : Math.min(inMemory, inFile);
    if (sizeBytes > 0) sections.push({ name: textUntilNul(table.subarray(at, at + 8)), offset: u32(table, at + 20), sizeBytes });
  }
  return sections;
}

/** The certificate table is the one directory that is given by file offset. 0 where the program is not signed. */
function signaturesEnd(optional: Uint8Array): number {
  const directories = u16(optional, 0) === 0x20b ? 112 : 96;
  if (u32(optional, directories - 4) <= CERTIFICATES || optional.length < directories + (CERTIFICATES + 1) * 8) return 0;
  const at = directories + CERTIFICATES * 8;
  return u32(optional, at + 4) === 0 ? 0 : u32(optional, at) + u32(optional, at + 4);
}

const CERTIFICATES = 4;
