import type { Failure } from '../contracts/errors.ts';
import { failure } from '../contracts/failure.ts';
import type { RestartRecord } from '../core/history/restart-record.ts';
import { savedSeconds } from '../core/history/saved-seconds.ts';
import type { RestartPlan } from '../core/restart-plan/plan.ts';
import { err, ok, type Result } from '../core/result.ts';
import { say, type Sentence } from '../core/sentence.ts';
import type { HistoryError } from '../ports/history.ts';
import type { EnginePorts } from './engine-ports.ts';

/** This machine's restarts, the latest first; see Engine.history. */
export function readHistory({ history }: Pick<EnginePorts, 'history'>): Result<readonly RestartRecord[], Failure> {
  const kept = history.read();
  return kept.ok ? ok([...kept.value.records].reverse()) : err(unreadable(kept.error));
}

/** What a quick restart saves, for the plan: a history that cannot be read makes it unknown and nothing else. */
export function readSavedSeconds({ history, journal }: Pick<EnginePorts, 'history' | 'journal'>): RestartPlan['savedSeconds'] {
  const kept = history.read();
  if (kept.ok) return savedSeconds(kept.value.records, kept.value.firmwareBootSeconds);
  journal.warning(unreadable(kept.error).message);
  return { value: null, from: 'unknown' };
}

const HINTS: Readonly<Record<HistoryError['kind'], Sentence>> = {
  damaged: say('The next boot keeps it aside and starts a new one.'),
  denied: say('Run this command as root, or install the helper (quick-restartd).'),
  failed: say('Check the file system that holds it.'),
};

function unreadable({ kind, path, detail }: HistoryError): Failure {
  return failure(kind === 'denied' ? 'not-authorised' : 'read-failed', say('The history of restarts in {path} could not be read: {detail}.', { path, detail }), HINTS[kind]);
}
