import { say, type SentenceValue } from '../../sentence.ts';
import type { CheckOutcome } from '../check.ts';
import type { BusyPackageManager, Machine } from '../machine.ts';
import { outcome, refusalOfAny } from '../outcome.ts';

/** A package manager at work may be writing the very kernel that is to be started, and hates to be interrupted by any restart. */
export function checkPackageManager({ busyPackageManagers: busy }: Pick<Machine, 'busyPackageManagers'>): CheckOutcome {
  if (busy === null) return outcome('package-manager', 'unknown', say('Whether packages are being installed could not be found out.'), say('Make sure yourself that no update is running.'));
  if (busy.length === 0) return outcome('package-manager', 'ok', say('No packages are being installed.'));
  const names = busy.map(nameOf).reduce((first, next) => say('{first}; {next}', { first, next }));
  return refusalOfAny('package-manager', say('Packages are being installed or removed now ({names}).', { names }), say('Wait until that has finished, then try again.'));
}

function nameOf({ name, pid }: BusyPackageManager): SentenceValue {
  return pid === null ? name : say('{name}, process {pid}', { name, pid: String(pid) });
}
