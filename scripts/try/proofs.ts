import { withAddedWords } from '../../src/core/trial/trial-words.ts';
import type { RestartReport } from './restart-report.ts';

/** One thing that must hold of a quick restart; `seen` says what was found. */
export interface Proof {
  readonly claim: string;
  readonly holds: boolean;
  readonly seen: string;
}

/** What the plan promised. */
export interface Promised {
  readonly kernelRelease: string;
  readonly commandLine: string;
}

/** What a plan, as `plan --json` prints it, promises: its command line with the words that a trial adds. */
export function promisedBy(plan: { readonly commandLine: string; readonly addedWords: readonly string[]; readonly entry: { readonly kernelRelease: string | null } | null }): Promised {
  return { kernelRelease: plan.entry?.kernelRelease ?? '', commandLine: withAddedWords(plan.commandLine, plan.addedWords) };
}

/** All that must hold of a quick restart, in the order in which it is shown. */
export function prove(promised: Promised, report: RestartReport): readonly Proof[] {
  return [
    is('the kernel that runs is the planned one', report.kernelRelease, promised.kernelRelease),
    is('its command line is the planned one', report.commandLine, promised.commandLine),
    { claim: 'it is another boot', holds: report.bootId !== report.bootIdBefore, seen: `boot ${short(report.bootIdBefore)}, then ${short(report.bootId)}` },
    { claim: 'the firmware did not start', holds: report.firmwareStarts === 0 && report.resets === 0, seen: `${report.firmwareStarts} firmware banners, ${report.resets} resets of the machine` },
    {
      claim: 'services were stopped, the witness too',
      holds: report.witnessed.includes(report.bootIdBefore),
      seen: `its ExecStop ran in boots ${report.witnessed.map(short).join(', ') || '(none)'}`,
    },
    cleanlyUnmounted(report),
    { claim: 'nobody was asked for a password', holds: report.passwordPrompts.length === 0, seen: report.passwordPrompts.join('; ') || 'polkit knew no authentication agent' },
  ];
}

function short(bootId: string): string {
  return bootId.slice(0, 8);
}

function is(claim: string, seen: string, wanted: string): Proof {
  return { claim, holds: seen === wanted && wanted !== '', seen: seen === wanted ? seen : `${seen}   (planned: ${wanted})` };
}

function cleanlyUnmounted({ fileSystemCheck, recoveries }: RestartReport): Proof {
  const holds = /: clean, /.test(fileSystemCheck) && !/recover/i.test(fileSystemCheck) && recoveries.length === 0;
  const clean = fileSystemCheck.split('\n').find((line) => line.includes(': clean, '));
  return { claim: 'the root file system was unmounted cleanly', holds, seen: holds ? `fsck: ${clean ?? ''}` : [fileSystemCheck || 'no report of fsck', ...recoveries].join('; ') };
}
