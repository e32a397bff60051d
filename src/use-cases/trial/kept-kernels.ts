import { err, ok, type Result } from '../../core/result.ts';
import { NO_KERNELS_KNOWN, type KeptKernels } from '../../core/trial/kept-kernels.ts';
import type { Journal } from '../../ports/journal.ts';
import type { KernelStore } from '../../ports/kernels.ts';
import type { StateError } from '../../ports/state-error.ts';

/** Where what is known about kernels is kept, and where trouble with it is told. */
export interface KernelPorts {
  readonly kernels: KernelStore;
  readonly journal: Journal;
}

/**
 * Reads, changes and writes back at once, so that two programs that do the same rarely meet; where they do, the later one's word stands.
 * A damaged file is kept aside and told, and a new one started. The value: whether something was written. Error: as the store's.
 */
export function changeKernels(ports: KernelPorts, change: (kept: KeptKernels) => KeptKernels): Result<boolean, StateError> {
  const read = ports.kernels.read();
  const kept = read.ok || read.error.kind !== 'damaged' ? read : startAnew(ports, read.error);
  if (!kept.ok) return kept;
  if (kept.value === null) return ok(false);
  const changed = change(kept.value);
  if (changed === kept.value) return ok(false);
  const written = ports.kernels.write(changed);
  return written.ok ? ok(true) : written;
}

/** As changeKernels; whatever fails is told in the journal and costs no more than what was to be remembered. */
export function changeKernelsOrTell(ports: KernelPorts, change: (kept: KeptKernels) => KeptKernels): void {
  const done = changeKernels(ports, change);
  if (!done.ok) ports.journal.error(`What is known about kernels could not be kept: ${done.error.path}: ${done.error.detail}.`);
}

function startAnew({ kernels, journal }: KernelPorts, damage: StateError): Result<KeptKernels, StateError> {
  journal.error(`What is known about kernels could not be read: ${damage.path}: ${damage.detail}.`);
  const aside = kernels.keepAside();
  if (!aside.ok) return err(aside.error);
  journal.warning(`The damaged file is kept as ${aside.value}; a new one is started.`);
  return ok(NO_KERNELS_KNOWN);
}
