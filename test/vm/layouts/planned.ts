import assert from 'node:assert/strict';
import type { RestartReport } from '../../../scripts/try/restart-report.ts';
import { trialWords, withAddedWords } from '../../../src/core/trial/trial-words.ts';
import type { Machine } from '../machine/machine.ts';

/** The parts of `quick-restart plan --json` that are judged here. */
export interface Planned {
  readonly action: string;
  readonly commandLine: string;
  readonly kernelRelease: string;
  readonly entry: {
    readonly id: string;
    readonly titlePath: readonly string[];
    readonly source: { readonly kind: string };
    readonly kernel: string;
  };
}

interface PlanOutput extends Omit<Planned, 'kernelRelease'> {
  readonly entry: Planned['entry'] & { readonly kernelRelease: string };
}

/** The plan as a person sees it, which must be a quick restart; the list must agree which entry is the default. */
export async function readPlan(machine: Machine): Promise<Planned> {
  const text = await machine.person.read('quick-restart plan --json');
  const { action, commandLine, entry } = JSON.parse(text) as PlanOutput;
  assert.equal(action, 'quick', text);
  const list = JSON.parse(await machine.person.read('quick-restart list --json')) as { readonly entries: readonly { readonly id: string; readonly default: boolean }[] };
  assert.deepEqual(list.entries.filter((one) => one.default).map((one) => one.id), [entry.id], JSON.stringify(list, null, 1));
  const { id, titlePath, source, kernel } = entry;
  return { action, commandLine, kernelRelease: entry.kernelRelease, entry: { id, titlePath, source: { kind: source.kind }, kernel } };
}

/**
 * What started is what was planned. Left aside after an ordinary restart, for no configuration has them: GRUB's BOOT_IMAGE=,
 * and the initrd= by which systemd-boot hands initrds to the kernel's EFI stub; both at the beginning of the line.
 */
export function assertStarted(planned: Planned, report: RestartReport, kind: 'ordinary' | 'quick'): void {
  assert.equal(report.kernelRelease, planned.kernelRelease);
  const commandLine = kind === 'quick' ? report.commandLine : report.commandLine.replace(/^(?:BOOT_IMAGE=\S+ |(?:initrd=\\\S+ )+)/, '');
  // The first quick restart into a kernel is a trial.
  const added = kind === 'quick' ? [trialWords(planned.commandLine), []] : [[]];
  assert.ok(added.some((words) => commandLine === withAddedWords(planned.commandLine, words)), `${commandLine}   (planned: ${planned.commandLine})`);
}
