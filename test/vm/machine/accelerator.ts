import { accessSync, constants, readFileSync } from 'node:fs';

/** How QEMU runs the guest's processor. */
export interface Accelerator {
  readonly name: 'kvm' | 'tcg';
  readonly args: readonly string[];
}

/**
 * What the guest's processor can do, where it is emulated: `max` nearly all that QEMU can; `plain` without AVX and its like. QEMU 7.2 has
 * those since that release, and on `max` Chromium's compositor ended in one window of four with a segmentation fault, at a vpgatherdd that
 * read beyond what is mapped; in twelve windows on `plain` nothing did. With KVM both are the host's own.
 */
export type Processor = 'max' | 'plain';

/** Of QEMU 7.2, which double-faults Linux 6.12 on two processors with cx16; a guest without svm loads no KVM modules. */
const EMULATED_MAX = 'max,-cx16,-la57,-svm';
/** AVX and what is encoded like it, and the state that only it needs saved: programs then do with SSE. */
const NOT_PLAIN = ['avx', 'avx2', 'f16c', 'fma', 'vaes', 'vpclmulqdq', 'bmi1', 'bmi2', 'adx', 'movbe', 'xsave', 'xsaveopt', 'xgetbv1', 'mpx', 'pku', '3dnow', '3dnowext'];
const EMULATED: Readonly<Record<Processor, string>> = { max: EMULATED_MAX, plain: [EMULATED_MAX, ...NOT_PLAIN.map((name) => `-${name}`)].join(',') };

/**
 * KVM where it works, else emulation. A /dev/kvm that opens proves nothing: inside a virtual machine it may be there and
 * fail at the first instruction, so the processor must say that it can (vmx or svm).
 */
export function accelerator(processor: Processor = 'max'): Accelerator {
  if (hasVirtualisation() && isWritable('/dev/kvm')) return { name: 'kvm', args: ['-accel', 'kvm', '-cpu', 'host'] };
  return { name: 'tcg', args: ['-accel', 'tcg,thread=multi', '-cpu', EMULATED[processor]] };
}

function hasVirtualisation(): boolean {
  return /\b(?:vmx|svm)\b/.test(readFileSync('/proc/cpuinfo', 'utf8'));
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK | constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
