import { say } from '../../sentence.ts';
import type { CheckOutcome } from '../check.ts';
import type { Machine } from '../machine.ts';
import { outcome } from '../outcome.ts';

/** kexec(8) does the loading. */
export function checkKexecTool({ kexec }: Machine): CheckOutcome {
  if (kexec.tool !== null) return outcome('kexec-tool', 'ok', say('The program kexec is installed: {tool}.', { tool: kexec.tool }));
  return outcome('kexec-tool', 'refusal', say('The program kexec is not installed.'), say('Install the package kexec-tools.'));
}
