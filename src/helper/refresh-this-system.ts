import { LocalBootFiles } from '../adapters/boot-files/local-boot-files.ts';
import { restartScanners } from '../adapters/restart-sources/index.ts';
import { RUNTIME_NOTES, RuntimeNoteFile } from '../adapters/restart-sources/runtime-note-file.ts';
import { refresh, type RefreshParts } from './refresh.ts';

/** The bus waits 25 s for the helper's start; on a machine that is busy with an upgrade it takes more than one try. */
export const LOOK_MS = 120_000;

/** The refresh of this computer; quick-restart-refresh.service runs it. */
export function refreshThisSystem(parts: Pick<RefreshParts, 'busAddress' | 'journal' | 'stop'>): Promise<void> {
  return refresh({ ...parts, scanners: restartScanners(), scanned: new RuntimeNoteFile(RUNTIME_NOTES.scanned), files: new LocalBootFiles('/'), lookMs: LOOK_MS });
}
