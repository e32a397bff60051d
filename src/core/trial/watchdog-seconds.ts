import type { RestartRecord } from '../history/restart-record.ts';

/** A disk that is checked, a slow storage controller: what no start of a healthy machine exceeds before its systemd runs. */
const SHORTEST_SECONDS = 300;
/** The longest that common watchdogs can count to (iTCO: 613 s). */
const LONGEST_SECONDS = 600;
const TIMES_SLOWER = 5;

/**
 * The watchdog's patience from the jump until the next systemd takes it over: five minutes, or five times the slowest start that this
 * machine has recorded, up to ten. Too long costs a person who waits some minutes; too short would kill a healthy start.
 */
export function watchdogSeconds(records: readonly Pick<RestartRecord, 'startingSeconds'>[]): number {
  const slowest = Math.max(0, ...records.map((one) => one.startingSeconds ?? 0));
  return Math.min(LONGEST_SECONDS, Math.max(SHORTEST_SECONDS, Math.ceil(slowest * TIMES_SLOWER)));
}
