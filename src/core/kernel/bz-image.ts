import { hasMagic, textUntilNul, u16, u32, u8 } from './bytes.ts';
import type { InvalidFile } from '../restart-plan/machine.ts';
import { say } from '../sentence.ts';
import { cutOff, notAKernel, type ImageFinding } from './image-finding.ts';
import { readPortableExecutable } from './portable-executable.ts';
import type { Walker } from './random-access.ts';

/** Whether a file carries the x86 boot protocol's header. Linux Documentation/arch/x86/boot.rst, "The Real-Mode Kernel Header". */
export function isBzImage(head: Uint8Array): boolean {
  return hasMagic(head, 0x202, 'HdrS') && u16(head, 0x1fe) === 0xaa55;
}

/**
 * Looks at an x86 kernel image: whole by its own account (setup sectors, syssize, and the sections and signatures of its EFI
 * stub), Linux (memtest86+ carries the same header), of which release and for which processor.
 */
export function inspectBzImage(file: Walker): ImageFinding {
  const head = file.bytes(0, HEADER_END);
  if (head.length < HEADER_END) return cutOff(file.sizeBytes, HEADER_END);
  const protocol = u16(head, 0x206);
  if (protocol < 0x200 || (u8(head, 0x211) & LOADED_HIGH) === 0) return notAKernel(say('it is a zImage, a form of kernel image that kexec does not start'));
  const setupEnd = ((u8(head, 0x1f1) || 4) + 1) * SECTOR_BYTES;
  if (file.sizeBytes < setupEnd) return cutOff(file.sizeBytes, setupEnd);
  const release = readRelease(file, head, setupEnd);
  if (typeof release !== 'string') return release;
  // Before protocol 2.04 the upper half of syssize meant nothing.
  const systemBytes = (protocol >= 0x204 ? u32(head, 0x1f4) : u16(head, 0x1f4)) * 16;
  const program = readPortableExecutable(file);
  const neededBytes = Math.max(setupEnd + systemBytes, program?.neededBytes ?? 0);
  if (file.sizeBytes < neededBytes) return cutOff(file.sizeBytes, neededBytes);
  return { kind: 'valid', release, architecture: architectureOf(protocol, head), signed: program?.signed === true, ...memoryOf(protocol, head) };
}

const HEADER_END = 0x268;
const SECTOR_BYTES = 512;
const LOADED_HIGH = 0x01;
const XLF_KERNEL_64 = 0x01;
const MAX_VERSION_BYTES = 512;

function readRelease(file: Walker, head: Uint8Array, setupEnd: number): string | InvalidFile {
  const pointer = u16(head, 0x20e);
  const start = pointer + 0x200;
  const isPointer = pointer !== 0 && start < setupEnd;
  const version = isPointer ? textUntilNul(file.bytes(start, Math.min(MAX_VERSION_BYTES, setupEnd - start))) : '';
  if (version === '') return notAKernel(say('it states no kernel release, so it is not Linux'));
  const release = /^[\x21-\x7e]+/.exec(version)?.[0] ?? '';
  return /^[0-9]+\.[0-9]/.test(release) ? release : notAKernel(say('it calls itself “{name}”, so it is not Linux', { name: version.slice(0, 40) }));
}

/** Which processor it runs on is stated since protocol 2.12 (Linux 3.8). */
function architectureOf(protocol: number, head: Uint8Array): string | null {
  if (protocol < 0x20c) return null;
  return (u16(head, 0x236) & XLF_KERNEL_64) === 0 ? 'i686' : 'x86_64';
}

/** init_size, since protocol 2.10: what the kernel needs from its load address on before it knows of any memory. */
function memoryOf(protocol: number, head: Uint8Array): { readonly memoryBytes?: number } {
  const initSize = protocol < 0x20a ? 0 : u32(head, 0x260);
  return initSize === 0 ? {} : { memoryBytes: initSize };
}
