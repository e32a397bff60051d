import type { RestartPlan } from '../restart-plan/plan.ts';
import { medianOf } from './median.ts';
import type { RestartRecord } from './restart-record.ts';

/** Firmware, kernels and services change: only the latest restarts of each kind say what the next one will take. */
const LATEST = 20;

/**
 * What a quick restart of this machine saves. `measured`: the median of its own ordinary restarts minus the median of its quick
 * ones (negative where quick ones take longer); until both exist `firmware`: what firmware and boot loader took when it last went
 * through them, an estimate; `unknown`: neither. Restarts that did not come up, and those whose length is not known, do not count.
 *
 * `records`: oldest first. `firmwareBootSeconds`: as in KeptHistory; null where only the records are at hand.
 */
export function savedSeconds(records: readonly RestartRecord[], firmwareBootSeconds: number | null): RestartPlan['savedSeconds'] {
  const ordinary = usualSeconds(records, 'ordinary');
  const quick = usualSeconds(records, 'quick');
  if (ordinary !== null && quick !== null) return { value: roundToTenth(ordinary - quick), from: 'measured' };
  const estimate = firmwareBootSeconds ?? lastFirmwareSeconds(records);
  return estimate === null ? { value: null, from: 'unknown' } : { value: roundToTenth(estimate), from: 'firmware' };
}

/** What one quick restart saved: the usual length of ordinary ones minus its own, or else what it skipped. null where neither is known, and for other kinds. */
export function savedBy(record: RestartRecord, records: readonly RestartRecord[]): number | null {
  return savedAgainst(record, usualSeconds(records, 'ordinary'));
}

/** What all quick restarts of the history together saved, see savedBy; null where nothing is known of any. */
export function totalSavedSeconds(records: readonly RestartRecord[]): number | null {
  const ordinary = usualSeconds(records, 'ordinary');
  const known = records.map((record) => savedAgainst(record, ordinary)).filter((seconds) => seconds !== null);
  return known.length === 0 ? null : roundToTenth(known.reduce((sum, seconds) => sum + seconds, 0));
}

function savedAgainst(record: RestartRecord, ordinary: number | null): number | null {
  if (record.kind !== 'quick' || !record.cameUp) return null;
  if (ordinary !== null && record.totalSeconds !== null) return roundToTenth(ordinary - record.totalSeconds);
  return record.skippedSeconds ?? null;
}

function usualSeconds(records: readonly RestartRecord[], kind: 'ordinary' | 'quick'): number | null {
  const lengths = records.filter((one) => one.kind === kind && one.cameUp).map((one) => one.totalSeconds);
  return medianOf(lengths.filter((seconds) => seconds !== null).slice(-LATEST));
}

/** Of the latest record that knows: its own firmware and boot loader, or those that it skipped. */
function lastFirmwareSeconds(records: readonly RestartRecord[]): number | null {
  const known = records.map((one) => (one.firmwareSeconds === null ? (one.skippedSeconds ?? null) : one.firmwareSeconds + (one.loaderSeconds ?? 0)));
  return known.findLast((seconds) => seconds !== null) ?? null;
}

function roundToTenth(seconds: number): number {
  return Math.round(seconds * 10) / 10;
}
