import type { CheckOutcome } from '../check.ts';
import type { Machine } from '../machine.ts';
import { outcome, refusalOfAny } from '../outcome.ts';

/** A package manager at work may be writing the very kernel that is to be started, and hates to be interrupted by any restart. */
export function checkPackageManager({ busyPackageManagers: busy }: Machine): CheckOutcome {
  if (busy === null) return outcome('package-manager', 'unknown', 'Whether packages are being installed could not be found out.', 'Make sure yourself that no update is running.');
  if (busy.length === 0) return outcome('package-manager', 'ok', 'No packages are being installed.');
  const names = busy.map(({ name, pid }) => (pid === null ? name : `${name}, process ${pid}`)).join('; ');
  return refusalOfAny('package-manager', `Packages are being installed or removed now (${names}).`, 'Wait until that has finished, then try again.');
}
