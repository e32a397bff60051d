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

  isUnderWay(): boolean {
    const { state, pid, sinceBootSeconds } = readFields(this.#file);
    if (state !== 'loading' || typeof pid !== 'number' || typeof sinceBootSeconds !== 'number') return false;
    const now = bootSeconds();
    if (now === null || now - sinceBootSeconds > LONGEST_LOAD_SECONDS) return false;
    return pid !== process.pid && runsSince(pid, sinceBootSeconds);
  }

  clear(): void {
    try {
      rmSync(this.#file, { force: true });
    } catch {
      // Not ours to remove: it is the helper's, and this is somebody's own process.
    }
  }
}

/** kexec(8) is given two minutes for each of two calls, and half a minute to unload; longer than that, nobody is at work any more. */
const LONGEST_LOAD_SECONDS = 600;
/** The unit of starttime in /proc/PID/stat, USER_HZ, which is the same on all machines of Linux that node runs on. */
const TICKS_IN_SECOND = 100;

/**
 * JSON with a stamp a line: systemd/libexec/recheck-loaded, a shell script, reads those and the start of the first. While it is loading, it
 * names the process that loads.
 */
function format({ state, entryId, files, ...others }: LoadRecord, sinceBootSeconds: number | null): string {
  const head = JSON.stringify({ state, entryId, ...others, ...(state === 'loading' ? { pid: process.pid } : {}), ...(sinceBootSeconds === null ? {} : { sinceBootSeconds }) });
  if (files === undefined || files.length === 0) return `${head}\n`;
  return `${head.slice(0, -1)},"files":[\n${files.map((one) => JSON.stringify(one)).join(',\n')}\n]}\n`;
}

/** CLOCK_BOOTTIME, in seconds, when the load began that the record in `file` tells of; null where there is none. */
function readLoadingSince(file: string): number | null {
  const { sinceBootSeconds } = readFields(file);
  return typeof sinceBootSeconds === 'number' ? sinceBootSeconds : null;
}

/** What the record holds, unchecked; nothing where nothing is loaded, or the record is damaged. */
function readFields(file: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
  } catch {
    return {};
  }
}

/**
 * Whether the process is there, and was there at that time already. The helper sees no other processes in /proc (ProtectProc=), but may
 * ask whether one is there (kill(2), signal 0): a number that was given to another process meanwhile keeps nobody waiting for
 * longer than the longest load.
 */
function runsSince(pid: number, bootSecondsThen: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const startedTicks = readStartTicks(pid);
  return startedTicks === null || startedTicks / TICKS_IN_SECOND <= bootSecondsThen;
}

/** proc_pid_stat(5), field 22: clock ticks since boot; behind the name, which may hold anything. null where it cannot be seen. */
function readStartTicks(pid: number): number | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const ticks = Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[19]);
    return Number.isFinite(ticks) ? ticks : null;
  } catch {
    return null;
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
    const record: LoadRecord = { state: value.state, entryId: value.entryId, ...policyOfRecord(value) };
    if (!('files' in value)) return record;
    return isTexts(value.files) ? { ...record, files: value.files } : null;
  } catch {
    return null;
  }
}

function policyOfRecord(value: object): Pick<LoadRecord, 'policyOf'> {
  return 'policyOf' in value && typeof value.policyOf === 'string' ? { policyOf: value.policyOf } : {};
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}
