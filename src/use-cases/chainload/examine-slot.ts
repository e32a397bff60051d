import { entryByHand } from '../../core/boot-entry/by-hand.ts';
import { completeEntry } from '../../core/boot-entry/complete-entry.ts';
import { chainedSlot, slotCommandLine } from '../../core/chainload/command-line.ts';
import type { Slot, SlotName } from '../../core/chainload/config.ts';
import type { CheckOutcome } from '../../core/restart-plan/check.ts';
import { checkContainer } from '../../core/restart-plan/checks/container.ts';
import { checkHypervisor } from '../../core/restart-plan/checks/hypervisor.ts';
import { checkInitrdAge } from '../../core/restart-plan/checks/initrd-age.ts';
import { checkInitrds } from '../../core/restart-plan/checks/initrds.ts';
import { checkKernelArchitecture } from '../../core/restart-plan/checks/kernel-architecture.ts';
import { checkKernelImage } from '../../core/restart-plan/checks/kernel-image.ts';
import { checkKernelModules } from '../../core/restart-plan/checks/kernel-modules.ts';
import { checkKernelSignature } from '../../core/restart-plan/checks/kernel-signature.ts';
import { checkKexecLoadDisabled } from '../../core/restart-plan/checks/kexec-load-disabled.ts';
import { checkKexecSupport } from '../../core/restart-plan/checks/kexec-support.ts';
import { checkKexecTool } from '../../core/restart-plan/checks/kexec-tool.ts';
import { checkLockdown } from '../../core/restart-plan/checks/lockdown.ts';
import { checkRootArgument } from '../../core/restart-plan/checks/root-argument.ts';
import { checkRootDisk } from '../../core/restart-plan/checks/root-disk.ts';
import type { EntryFiles } from '../../core/restart-plan/machine.ts';
import { startsThisSystem } from '../../core/restart-plan/root-of-entry.ts';
import type { EnginePorts } from '../engine-ports.ts';
import { inspectWholeFiles } from '../read-entries/inspect-files.ts';

/** What was found out about a slot. */
export interface ExaminedSlot {
  /** Of the plan's checks, those that say whether it would come up; people and pending updates are of no concern at boot. */
  readonly checks: readonly CheckOutcome[];
  readonly kernelRelease: string | null;
}

/**
 * Looks at a slot as a plan looks at an entry: its files, its command line, and whether kexec works here. Where this boot was chain
 * loaded itself, the running kernel is not the one that will load, so what it may load says nothing; that it runs says enough.
 */
export async function examineSlot(ports: EnginePorts, name: SlotName, slot: Slot): Promise<ExaminedSlot> {
  const machine = ports.machine.read();
  const draft = entryByHand({ kernel: slot.kernel, initrds: slot.initrds, commandLine: slotCommandLine(name, slot, machine.commandLine) });
  const files: EntryFiles = (await inspectWholeFiles(ports, draft)) ?? { kernel: { kind: 'missing' }, initrds: [] };
  const entry = completeEntry(draft, files, machine);
  const facts = ports.machine.readCheckFacts(entry);
  const advice = await ports.machine.readAdvice(draft.commandLine);
  const loading = chainedSlot(machine.commandLine) !== null ? [] : [checkKernelSignature(files, machine, facts.signatures), checkKexecSupport(machine), checkKexecLoadDisabled(machine), checkLockdown(machine)];
  const checks = [
    checkKernelImage(entry, files),
    ...unifiedCheck(files, slot.kernel),
    checkKernelArchitecture(files, machine),
    checkKernelModules(entry, facts.modules, startsThisSystem(advice.root, entry, machine)),
    checkInitrds(entry, files),
    checkInitrdAge(entry, files),
    checkRootArgument(entry, machine),
    checkRootDisk(advice, entry, machine, true),
    checkKexecTool(machine),
    ...loading,
    checkContainer(machine),
    checkHypervisor(facts.hypervisor, machine),
  ];
  return { checks, kernelRelease: entry.kernelRelease };
}

/** A shell script at boot cannot take such an image apart, and kexec(8) of today's stable distributions does not know it. */
function unifiedCheck({ kernel }: EntryFiles, path: string): readonly CheckOutcome[] {
  if (kernel.kind !== 'valid' || kernel.unified !== true) return [];
  const message = `${path} is a unified kernel image, which is not taken apart at boot.`;
  return [{ id: 'kernel-image', result: 'refusal', against: 'quick', message, hint: 'Give the kernel image and the initrd that it was made from: --kernel and --initrd.' }];
}
