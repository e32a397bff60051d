import type { BootNote } from '../core/history/boot-note.ts';
import { addBoot, type Left } from '../core/history/describe-restart.ts';
import { EMPTY_HISTORY, type KeptHistory } from '../core/history/kept-history.ts';
import type { RestartRecord } from '../core/history/restart-record.ts';
import { parseLoadedAtEnd, parseStoppedMark } from '../core/history/stop-note.ts';
import type { NotedStop } from '../core/history/stop-notes.ts';
import type { HistoryError, HistoryStore } from '../ports/history.ts';
import type { BootClock, ServiceManager } from '../ports/history-times.ts';
import type { Journal } from '../ports/journal.ts';
import type { CrashLogs, KernelStore } from '../ports/kernels.ts';
import { judgeLastStart } from './trial/judge-last-start.ts';

/** What recording needs of the outside. */
export interface RecordPorts {
  readonly store: HistoryStore;
  readonly clock: BootClock;
  readonly manager: ServiceManager;
  readonly journal: Journal;
  readonly kernels: KernelStore;
  readonly crashes: CrashLogs;
}

/**
 * Waits until everything is started (or `signal` aborts: the machine goes down again) and adds the restart that led to this boot to
 * the history, behind those of boots that ended before they were recorded. Whatever fails is told in the journal and costs the record,
 * never more.
 */
export async function recordBoot(ports: RecordPorts, signal: AbortSignal): Promise<void> {
  const { store, clock, manager, journal } = ports;
  await manager.startupFinished(signal);
  const kept = readOrStartAnew(ports);
  const facts = clock.read();
  if (kept === null || facts.bootId === null) return;
  const boot: BootNote = {
    id: facts.bootId,
    kernelRelease: facts.kernelRelease,
    throughKexec: facts.throughKexec,
    times: await manager.times(),
    now: clock.now(),
    reachedMonotonicSeconds: clock.processStart().monotonicSeconds,
    cameUp: true,
  };
  if (boot.times === null) journal.warning('systemd did not say how long this boot took.');
  const before = readBootsBefore(ports, facts.bootId);
  judgeLastStart(ports, facts, before);
  const added = addBoots(kept, boot, before);
  if (added !== kept && !write(ports, kept, added)) return;
  const marked = store.markRecorded();
  if (!marked.ok) tell(ports, 'That this boot is recorded could not be noted', marked.error);
}

/** What the boots before this one left. */
export interface BootsBefore {
  /** Those that left a note of their stop, oldest first, each with what was left before it; which of them are recorded is not known here. */
  readonly noted: readonly { readonly boot: BootNote; readonly left: Left }[];
  /** What was left before this boot. */
  readonly left: Left;
}

/** This boot, and before it each boot that left a note and no record. */
function addBoots(kept: KeptHistory, boot: BootNote, { noted, left }: BootsBefore): KeptHistory {
  let history = kept;
  // Before the first recorded boot nothing is known, so there is no restart to tell of.
  for (const one of noted) if (history.boot !== null && one.boot.id !== boot.id) history = addUnrecorded(history, one.boot, one.left);
  return addBoot(history, boot, left) ?? history;
}

const NOTHING_LEFT: Left = { stop: null, stoppedBootSeconds: null, stoppedInOrder: false, loadedAtEnd: null };

/** A boot is there already where its note was left by a record that could not remove it, or it was the last one recorded. */
function addUnrecorded(history: KeptHistory, boot: BootNote, left: Left): KeptHistory {
  return history.boot?.id === boot.id || history.lastStop?.startsWith(`${boot.id}@`) === true ? history : (addBoot(history, boot, left) ?? history);
}

function leftBy(stop: NotedStop | 'damaged', mark: string | null): Left {
  if (stop === 'damaged') return { ...NOTHING_LEFT, stop, stoppedInOrder: mark !== null };
  const own = mark ?? stop.stoppedMark;
  return { stop: stop.note, stoppedBootSeconds: parseStoppedMark(own, stop.note), stoppedInOrder: own !== null, loadedAtEnd: parseLoadedAtEnd(own) };
}

/** The history first, then what it was made of goes. */
function write(ports: RecordPorts, kept: KeptHistory, added: KeptHistory): boolean {
  const { store, journal } = ports;
  const written = store.write(added);
  if (!written.ok) {
    tell(ports, 'This boot could not be recorded', written.error);
    return false;
  }
  const cleared = store.clearStops();
  if (!cleared.ok) tell(ports, 'The note of the last stop could not be removed', cleared.error);
  const records = added.records.slice(kept.records.length);
  if (records.length === 0) journal.info('The first boot is noted; the next restart will be recorded.');
  for (const record of records) journal.info(sentenceOf(record));
  return true;
}

/** null where the history can neither be read nor be moved out of the way. */
function readOrStartAnew(ports: RecordPorts): KeptHistory | null {
  const read = ports.store.read();
  if (read.ok) return read.value;
  tell(ports, 'The history of restarts could not be read', read.error);
  if (read.error.kind !== 'damaged') return null;
  const aside = ports.store.keepAside();
  if (!aside.ok) {
    tell(ports, 'The damaged history could not be kept aside', aside.error);
    return null;
  }
  ports.journal.warning(`The damaged history is kept as ${aside.value}; a new one is started.`);
  return EMPTY_HISTORY;
}

/** What was left of the stops before this boot; one of this very boot is a shutdown that did not come, unless it was a soft reboot. */
export function readBootsBefore(ports: RecordPorts, bootId: string): BootsBefore {
  const read = ports.store.readStops();
  if (!read.ok) tell(ports, 'The note of the last stop could not be read', read.error);
  const all = read.ok ? read.value : ['damaged' as const];
  if (read.ok && all.includes('damaged')) ports.journal.error('The note of a stop is damaged: the kind of that restart is not known.');
  const stops = all.filter((one) => one === 'damaged' || one.note.bootId !== bootId || one.note.shutdown === 'soft-reboot');
  const mark = ports.store.readStoppedMark();
  const noted: BootsBefore['noted'][number][] = [];
  let left: Left = { ...NOTHING_LEFT, stoppedInOrder: mark !== null };
  for (const [at, stop] of stops.entries()) {
    if (stop !== 'damaged' && stop.boot !== null) noted.push({ boot: stop.boot, left: at === 0 ? NOTHING_LEFT : left });
    left = leftBy(stop, at === stops.length - 1 ? mark : null);
  }
  return { noted, left };
}

function tell({ journal }: RecordPorts, what: string, { path, detail }: HistoryError): void {
  journal.error(`${what}: ${path}: ${detail}.`);
}

function sentenceOf({ kind, totalSeconds, cameUp }: RestartRecord): string {
  const how = cameUp ? '' : ' that did not come up';
  return `Recorded: ${kind}${how}${totalSeconds === null ? '' : `, ${totalSeconds.toFixed(1)} s`}.`;
}
