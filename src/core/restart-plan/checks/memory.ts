import { say } from '../../sentence.ts';
import { megabytes } from '../megabytes.ts';
import type { MemoryFacts } from '../check-facts.ts';
import type { CheckOutcome } from '../check.ts';
import type { EntryFiles } from '../machine.ts';
import { outcome } from '../outcome.ts';

/**
 * There is memory for the load while all services run. kexec_file_load(2) reads kernel and initrd as a whole and copies them into pages
 * of their own before it frees what it read (Linux kernel/kexec_file.c, kimage_file_prepare_segments(); kernel/kexec_core.c,
 * kimage_load_normal_segment()); the kernel's segment has the size that it wants when it starts, and kexec(8) has read the kernel once
 * more to see what it is. Several initrds are joined in /run first, and a unified image is taken apart there, which is memory too.
 * More than swap can make room for would set the out-of-memory killer on somebody's programs: a refusal.
 */
export function checkMemory(files: EntryFiles | null, memory: MemoryFacts | null): CheckOutcome {
  const needed = files === null ? null : neededBytes(files);
  if (needed === null) return outcome('memory', 'unknown', say('How much memory the load takes is not known, as its files could not be read.'));
  if (memory === null) return outcome('memory', 'unknown', say('Whether there is memory for the load ({needed} MB) could not be read.', { needed: megabytes(needed) }), say('Loading will tell; if it fails, nothing is left loaded.'));
  const { availableBytes, swapFreeBytes } = memory;
  const sizes = { needed: megabytes(needed), free: megabytes(availableBytes) };
  if (needed > availableBytes + swapFreeBytes) return outcome('memory', 'refusal', say('There is too little memory: loading takes up to {needed} MB, and {free} MB are free.', sizes), say('Close programs that take much memory and try again, or restart the ordinary way.'));
  if (needed + RESERVE_BYTES > availableBytes) return outcome('memory', 'warning', say('Memory is short: loading takes up to {needed} MB, and {free} MB are free.', sizes), say('Close programs that take much memory first.'));
  return outcome('memory', 'ok', say('There is memory enough for the load.'));
}

/** For kexec(8) and for what the services take meanwhile. */
const RESERVE_BYTES = 64 * 1024 * 1024;

/** How much larger a kernel is than its compressed image, where the image does not say: Debian's takes 3.8 times as much. */
const UNPACKED = 6;

/** null where a file of them is not whole. */
function neededBytes({ kernel, initrds }: EntryFiles): number | null {
  if (kernel.kind !== 'valid') return null;
  let initrdBytes = 0;
  for (const { state } of initrds) {
    if (state.kind !== 'valid') return null;
    initrdBytes += state.sizeBytes;
  }
  const onceRead = kernel.sizeBytes * 2 + initrdBytes;
  const segments = (kernel.memoryBytes ?? kernel.sizeBytes * UNPACKED) + initrdBytes;
  if (kernel.unified === true) return onceRead + segments + kernel.sizeBytes * 2 + initrdBytes;
  return onceRead + segments + (initrds.length > 1 ? initrdBytes : 0);
}
