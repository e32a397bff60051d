import type { KernelImageState } from '../restart-plan/machine.ts';
import { say } from '../sentence.ts';
import { inspectBzImage, isBzImage } from './bz-image.ts';
import { hasMagic, textUntilNul, u32 } from './bytes.ts';
import { cutOff, notAKernel, type ImageFinding } from './image-finding.ts';
import { readPortableExecutable, type PortableExecutable } from './portable-executable.ts';
import { partOf, walkFile, type RandomAccess, type Walker } from './random-access.ts';

/**
 * Looks at a kernel image: x86 bzImage, arm64 and RISC-V Image, EFI zboot image, one of these compressed with gzip, or a
 * unified kernel image. `valid` where it is whole as far as its headers tell; release and architecture are null where the
 * format does not state them in a readable place. Only headers are read, a few KiB of any file.
 * Anything else, such as an ELF kernel of POWER or a file of zeros, is `invalid`: it is refused, not guessed at.
 */
export function inspectKernelImage(file: RandomAccess): Exclude<KernelImageState, { kind: 'missing' }> {
  return walkFile<Exclude<KernelImageState, { kind: 'missing' }>>(
    file,
    (walker) => {
      const finding = inspectImage(walker);
      return finding.kind === 'valid' ? { ...finding, sizeBytes: file.sizeBytes } : finding;
    },
    (detail) => ({ kind: 'unreadable', detail }),
  );
}

function inspectImage(file: Walker): ImageFinding {
  if (file.sizeBytes === 0) return { kind: 'invalid', detail: say('the file is empty'), truncated: true };
  const head = file.bytes(0, 0x268);
  if (isBzImage(head)) return inspectBzImage(file);
  if (hasMagic(head, 0, '\x1f\x8b')) return inspectGzip(file);
  const program = readPortableExecutable(file);
  if (program !== null && file.sizeBytes < program.neededBytes) return cutOff(file.sizeBytes, program.neededBytes);
  if (hasMagic(head, 0, 'MZ') && hasMagic(head, 4, 'zimg')) return inspectZboot(file, head, program);
  const plain = PLAIN_IMAGES.find(({ at, magic }) => hasMagic(head, at, magic));
  if (plain !== undefined) return { kind: 'valid', release: null, architecture: plain.architecture, signed: program?.signed === true, ...memoryOfPlain(head) };
  if (program !== null) return inspectUnifiedKernelImage(file, program);
  if (head.every((byte) => byte === 0)) return { kind: 'invalid', detail: say('it begins with zeros, as a file that was never written to the disk'), truncated: true };
  return notAKernel(say('it is not a kernel image of a known kind'));
}

/** Linux Documentation/arch/arm64/booting.rst, "Call the kernel image"; Documentation/arch/riscv/boot-image-header.rst. */
const PLAIN_IMAGES = [
  { at: 56, magic: 'ARM\x64', architecture: 'aarch64' },
  { at: 56, magic: 'RSC\x05', architecture: 'riscv64' },
] as const;

/** image_size, in the same place in both headers; 0 in images of Linux before 3.17. No kernel takes 4 GiB. */
function memoryOfPlain(head: Uint8Array): { readonly memoryBytes?: number } {
  const imageSize = u32(head, 16);
  return imageSize === 0 || u32(head, 20) !== 0 ? {} : { memoryBytes: imageSize };
}

const SMALLEST_GZIP_BYTES = 18;

/** What is inside shows only when it is unpacked, and so does its end. */
function inspectGzip(file: Walker): ImageFinding {
  if (file.sizeBytes < SMALLEST_GZIP_BYTES) return cutOff(file.sizeBytes, SMALLEST_GZIP_BYTES);
  return { kind: 'valid', release: null, architecture: null, endUnseen: true };
}

/** A compressed kernel that unpacks itself under EFI; Linux drivers/firmware/efi/libstub/zboot-header.S. */
function inspectZboot(file: Walker, head: Uint8Array, program: PortableExecutable | null): ImageFinding {
  const neededBytes = u32(head, 8) + u32(head, 12);
  if (file.sizeBytes < neededBytes) return cutOff(file.sizeBytes, neededBytes);
  return { kind: 'valid', release: null, architecture: program?.architecture ?? null };
}

/** Kernel, initrd and command line in one EFI program; UAPI Group, Unified Kernel Images. The release is in `.uname`, or in the kernel itself. */
function inspectUnifiedKernelImage(file: Walker, program: PortableExecutable): ImageFinding {
  const linux = program.sections.find((section) => section.name === '.linux');
  if (linux === undefined) return notAKernel(say('it is an EFI program without a Linux kernel in it'));
  const inner = inspectInner(partOf(file, linux.offset, linux.sizeBytes));
  if (inner.kind !== 'valid') return { ...inner, detail: say('in its section .linux: {detail}', { detail: inner.detail }) };
  const uname = program.sections.find((section) => section.name === '.uname');
  const stated = uname === undefined ? '' : textUntilNul(file.bytes(uname.offset, Math.min(uname.sizeBytes, MAX_UNAME_BYTES)));
  const release = /^[\x21-\x7e]+/.exec(stated.trim())?.[0] ?? inner.release;
  // Signature and size are the inner kernel's: that is what is taken out for kexec.
  return { ...inner, release, architecture: inner.architecture ?? program.architecture, unified: true };
}

/** A unified kernel image inside another one is not looked into: two levels are nobody's kernel. */
function inspectInner(file: Walker): ImageFinding {
  const nested = readPortableExecutable(file)?.sections.some((section) => section.name === '.linux') === true;
  return nested ? notAKernel(say('it is a unified kernel image once more')) : inspectImage(file);
}

const MAX_UNAME_BYTES = 512;
