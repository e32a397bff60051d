import type { RestartPlan } from '../core/restart-plan/plan.ts';

/** Whether two plans start the same: entry, kernel image, initrds and command line. */
export function isSameStart(one: RestartPlan, other: RestartPlan): boolean {
  return (
    one.entry?.id === other.entry?.id &&
    one.kernel === other.kernel &&
    one.commandLine === other.commandLine &&
    one.addedWords.join(' ') === other.addedWords.join(' ') &&
    one.initrds.length === other.initrds.length &&
    one.initrds.every((path, at) => path === other.initrds[at])
  );
}
