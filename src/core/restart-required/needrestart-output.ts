import { isPackageName } from './package-names.ts';
import { statement, type RestartStatement } from './restart-statement.ts';

/**
 * Reads the output of `needrestart -b` (needrestart's README.batch.md): lines `KEY: value`. NEEDRESTART-KSTA 2 is a kernel updated
 * under its release, 3 a newer one; NEEDRESTART-UCSTA 2 a newer microcode; NEEDRESTART-SVC a service that runs replaced files.
 * Services can be restarted one by one, so they are `likely` only; so is a newer kernel, which the boot loader may not start.
 *
 * @example readNeedrestart('NEEDRESTART-VER: 3.6\nNEEDRESTART-SVC: cron.service\n') // one statement, `libraries`
 */
export function readNeedrestart(output: string): readonly RestartStatement[] {
  const values = new Map<string, string[]>();
  for (const line of output.split('\n').slice(0, MAX_LINES)) {
    const [, key, value] = /^NEEDRESTART-([A-Z]+):\s*(.*?)\s*$/.exec(line) ?? [];
    if (key === undefined || value === undefined) continue;
    values.set(key, [...(values.get(key) ?? []), value]);
  }
  const one = (key: string): string => values.get(key)?.[0] ?? '';
  const services = [...new Set((values.get('SVC') ?? []).filter(isPackageName))];
  return [
    ...(one('KSTA') === '2' ? [statement('kernel-updated', 'needrestart')] : []),
    ...(one('KSTA') === '3' ? [statement('kernel-superseded', 'needrestart', { confidence: 'likely' })] : []),
    ...(one('UCSTA') === '2' ? [statement('boot-chain', 'needrestart', { confidence: 'likely', message: 'A newer microcode for the processor is installed.' })] : []),
    ...(services.length > 0 ? [statement('libraries', 'needrestart', { confidence: 'likely', services: { names: services.slice(0, MAX_SERVICES), inAll: services.length } })] : []),
  ];
}

const MAX_LINES = 5000;
const MAX_SERVICES = 50;
