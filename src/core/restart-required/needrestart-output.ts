import { say } from '../sentence.ts';
import { statement, type RestartStatement } from './restart-statement.ts';

/**
 * Reads the output of `needrestart -b -k -w` (needrestart's README.batch.md): lines `KEY: value`. NEEDRESTART-KSTA 2 is a kernel
 * updated under its release, 3 a newer one; NEEDRESTART-UCSTA 2 a newer microcode. A newer kernel is `likely` only, for the boot
 * loader may not start it; a newer microcode too.
 *
 * @example readNeedrestart('NEEDRESTART-VER: 3.6\nNEEDRESTART-KSTA: 2\n') // one statement, `kernel-updated`
 */
export function readNeedrestart(output: string): readonly RestartStatement[] {
  const values = new Map<string, string>();
  for (const line of output.split('\n').slice(0, MAX_LINES)) {
    const [, key, value] = /^NEEDRESTART-([A-Z]+):\s*(.*?)\s*$/.exec(line) ?? [];
    if (key === undefined || value === undefined) continue;
    if (!values.has(key)) values.set(key, value);
  }
  return [
    ...(values.get('KSTA') === '2' ? [statement('kernel-updated', 'needrestart')] : []),
    ...(values.get('KSTA') === '3' ? [statement('kernel-superseded', 'needrestart', { confidence: 'likely' })] : []),
    ...(values.get('UCSTA') === '2' ? [statement('boot-chain', 'needrestart', { confidence: 'likely', message: say('A newer microcode for the processor is installed.') })] : []),
  ];
}

const MAX_LINES = 5000;
