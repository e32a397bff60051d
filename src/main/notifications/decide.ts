import type { FailedRestart } from '../../core/trial/failed-restart.ts';
import type { AppState } from '../state/app-state.ts';
import { restartIsDue } from '../state/what-is-next.ts';
import type { Memory } from './memory.ts';
import { quietUntilMs } from './quiet.ts';

/** What the decision depends on besides the state. */
export interface Moment {
  readonly nowMs: number;
  /** /proc/sys/kernel/random/boot_id */
  readonly bootId: string;
  readonly liveSession: boolean;
}

type Due = Pick<AppState, 'service' | 'preferences' | 'packagesChanging'>;

/**
 * Whether to tell that a restart is due: once when it becomes due, and once more when the person asked for that time. Never while
 * packages are being changed (more may come), on a live medium (a restart loses everything), or against the person's wish; in quiet
 * hours it waits.
 */
export function shouldTell(state: Due, memory: Memory, moment: Moment): boolean {
  return isToBeTold(state, memory, moment) && quietEnd(state, moment) === null;
}

/** The end of the person's quiet hours, where it is in them now; ms since the epoch. */
export function quietEnd({ preferences }: Pick<AppState, 'preferences'>, { nowMs }: Pick<Moment, 'nowMs'>): number | null {
  return quietUntilMs(preferences.quietHours, nowMs);
}

/** Whether a due restart is to be told now, or else at the end of quiet hours. */
export function isToBeTold(state: Due, memory: Memory, moment: Moment): boolean {
  if (!restartIsDue(state) || !state.preferences.notify || state.packagesChanging || moment.liveSession) return false;
  if (memory.laterUntilMs !== null) return moment.nowMs >= memory.laterUntilMs;
  return memory.toldInBoot !== moment.bootId;
}

/** The failure of the quick restart that led to this boot, where it has not been told yet. */
export function untoldFailure({ service, preferences }: Pick<AppState, 'service' | 'preferences'>, memory: Memory): FailedRestart | null {
  const latest = service.kind === 'read' ? service.value.failedRestarts.find((one) => one.latest) : undefined;
  return latest === undefined || !preferences.notify || latest.atMs === memory.toldFailureMs ? null : latest;
}

/** What is remembered when a restart is not due (any more): it may become due anew. null: nothing to change. */
export function forgotten(state: Pick<AppState, 'service'>, memory: Memory): Memory | null {
  if (state.service.kind !== 'read' || restartIsDue(state)) return null;
  return memory.toldInBoot === '' && memory.laterUntilMs === null ? null : { ...memory, toldInBoot: '', laterUntilMs: null };
}
