import { accessSync, constants, readFileSync } from 'node:fs';

/** How QEMU runs the guest's processor. */
export interface Accelerator {
  readonly name: 'kvm' | 'tcg';
  readonly args: readonly string[];
}

/**
 * KVM where it works, else emulation. A /dev/kvm that opens proves nothing: inside a virtual machine it may be there and
 * fail at the first instruction, so the processor must say that it can (vmx or svm).
 */
export function accelerator(): Accelerator {
  if (hasVirtualisation() && isWritable('/dev/kvm')) return { name: 'kvm', args: ['-accel', 'kvm', '-cpu', 'host'] };
  // QEMU 7.2 double-faults Linux 6.12 on two processors with cx16; a guest without svm loads no KVM modules.
  return { name: 'tcg', args: ['-accel', 'tcg,thread=multi', '-cpu', 'max,-cx16,-la57,-svm'] };
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
