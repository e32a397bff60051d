import { HelperClient } from '../adapters/dbus/helper-client.ts';
import { BusConnection } from '../adapters/dbus/transport/bus-connection.ts';
import type { Failure } from '../contracts/errors.ts';
import type { ConfigFiles } from '../core/config-files.ts';
import type { RestartStatement } from '../core/restart-required/restart-statement.ts';
import { formatStatements, parseStatements } from '../core/restart-required/stored-statements.ts';
import type { Result } from '../core/result.ts';
import type { Journal } from '../ports/journal.ts';
import type { RestartScanner, RuntimeNote } from '../ports/restart-source.ts';

/** What a refresh works with. */
export interface RefreshParts {
  readonly busAddress: string;
  readonly scanners: readonly RestartScanner[];
  /** Where the scanners' answer is kept. */
  readonly scanned: RuntimeNote;
  readonly files: ConfigFiles;
  readonly journal: Journal;
  /** Aborts when the service manager asks the refresh to end: nobody is asked and nothing is written from then on. */
  readonly stop: AbortSignal;
  /** How long the helper has to look, its start and every new try included. */
  readonly lookMs: number;
}

/** What the path units watch: systemd does not start a refresh for what changes while one runs, so it looks again itself. */
export const WATCHED = [
  '/run/reboot-required', '/run/reboot-required.pkgs', '/run/reboot-needed', '/usr/lib/modules', '/boot', '/boot/grub/grub.cfg', '/boot/grub2/grub.cfg', '/boot/loader/entries',
] as const;

const MOST_ROUNDS = 3;
const LOOKS_A_ROUND = 2;
const MOST_TRIES = 5;
const PAUSE_MS = 1000;

/** How long a refresh takes at most; its unit allows more. */
export function longestRefreshMs({ scanners, lookMs }: Pick<RefreshParts, 'scanners' | 'lookMs'>): number {
  return MOST_ROUNDS * (LOOKS_A_ROUND * lookMs + scanners.reduce((sum, scanner) => sum + scanner.longestMs, 0));
}

/**
 * Makes the helper look again after something changed, so that it tells its clients; lets the programs that take their time scan, and
 * has the helper look once more where they say something new. What fails is told in the journal and makes no system degraded.
 */
export async function refresh(parts: RefreshParts): Promise<void> {
  for (let round = 0; round < MOST_ROUNDS && !parts.stop.aborted; round += 1) {
    const before = fingerprint(parts.files);
    await lookAgain(parts);
    if (await scan(parts)) await lookAgain(parts);
    if (fingerprint(parts.files) === before) return;
  }
  if (!parts.stop.aborted) parts.journal.info('Kernels or marks kept changing while this looked; the next change is looked at again.');
}

/** Asks the helper, and waits until it has answered, its time is over, or the refresh is to end. Waits for no connection to close. */
async function lookAgain(parts: RefreshParts): Promise<void> {
  const over = new AbortController();
  const end = (): void => over.abort();
  const timer = setTimeout(end, parts.lookMs);
  parts.stop.addEventListener('abort', end);
  const ended = new Promise<'over'>((resolve) => over.signal.addEventListener('abort', () => resolve('over')));
  if (isAborted(parts.stop)) end();
  const answered = isAborted(over.signal) ? 'over' : await Promise.race([askHelper(parts, over.signal), ended]);
  clearTimeout(timer);
  parts.stop.removeEventListener('abort', end);
  if (answered !== 'over' || isAborted(parts.stop)) return;
  parts.journal.warning(`The helper was asked to look again and did not answer within ${parts.lookMs / 1000} s.`);
}

async function askHelper({ busAddress, journal }: RefreshParts, signal: AbortSignal): Promise<void> {
  const opened = await BusConnection.open(busAddress);
  const warn = (message: string): void => {
    if (!signal.aborted) journal.warning(message);
  };
  if (!opened.ok) {
    warn(`The helper was not asked to look again, for the system bus cannot be reached: ${opened.error.message}`);
    return;
  }
  const bus = opened.value;
  const close = (): void => void bus.close();
  signal.addEventListener('abort', close);
  if (signal.aborted) close();
  const client = new HelperClient(bus);
  for (const ask of [() => client.state(), () => client.listEntries()]) {
    const looked = await patiently<unknown>(ask, signal);
    if (!looked.ok && looked.error.kind !== 'not-supported') warn(`The helper was asked to look again and could not: ${looked.error.message}`);
  }
  signal.removeEventListener('abort', close);
  close();
}

/** The bus waits 25 s for a service to start; on a busy machine, in the middle of an upgrade, the helper comes later than that. */
async function patiently<T>(ask: () => Promise<Result<T, Failure>>, signal: AbortSignal): Promise<Result<T, Failure>> {
  let asked = await ask();
  for (let tries = 1; tries < MOST_TRIES && !signal.aborted && !asked.ok && asked.error.kind === 'helper-unavailable'; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    if (!isAborted(signal)) asked = await ask();
  }
  return asked;
}

/**
 * Whether the programs say something else than before. What one of them said last stands until it answers anew or is gone: one that
 * fails, or is stopped, takes no reason back.
 */
async function scan({ scanners, scanned, journal, stop }: RefreshParts): Promise<boolean> {
  const before = scanned.read();
  const noted = before.kind === 'text' ? (parseStatements(before.text, Date.now()) ?? []) : [];
  const said: RestartStatement[] = [];
  for (const scanner of scanners) {
    const answer = await scanner.scan(stop);
    if (stop.aborted) return false;
    if (answer.kind === 'said') said.push(...answer.statements);
    if (answer.kind !== 'failed') continue;
    journal.warning(`${scanner.source} failed, so what it said last still counts: ${answer.detail}`);
    said.push(...noted.filter((one) => one.source === scanner.source));
  }
  const text = formatStatements(said);
  if (before.kind === 'text' ? before.text === text : before.kind === 'none' && said.length === 0) return false;
  const written = scanned.write(text);
  if (!written.ok) journal.warning(`What needrestart or needs-restarting said could not be kept: ${written.error}`);
  return true;
}

/** Read anew: it changes while something is awaited, which the compiler does not see. */
function isAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}

function fingerprint(files: ConfigFiles): string {
  return WATCHED.map((path) => {
    const status = files.stat(path);
    return status.ok ? status.value.fingerprint : status.error.kind;
  }).join('\n');
}
