import { HelperClient } from '../adapters/dbus/helper-client.ts';
import { BusConnection } from '../adapters/dbus/transport/bus-connection.ts';
import type { Failure } from '../contracts/errors.ts';
import type { ConfigFiles } from '../core/config-files.ts';
import type { RestartStatement } from '../core/restart-required/restart-statement.ts';
import { formatStatements } from '../core/restart-required/stored-statements.ts';
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
  readonly stop: AbortSignal;
}

/** What the path units watch: systemd does not start a refresh for what changes while one runs, so it looks again itself. */
export const WATCHED = [
  '/run/reboot-required', '/run/reboot-required.pkgs', '/run/reboot-needed', '/usr/lib/modules', '/boot', '/boot/grub/grub.cfg', '/boot/grub2/grub.cfg', '/boot/loader/entries',
] as const;

const MOST_ROUNDS = 5;
const MOST_TRIES = 5;
const PAUSE_MS = 1000;

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
}

async function lookAgain({ busAddress, journal }: RefreshParts): Promise<void> {
  const opened = await BusConnection.open(busAddress);
  if (!opened.ok) {
    journal.warning(`The helper was not asked to look again, for the system bus cannot be reached: ${opened.error.message}`);
    return;
  }
  const client = new HelperClient(opened.value);
  for (const looked of [await patiently(() => client.state()), await patiently(() => client.listEntries())]) {
    if (!looked.ok && looked.error.kind !== 'not-supported') journal.warning(`The helper was asked to look again and could not: ${looked.error.message}`);
  }
  await opened.value.close();
}

/** The bus waits 25 s for a service to start; on a busy machine, in the middle of an upgrade, the helper comes later than that. */
async function patiently<T>(ask: () => Promise<Result<T, Failure>>): Promise<Result<T, Failure>> {
  let asked = await ask();
  for (let tries = 1; tries < MOST_TRIES && !asked.ok && asked.error.kind === 'helper-unavailable'; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    asked = await ask();
  }
  return asked;
}

/** Whether the programs say something else than before. */
async function scan({ scanners, scanned, journal, stop }: RefreshParts): Promise<boolean> {
  const said: RestartStatement[] = [];
  for (const scanner of scanners) said.push(...((await scanner.scan(stop)) ?? []));
  const text = formatStatements(said);
  const before = scanned.read();
  if (before.kind === 'text' ? before.text === text : before.kind === 'none' && said.length === 0) return false;
  const written = scanned.write(text);
  if (!written.ok) journal.warning(`What needrestart or needs-restarting said could not be kept: ${written.error}`);
  return true;
}

function fingerprint(files: ConfigFiles): string {
  return WATCHED.map((path) => {
    const status = files.stat(path);
    return status.ok ? status.value.fingerprint : status.error.kind;
  }).join('\n');
}
