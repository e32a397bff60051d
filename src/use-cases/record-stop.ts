import type { Shutdown, StopNote } from '../core/history/stop-note.ts';
import { addThisBoot, type RecordPorts } from './record-boot.ts';

/** A kernel that was loaded shortly before services began to stop was loaded for this restart, and the wish is older than the load. */
const LOADED_FOR_THIS_SECONDS = 60;

/**
 * Notes what this boot ends with and when it was asked for, for the boot that follows to record. A boot that ends before it was up is
 * recorded first. Whatever fails is told in the journal; the caller sees to it that no shutdown waits.
 */
export async function recordStop(ports: RecordPorts): Promise<void> {
  const { store, clock, manager, journal } = ports;
  const facts = clock.read();
  const bootId = facts.bootId;
  if (bootId === null) return;
  const shutdown = (await manager.shutdown()) ?? 'unknown';
  if (shutdown === 'unknown') journal.warning('systemd did not say what kind of shutdown this is.');
  const kept = store.read();
  if (shutdown !== 'none' && kept.ok && kept.value.boot !== null && kept.value.boot.id !== bootId) await addThisBoot(ports, false);
  const now = clock.now();
  const note: StopNote = {
    bootId,
    kernelRelease: facts.kernelRelease,
    shutdown,
    askedBootSeconds: Math.round(askedBootSeconds(ports, shutdown) * 100) / 100, // as fine as /proc/uptime
    notedBootSeconds: now.bootSeconds,
    notedWallMs: now.wallMs,
    notedRtcSeconds: now.rtcSeconds,
  };
  const written = store.writeStop(note);
  if (!written.ok) journal.error(`This stop could not be noted: ${written.error.path}: ${written.error.detail}.`);
}

function askedBootSeconds({ clock }: RecordPorts, shutdown: Shutdown): number {
  const stopping = clock.processStart().bootSeconds;
  const loading = shutdown === 'kexec' ? clock.loadingSinceBootSeconds() : null;
  return loading !== null && loading <= stopping && stopping - loading <= LOADED_FOR_THIS_SECONDS ? loading : stopping;
}
