import type { Failure } from '../contracts/errors.ts';
import type { LoadOutcome } from '../contracts/quick-restart-service.ts';
import type { RestartPlan } from '../core/restart-plan/plan.ts';
import { err, ok, type Result } from '../core/result.ts';
import type { KexecError } from '../ports/kexec.ts';
import type { LoadRecords } from '../ports/load-record.ts';
import type { RestartManager } from '../ports/restart-manager.ts';
import type { TargetMounts } from '../ports/target-mounts.ts';
import { blockingInhibitors, checkRestartAllowed } from './check-restart-allowed.ts';
import * as failures from './restart-failures.ts';
import { askRestartManager, type RestartPorts } from './restart-now.ts';
import { isSameStart } from './same-start.ts';
import { nobodyHolds, unmountTarget } from './unmount-target.ts';

/** What the person asked for; `directory` was checked (check-target.ts). */
export interface TargetRequest {
  readonly directory: string;
  /** As in QuickRestartService. */
  readonly selector: string;
  readonly confirmed: boolean;
}

/** The outside; `service` is that of the installed system's root. */
export interface TargetPorts extends Omit<RestartPorts, 'restartManager'> {
  /** null: nobody here stops services, and the jump comes at once. */
  readonly restartManager: RestartManager | null;
  readonly mounts: TargetMounts;
  readonly records: LoadRecords;
  /** kexec -e; does not come back where it works. */
  readonly jump: () => Promise<Result<null, KexecError>>;
}

/**
 * Restarts from a live session into the system that is installed below a directory: plan, ask, load, unmount everything there, restart.
 * Nothing stays loaded where it fails; what was unmounted stays so, and is named. Errors: those of the service; `busy` (who keeps a file
 * system in use), `refused`, `inhibited`, `cancelled`, `load-failed`, `restart-failed`, and those of the restart manager.
 */
export async function restartIntoTarget(request: TargetRequest, ports: TargetPorts): Promise<Result<RestartPlan, Failure>> {
  const planned = await planAndAsk(request, ports);
  if (!planned.ok) return planned;
  const plan = planned.value;
  const loaded = await loadPlanned(plan, ports);
  if (!loaded.ok) return loaded;
  const done = await unmountAndGo(request, plan, ports);
  if (done.ok) return ok(plan);
  const unloaded = await ports.service.unload(false);
  return err(unloaded.ok ? done.error : failures.stillLoaded(done.error, unloaded.error));
}

async function planAndAsk({ directory, selector, confirmed }: TargetRequest, ports: TargetPorts): Promise<Result<RestartPlan, Failure>> {
  const { service, conversation, mounts, restartManager } = ports;
  const planned = await service.plan(selector);
  if (!planned.ok) return planned;
  const plan = planned.value;
  conversation.showPlan(plan);
  if (plan.action === 'none') return err(failures.refusedAtAll(plan));
  if (plan.action !== 'quick' || plan.entry === null) return err(failures.refusedQuick(plan));
  const free = nobodyHolds(directory, mounts);
  if (!free.ok) return free;
  const allowed = restartManager === null ? ok({ otherPeople: [] }) : await checkRestartAllowed(restartManager, ports.ownUids);
  if (!allowed.ok) return allowed;
  if (allowed.value.otherPeople.length > 0) conversation.showStep({ kind: 'others', names: allowed.value.otherPeople });
  const agreed = confirmed || (await conversation.confirm('quick', plan));
  return agreed && !ports.signal.aborted ? planned : err(failures.CANCELLED);
}

async function loadPlanned(plan: RestartPlan, { service, conversation }: TargetPorts): Promise<Result<LoadOutcome, Failure>> {
  conversation.showStep({ kind: 'loading', plan });
  const loaded = await service.load(plan.entry?.id ?? '', false);
  if (!loaded.ok) return loaded;
  if (isSameStart(loaded.value.plan, plan)) {
    conversation.showStep({ kind: 'loaded', outcome: loaded.value });
    return loaded;
  }
  const unloaded = await service.unload(false);
  return err(unloaded.ok ? failures.CHANGED : failures.stillLoaded(failures.CHANGED, unloaded.error));
}

async function unmountAndGo({ directory }: TargetRequest, plan: RestartPlan, ports: TargetPorts): Promise<Result<null, Failure>> {
  const { restartManager, conversation, mounts, records, service, signal } = ports;
  const state = await service.state();
  if (!state.ok) return state;
  if (state.value.loadedChanges.length > 0) return err(failures.CHANGED);
  if (signal.aborted) return err(failures.CANCELLED_UNLOADED);
  conversation.showStep({ kind: 'unmounting', directory });
  const unmounted = await unmountTarget(directory, mounts);
  if (!unmounted.ok) return unmounted;
  // Its files are out of sight now: looked at again at the shutdown, they would count as gone.
  const noted = records.write({ state: 'loaded', entryId: plan.entry?.id ?? '' });
  if (!noted.ok) return err({ kind: 'load-failed', message: `The load could not be noted in /run: ${noted.error.detail}.`, hint: `Mount ${directory} again, and try once more.` });
  return restartManager === null ? jumpAtOnce(ports) : restart(restartManager, ports);
}

async function restart(manager: RestartManager, ports: TargetPorts): Promise<Result<null, Failure>> {
  const blocked = await blockingInhibitors(manager);
  if (!blocked.ok) return blocked;
  if (ports.signal.aborted) return err(failures.CANCELLED_UNLOADED);
  ports.conversation.showStep({ kind: 'restarting', how: 'quick' });
  return askRestartManager(ports, (interactive) => manager.restartThroughKexec(interactive));
}

/** Nobody stops anything, so nothing may be left that a jump would cut off. */
async function jumpAtOnce({ mounts, conversation, jump }: TargetPorts): Promise<Result<null, Failure>> {
  const disks = mounts.writableDisks();
  const open = disks.ok ? disks.value.map(({ mountPoint }) => mountPoint).join(', ') : 'the mounts, which could not be read';
  if (open !== '') return err({ kind: 'refused', message: `A jump would cut off what is written to ${open}.`, hint: 'Unmount it, or mount it for reading only (mount -o remount,ro), and try again.' });
  conversation.showStep({ kind: 'restarting', how: 'quick' });
  const jumped = await jump();
  return jumped.ok ? ok(null) : err({ kind: 'restart-failed', message: `The kernel did not jump: ${jumped.error.detail}.`, hint: 'Mount the installed system again, and look at quick-restart plan --root.' });
}
