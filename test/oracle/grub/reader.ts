import { COMMANDS } from '../../../src/core/grub/commands/index.ts';
import { DiagnosticLog } from '../../../src/core/grub/diagnostic-log.ts';
import { runFile } from '../../../src/core/grub/execute.ts';
import { initialEnvironment } from '../../../src/core/grub/initial-environment.ts';
import { LIMITS } from '../../../src/core/grub/limits.ts';
import { Machine } from '../../../src/core/grub/machine.ts';
import { Parser } from '../../../src/core/grub/parser.ts';
import { fileSource } from '../../../src/core/grub/source.ts';
import { realHost } from './real-host.ts';

/** Functions that print their words; their names are no commands of any GRUB. */
export const PRELUDE = ['show', 'show_linux', 'show_initrd'].map((name) => `function ${name} { echo "@${name} $#|"; for word in "$@"; do echo "@<$word>|"; done; }\n`).join('');

/** What our reader prints for a script, with the same functions. */
export function runReader(directory: string, script: string): string {
  let output = '';
  const budget = { steps: LIMITS.steps, parsedCharacters: LIMITS.parsedCharacters, expandedCharacters: LIMITS.expandedCharacters };
  const host = realHost(directory);
  const machine = new Machine({ host, commands: COMMANDS, log: new DiagnosticLog(), budget, echo: (text) => (output += text) }, initialEnvironment(host));
  runFile(machine, fileSource('prelude', PRELUDE));
  machine.environment = machine.environment.context();
  runFile(machine, fileSource('script', script));
  return output;
}

/** Whether our reader accepts a script. */
export function readerParses(script: string): boolean {
  const parser = new Parser(fileSource('script', script));
  for (let unit = parser.nextUnit(); unit !== null; unit = parser.nextUnit()) {
    if (unit.failure !== null) return false;
  }
  return true;
}
