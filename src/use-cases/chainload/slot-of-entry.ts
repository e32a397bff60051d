import type { Failure } from '../../contracts/errors.ts';
import { fitsOneLine, type Slot } from '../../core/chainload/config.ts';
import { err, ok, type Result } from '../../core/result.ts';
import type { EnginePorts } from '../engine-ports.ts';
import { refused } from '../failures.ts';
import { planRestartNow } from '../plan-restart-now.ts';
import { readAnew } from '../read-entries/readings.ts';

/** The word that stands for the entry of the policy, also when that is another one after an upgrade. */
export const DEFAULT_ENTRY = 'default';

/**
 * A slot that starts what a boot entry would; `reuse`: with the running command line instead of the entry's own. Errors: entry-unknown,
 * entry-ambiguous, no-entry, refused (an entry that cannot be started without its boot loader), and those of reading.
 */
export async function slotOfEntry(ports: EnginePorts, entry: string, reuse: boolean): Promise<Result<Slot, Failure>> {
  const plan = await planRestartNow(ports, entry === DEFAULT_ENTRY ? '' : entry, readAnew(ports));
  if (!plan.ok) return err(plan.error.kind === 'not-supported' ? namingFiles(plan.error) : plan.error);
  const { entry: found, checks, kernel, initrds, commandLine } = plan.value;
  const unfit = checks.filter((check) => check.result === 'refusal' && (check.id === 'entry-fit' || check.id === 'default-entry'));
  if (found === null) return err(namingFiles(refused(plan.value)));
  if (kernel === null || unfit.length > 0) return err(refused({ ...plan.value, checks: unfit.length > 0 ? unfit : checks }));
  // To the kernel a line end is a blank like any other.
  const append = reuse ? '' : commandLine.replace(/[\t\n\r]/g, ' ').trim();
  const slot = { kernel, initrds, append, reuse, entry: entry === DEFAULT_ENTRY ? entry : found.id };
  return [kernel, ...initrds, append, slot.entry].every(fitsOneLine) ? ok(slot) : err(ODD);
}

/** A provider's disk often has kernels and no boot loader. */
function namingFiles({ kind, message }: Failure): Failure {
  return { kind, message, hint: 'Name the files instead, such as: --kernel /vmlinuz --initrd /initrd.img --reuse' };
}

const ODD: Failure = {
  kind: 'refused',
  message: 'This boot entry has a path, an id or a command line with control characters, which no line of chainload.conf can hold.',
  hint: 'Rename what bears them, or name the files: --kernel, --initrd and --append.',
};
