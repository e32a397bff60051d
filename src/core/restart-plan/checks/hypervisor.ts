import { say } from '../../sentence.ts';
import type { HypervisorFacts } from '../check-facts.ts';
import type { CheckOutcome } from '../check.ts';
import { hypervisorRuleFor } from '../hypervisors.ts';
import type { Machine } from '../machine.ts';
import { outcome, refusalOfAny } from '../outcome.ts';

/**
 * What the machine runs on comes back from a quick restart, as far as anybody reported: hypervisors.ts. In Xen's dom0 a kernel is loaded
 * into the hypervisor by a hypercall (xen/include/public/kexec.h); /sys/kernel/kexec_loaded says nothing of it, and to start it would
 * end Xen with all its guests, so nothing could be verified and much would be lost.
 */
export function checkHypervisor(facts: HypervisorFacts, { architecture, kernelRelease }: Machine): CheckOutcome {
  if (facts.xenDom0 === true) return outcome('hypervisor', 'refusal', say('This is Xen’s own domain (dom0): a quick restart would leave the hypervisor out.'), ORDINARY_WAY);
  if (WSL.test(kernelRelease)) return refusalOfAny('hypervisor', say('This is the Windows Subsystem for Linux: Windows starts its kernel.'), say('Restart it from Windows: wsl --shutdown.'));
  const rule = hypervisorRuleFor(facts, architecture);
  if (rule?.verdict === 'refusal') return outcome('hypervisor', 'refusal', say('This machine runs on {name}, where machines did not come back from a quick restart.', { name: rule.name }), ORDINARY_WAY);
  if (rule?.verdict === 'warning') return outcome('hypervisor', 'warning', say('This machine runs on {name}, where quick restarts were reported to hang.', { name: rule.name }), say('Make sure that you can reset it from outside.'));
  if (facts.xenDom0 === null) return outcome('hypervisor', 'unknown', say('What this machine runs on could not be read.'), say('If it is Xen’s own domain (dom0), restart the ordinary way.'));
  return outcome('hypervisor', 'ok', say('Nothing is reported against quick restarts where this machine runs.'));
}

const ORDINARY_WAY = say('Restart the ordinary way: quick-restart now --full.');

/** systemd-detect-virt(1) knows it by the same word. */
const WSL = /microsoft|WSL/;
