import { afterVerdict } from '../../core/trial/change-kernels.ts';
import { failureSentence } from '../../core/trial/failed-restart.ts';
import { judgeAttempt, type Verdict } from '../../core/trial/judge-attempt.ts';
import { inEnglish } from '../../core/sentence.ts';
import type { Attempt } from '../../core/trial/kept-kernels.ts';
import type { BootFacts } from '../../ports/history-times.ts';
import type { CrashLogs } from '../../ports/kernels.ts';
import type { BootsBefore } from '../record-boot.ts';
import { changeKernelsOrTell, type KernelPorts } from './kept-kernels.ts';

/** What judging needs. */
export interface JudgingPorts extends KernelPorts {
  readonly crashes: CrashLogs;
}

/**
 * Decides what became of the last quick restart, from what the boots since then left, and from this one, which has reached its target;
 * nothing where that is decided already. Done before what was left is cleared away.
 */
export function judgeLastStart(ports: JudgingPorts, { bootId, kernelRelease, commandLine, throughKexec }: BootFacts, { noted, left }: BootsBefore): void {
  if (bootId === null) return;
  const boots = [
    ...noted.map(({ boot, left: before }) => ({ boot: { id: boot.id, kernelRelease: boot.kernelRelease, commandLine: null, throughKexec: boot.throughKexec, cameUp: boot.cameUp }, before })),
    { boot: { id: bootId, kernelRelease, commandLine, throughKexec, cameUp: true }, before: left },
  ];
  changeKernelsOrTell(ports, (kept) => {
    let known = kept;
    for (const { boot, before } of boots) {
      if (known.attempt === null) return known;
      const verdict = judgeAttempt(known.attempt, { ...boot, crashLogged: ports.crashes.loggedSince(known.attempt.atMs) }, before);
      tell(ports, verdict, known.attempt);
      // It is this boot that noticed, whichever of them it was.
      known = afterVerdict(known, verdict, verdict.kind === 'landed' ? boot.id : bootId);
    }
    return known;
  });
}

function tell({ journal }: KernelPorts, verdict: Verdict, attempt: Attempt): void {
  if (verdict.kind === 'failed') journal.warning(inEnglish(failureSentence({ ...attempt, how: verdict.how })));
  if (verdict.kind === 'dropped') journal.info('A kernel that was loaded was not started, or nobody can know: nothing is concluded.');
}
