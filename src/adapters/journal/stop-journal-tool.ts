import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseStopEvents, STOP_MESSAGE_IDS, type StopEvent } from '../../core/history/slow-stops.ts';
import { err, ok, type Result } from '../../core/result.ts';
import type { StopJournal, StopJournalError } from '../../ports/stop-journal.ts';
import { runProgram } from '../programs/run-program.ts';

/** Where the journal is, and who reads it; injected so that tests can point elsewhere. */
export interface JournalPlaces {
  readonly tool: string;
  /** A folder for each machine, by its id; systemd-journald.service(8). */
  readonly directory: string;
  readonly machineIdFile: string;
}

export const JOURNAL_PLACES: JournalPlaces = { tool: '/usr/bin/journalctl', directory: '/var/log/journal', machineIdFile: '/etc/machine-id' };

const TIMEOUT_MS = 60_000;
/** The latest of the boot before: a shutdown has some hundred, of some 400 bytes each. */
const MOST_ENTRIES = 4000;
const OUTPUT_LIMIT_BYTES = 4 * 1024 * 1024;

/** StopJournal by journalctl(1). Only the manager's own entries count: _PID is journald's word, which nobody forges. */
export class StopJournalTool implements StopJournal {
  readonly #places: JournalPlaces;

  constructor(places: JournalPlaces = JOURNAL_PLACES) {
    this.#places = places;
  }

  async read(): Promise<Result<readonly StopEvent[], StopJournalError>> {
    const { tool } = this.#places;
    const refused = this.#access();
    if (refused !== null) return err(refused);
    const matches = Object.values(STOP_MESSAGE_IDS).map((id) => `MESSAGE_ID=${id}`);
    const ran = await runProgram({
      argv: [tool, '--boot=-1', '--quiet', '--no-pager', '--output=json', '--output-fields=MESSAGE_ID,UNIT,UNIT_RESULT', `--lines=${MOST_ENTRIES}`, '_PID=1', ...matches],
      expectedExits: [0, 1], // 1: there is no boot before this one
      timeoutMs: TIMEOUT_MS,
      outputLimitBytes: OUTPUT_LIMIT_BYTES,
    });
    if (ran.ok) return ok(parseStopEvents(ran.value.stdout));
    return err({ kind: 'failed', detail: `${tool}: ${ran.error.stderr.trim().split('\n', 1)[0] || ran.error.kind}` });
  }

  /** journalctl(1) shows those who may not read the system's journal an empty one. */
  #access(): StopJournalError | null {
    const { tool, directory, machineIdFile } = this.#places;
    const journal = join(directory, readId(machineIdFile), 'system.journal');
    try {
      closeSync(openSync(journal, 'r'));
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'EACCES' ? { kind: 'denied', detail: journal } : { kind: 'not-kept', detail: journal };
    }
    return existsSync(tool) ? null : { kind: 'not-kept', detail: tool };
  }
}

function readId(file: string): string {
  try {
    const id = readFileSync(file, 'latin1').trim();
    return /^[0-9a-f]{32}$/.test(id) ? id : '';
  } catch {
    return ''; // then there is no such folder
  }
}
