import { sameArchitecture } from '../kernel/architecture.ts';

/** The machine, as far as it decides what an entry means. */
export interface LoaderMachine {
  /** `uname -m`; null where entries for any architecture are wanted. */
  readonly architecture: string | null;
  readonly secureBoot: boolean;
}

/**
 * Whether an entry for `efiName` (`x64`, `AA64`, …) is for the machine. Source: Boot Loader Specification, `architecture`;
 * UEFI specification 3.5.1.1 for the names.
 */
export function isForMachine(efiName: string, machine: LoaderMachine): boolean {
  if (machine.architecture === null) return true;
  const names = EFI_NAMES.find(([, unameOf]) => sameArchitecture(unameOf, machine.architecture ?? ''));
  return (names?.[0] ?? machine.architecture) === efiName.toLowerCase();
}

const EFI_NAMES = [
  ['x64', 'x86_64'],
  ['ia32', 'i686'],
  ['aa64', 'aarch64'],
  ['arm', 'armv7l'],
] as const;
