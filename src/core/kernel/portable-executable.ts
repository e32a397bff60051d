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
  /** Carries a signature of the kind that firmware and kexec_file_load(2) check. Whose it is, is not looked at. */
  readonly signed: boolean;
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
  const signatures = signaturesOf(optional);
  return {
    architecture: ARCHITECTURES[u16(coff, 4)] ?? null,
    sections,
    neededBytes: Math.max(tableStart + u16(coff, 6) * SECTION_BYTES, signatures.offset + signatures.sizeBytes, ...ends),
    signed: isSignature(file, signatures),
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

interface Signatures {
  readonly offset: number;
  readonly sizeBytes: number;
}

const NO_SIGNATURES: Signatures = { offset: 0, sizeBytes: 0 };

/** The certificate table is the one directory that is given by file offset. */
function signaturesOf(optional: Uint8Array): Signatures {
  const directories = u16(optional, 0) === 0x20b ? 112 : 96;
  if (u32(optional, directories - 4) <= CERTIFICATES || optional.length < directories + (CERTIFICATES + 1) * 8) return NO_SIGNATURES;
  const at = directories + CERTIFICATES * 8;
  const found = { offset: u32(optional, at), sizeBytes: u32(optional, at + 4) };
  return found.sizeBytes === 0 ? NO_SIGNATURES : found;
}

/** WIN_CERTIFICATE of revision 2.0 that holds PKCS#7 signed data, as Linux crypto/asymmetric_keys/verify_pefile.c asks for. */
function isSignature(file: Walker, { offset, sizeBytes }: Signatures): boolean {
  if (offset === 0 || sizeBytes <= WIN_CERTIFICATE_BYTES) return false;
  const head = file.bytes(offset, WIN_CERTIFICATE_BYTES);
  const length = u32(head, 0);
  return head.length === WIN_CERTIFICATE_BYTES && length > WIN_CERTIFICATE_BYTES && length <= sizeBytes && u16(head, 4) === 0x0200 && u16(head, 6) === PKCS_SIGNED_DATA;
}

const CERTIFICATES = 4;
const WIN_CERTIFICATE_BYTES = 8;
const PKCS_SIGNED_DATA = 0x0002;
