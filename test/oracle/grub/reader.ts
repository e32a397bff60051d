import { COMMANDS } from '../../../src/core/grub/commands/index.ts';
import { DiagnosticLog } from '../../../src/core/grub/diagnostic-log.ts';
import { runFile } from '../../../src/core/grub/execute.ts';
import { initialEnvironment } from '../../../src/core/grub/initial-environment.ts';
import { LIMITS } from '../../../src/core/grub/limits.ts';
import { Machine } from '../../../src/core/grub/machine.ts';
import { Parser } from '../../../src/core/grub/parser.ts';
import { fileSource } from '../../../src/core/grub/source.ts';
import { realHost } from './real-host.ts';

const LOADERS = ['linux', 'linux16', 'linuxefi', 'initrd', 'initrd16', 'initrdefi'];

/** Functions under the names of GRUB's loaders, which grub-emu does not have, and `show`: they print their words. */
export const PRELUDE = [...LOADERS, 'show'].map((name) => `function ${name} { echo "@${name} $#|"; for word in "$@"; do echo "@<$word>|"; done; }\n`).join('');

/** What our reader prints for a script, with the same functions in the place of the loaders. */
export function runReader(directory: string, script: string): string {
  let output = '';
  const commands = new Map([...COMMANDS].filter(([name]) => !LOADERS.includes(name)));
  const budget = { steps: LIMITS.steps, parsedCharacters: LIMITS.parsedCharacters, expandedCharacters: LIMITS.expandedCharacters };
  const host = realHost(directory);
  const machine = new Machine({ host, commands, log: new DiagnosticLog(), budget, echo: (text) => (output += text) }, initialEnvironment(host));
  runFile(machine, fileSource('prelude', PRELUDE));
  machine.environment = machine.environment.context();
  runFile(machine, fileSource('script', script));
  return output;
}

/** Whether our reader accepts a script. */
export function readerParses(script: string): boolean {
  const source = fileSource('script', script);
  const parser = new Parser({ source, start: 0, end: source.text.length, lineIndex: 0 });
  for (let unit = parser.nextUnit(); unit !== null; unit = parser.nextUnit()) {
    if (unit.failure !== null) return false;
  }
  return true;
}
