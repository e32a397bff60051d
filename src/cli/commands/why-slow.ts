import { EXIT, type Failure } from '../../contracts/errors.ts';
import { slowStops } from '../../core/history/slow-stops.ts';
import { err, ok } from '../../core/result.ts';
import type { StopJournalError } from '../../ports/stop-journal.ts';
import type { Command } from '../context.ts';
import { whySlowJson, whySlowText } from '../view/why-slow.ts';

/** `quick-restart status --why-slow`: by the caller's own rights, the helper reads no journal. */
export const whySlow: Command = async ({ options }, { stopJournal, console }) => {
  const read = await stopJournal.read();
  if (!read.ok) return err(failureOf(read.error));
  const stops = slowStops(read.value);
  if (options.json) console.printJson(whySlowJson(stops));
  else console.print(whySlowText(stops, console.style));
  return ok(EXIT.done);
};

function failureOf({ kind, detail }: StopJournalError): Failure {
  switch (kind) {
    case 'denied':
      return { kind: 'not-authorised', message: 'This account may not read the journal of the system.', hint: 'Run it with sudo, or as a member of the group systemd-journal.' };
    case 'not-kept':
      return { kind: 'not-supported', message: `The journal of the boot before is not kept: ${detail} is not there.`, hint: 'systemd keeps it from the next boot on where there is a folder /var/log/journal.' };
    case 'failed':
      return { kind: 'read-failed', message: `The journal could not be read: ${detail}.`, hint: 'See whether it is sound: journalctl --verify.' };
  }
}
