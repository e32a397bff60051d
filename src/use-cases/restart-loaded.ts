import type { Failure } from '../contracts/errors.ts';
import { groupChecks } from '../core/restart-plan/check-groups.ts';
import { err, ok, type Result } from '../core/result.ts';
import { blockingInhibitors, checkRestartAllowed } from './check-restart-allowed.ts';
import { inTheWay, refusedAtAll } from './restart-failures.ts';
import { askRestartManager, type RestartPorts } from './restart-now.ts';

/**
 * Restarts into the kernel that is loaded already and that somebody loaded on purpose (`load --kernel`): the same questions as restartNow,
 * and no other kernel in its place. What was loaded before the call stays loaded where it fails: it was not this call that loaded it.
 * `loadedEntry` is what the state says of it. Errors: `refused`, `inhibited`, `cancelled`, `load-failed` where it is not what was loaded
 * any more, and those of the restart manager.
 */
export async function restartIntoLoaded(loadedEntry: string, confirmed: boolean, ports: RestartPorts): Promise<Result<null, Failure>> {
  const { restartManager, conversation } = ports;
  const isCancelled = (): boolean => ports.signal.aborted;
  const possible = await checkMachine(ports);
  if (!possible.ok) return possible;
  const allowed = await checkRestartAllowed(restartManager, ports.ownUids);
  if (!allowed.ok) return allowed;
  if (allowed.value.otherPeople.length > 0) conversation.showStep({ kind: 'others', names: allowed.value.otherPeople });
  const agreed = confirmed || (await conversation.confirm('quick', null));
  if (!agreed || isCancelled()) return err(CANCELLED);
  // The question may have waited for hours.
  const still = await checkLoaded(loadedEntry, ports);
  if (!still.ok) return still;
  const blocked = await blockingInhibitors(restartManager);
  if (!blocked.ok) return blocked;
  if (isCancelled()) return err(CANCELLED);
  conversation.showStep({ kind: 'restarting', how: 'quick' });
  const done = await askRestartManager(ports, (interactive) => restartManager.restartThroughKexec(interactive));
  return !done.ok && isCancelled() ? err(CANCELLED) : done;
}

/** What stands against any restart now, the boot loader's own default aside: that is not what starts. */
async function checkMachine({ service }: RestartPorts): Promise<Result<null, Failure>> {
  const planned = await service.plan('');
  // No entry to plan: what is loaded was checked when it was loaded.
  const without = planned.ok ? null : inTheWay(planned.error);
  if (!planned.ok) return without === null ? ok(null) : err(without);
  const checks = groupChecks(planned.value.checks).flatMap(({ group, checks: some }) => (group === 'entry' ? [] : some));
  return checks.some((check) => check.result === 'refusal' && check.against === 'any') ? err(refusedAtAll({ ...planned.value, checks })) : ok(null);
}

async function checkLoaded(loadedEntry: string, { service }: RestartPorts): Promise<Result<null, Failure>> {
  const state = await service.state();
  if (!state.ok) return state;
  if (state.value.loadedEntry !== loadedEntry) return err(NOT_LOADED);
  return state.value.loadedChanges.length === 0 ? ok(null) : err(changedBehindLoad(state.value.loadedChanges));
}

// At a terminal only, so in English only.
const CANCELLED: Failure = { kind: 'cancelled', message: 'Cancelled: the kernel that was loaded by hand is still loaded.', hint: 'To unload it: quick-restart unload.' };
const NOT_LOADED: Failure = { kind: 'load-failed', message: 'The kernel that was loaded by hand is not loaded any more.', hint: 'Load it again: quick-restart load --kernel PATH.' };

function changedBehindLoad(paths: readonly string[]): Failure {
  return { kind: 'load-failed', message: `The kernel was loaded, and ${paths.join(', ')} changed since.`, hint: 'Load it again: quick-restart load --kernel PATH.' };
}
