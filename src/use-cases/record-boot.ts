import type { BootNote } from '../core/history/boot-note.ts';
import { addBoot, type Left } from '../core/history/describe-restart.ts';
import { EMPTY_HISTORY, type KeptHistory } from '../core/history/kept-history.ts';
import type { RestartRecord } from '../core/history/restart-record.ts';
import { parseStoppedMark } from '../core/history/stop-note.ts';
import type { HistoryError, HistoryStore } from '../ports/history.ts';
import type { BootClock, ServiceManager } from '../ports/history-times.ts';
import type { Journal } from '../ports/journal.ts';

/** What recording needs of the outside. */
export interface RecordPorts {
  readonly store: HistoryStore;
  readonly clock: BootClock;
  readonly manager: ServiceManager;
  readonly journal: Journal;
}

/**
 * Waits until everything is started (or `signal` aborts: the machine goes down again) and adds the restart that led to this boot to
 * the history. Whatever fails is told in the journal and costs the record, never more.
 */
export async function recordBoot(ports: RecordPorts, signal: AbortSignal): Promise<void> {
  await ports.manager.startupFinished(signal);
  await addThisBoot(ports, true);
}

/** Adds this boot to the history, unless it is there. `cameUp`: its targets were reached. */
export async function addThisBoot(ports: RecordPorts, cameUp: boolean): Promise<void> {
  const { store, clock, journal } = ports;
  const kept = readOrStartAnew(ports);
  const facts = clock.read();
  if (kept === null || facts.bootId === null) return;
  const boot: BootNote = {
    id: facts.bootId,
    kernelRelease: facts.kernelRelease,
    throughKexec: facts.throughKexec,
    times: await ports.manager.times(),
    now: clock.now(),
    reachedMonotonicSeconds: cameUp ? clock.processStart().monotonicSeconds : clock.now().monotonicSeconds,
    cameUp,
  };
  if (boot.times === null) journal.warning('systemd did not say how long this boot took.');
  const added = addBoot(kept, boot, readLeft(ports));
  if (added === null) return;
  const written = store.write(added);
  if (!written.ok) {
    tell(ports, 'This boot could not be recorded', written.error);
    return;
  }
  const cleared = store.clearStop();
  if (!cleared.ok) tell(ports, 'The note of the last stop could not be removed', cleared.error);
  const record = added.records.length > kept.records.length ? added.records.at(-1) : undefined;
  journal.info(record === undefined ? 'The first boot is noted; the next restart will be recorded.' : sentenceOf(record));
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

function readLeft(ports: RecordPorts): Left {
  const stop = ports.store.readStop();
  const mark = ports.store.readStoppedMark();
  if (!stop.ok) tell(ports, 'The note of the last stop could not be read', stop.error);
  const note = stop.ok ? stop.value : 'damaged';
  return { stop: note, stoppedBootSeconds: note === null || note === 'damaged' ? null : parseStoppedMark(mark, note), stoppedInOrder: mark !== null };
}

function tell({ journal }: RecordPorts, what: string, { path, detail }: HistoryError): void {
  journal.error(`${what}: ${path}: ${detail}.`);
}

function sentenceOf({ kind, totalSeconds, cameUp }: RestartRecord): string {
  const how = cameUp ? '' : ' that did not come up';
  return `Recorded: ${kind}${how}${totalSeconds === null ? '' : `, ${totalSeconds.toFixed(1)} s`}.`;
}
