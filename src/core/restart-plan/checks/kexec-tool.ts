import type { CheckOutcome } from '../check.ts';
import type { Machine } from '../machine.ts';
import { outcome } from '../outcome.ts';

/** kexec(8) does the loading. */
export function checkKexecTool({ kexec }: Machine): CheckOutcome {
  if (kexec.tool !== null) return outcome('kexec-tool', 'ok', `The program kexec is installed: ${kexec.tool}.`);
  return outcome('kexec-tool', 'refusal', 'The program kexec is not installed.', 'Install the package kexec-tools.');
}
