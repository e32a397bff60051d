import { readFileSync, rmSync } from 'node:fs';
import { err, ok, type Result } from '../../core/result.ts';
import { replaceFile } from '../files/replace-file.ts';
import type { LoadRecord, LoadRecords } from '../../ports/load-record.ts';

/** The directory is systemd's RuntimeDirectory=quick-restart, kept when the helper stops. */
export const LOAD_RECORD_FILE = '/run/quick-restart/load.json';

/** The load record as a small JSON file below /run, replaced as a whole. */
export class LoadRecordFile implements LoadRecords {
  readonly #file: string;

  constructor(file: string = LOAD_RECORD_FILE) {
    this.#file = file;
  }

  read(): LoadRecord | null {
    let text: string;
    try {
      text = readFileSync(this.#file, 'utf8');
    } catch {
      return null; // not there, or not for us to read: then we loaded nothing
    }
    return parse(text) ?? { state: 'loading', entryId: '' };
  }

  write(record: LoadRecord): Result<null, { readonly kind: 'failed'; readonly detail: string }> {
    try {
      replaceFile(this.#file, format(record, this.#since(record)));
      return ok(null);
    } catch (error) {
      return err({ kind: 'failed', detail: error instanceof Error ? error.message : String(error) });
    }
  }

  /** When the load began: it is noted with `loading` and kept with `loaded`. */
  #since(record: LoadRecord): number | null {
    return record.state === 'loading' ? bootSeconds() : readLoadingSince(this.#file);
  }

  clear(): void {
    try {
      rmSync(this.#file, { force: true });
    } catch {
      // Not ours to remove: it is the helper's, and this is somebody's own process.
    }
  }
}

/** JSON with a stamp a line: systemd/libexec/recheck-loaded, a shell script, reads those and the start of the first. */
function format({ state, entryId, files, ...others }: LoadRecord, sinceBootSeconds: number | null): string {
  const head = JSON.stringify({ state, entryId, ...others, ...(sinceBootSeconds === null ? {} : { sinceBootSeconds }) });
  if (files === undefined || files.length === 0) return `${head}\n`;
  return `${head.slice(0, -1)},"files":[\n${files.map((one) => JSON.stringify(one)).join(',\n')}\n]}\n`;
}

/** CLOCK_BOOTTIME, in seconds, when the load began that the record in `file` tells of; null where there is none. */
function readLoadingSince(file: string): number | null {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof value !== 'object' || value === null || !('sinceBootSeconds' in value)) return null;
    return typeof value.sinceBootSeconds === 'number' ? value.sinceBootSeconds : null;
  } catch {
    return null; // nothing is loaded, or the record is damaged
  }
}

function bootSeconds(): number | null {
  try {
    return Number.parseFloat(readFileSync('/proc/uptime', 'latin1'));
  } catch {
    return null; // no /proc: then nobody asks
  }
}

function parse(text: string): LoadRecord | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || !('state' in value) || !('entryId' in value)) return null;
    if (value.state !== 'loading' && value.state !== 'loaded') return null;
    if (typeof value.entryId !== 'string') return null;
    const record: LoadRecord = { state: value.state, entryId: value.entryId };
    if (!('files' in value)) return record;
    return isTexts(value.files) ? { ...record, files: value.files } : null;
  } catch {
    return null;
  }
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}
