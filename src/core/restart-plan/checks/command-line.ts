import type { BootEntry } from '../../boot-entry/boot-entry.ts';
import { commandLineDifference } from '../../kernel/command-line.ts';
import { say } from '../../sentence.ts';
import type { RootFacts } from '../advice-facts.ts';
import type { CheckOutcome } from '../check.ts';
import type { Machine } from '../machine.ts';
import { outcome } from '../outcome.ts';

/**
 * The command line beside the running kernel's, without what boot loaders add. A difference is a note: the entry's words are what an
 * ordinary restart would start with too, and somebody who edited them in the boot menu to bring the machine up should know.
 */
export function checkCommandLine(entry: BootEntry, machine: Machine, root: RootFacts): CheckOutcome {
  if (root.kind === 'elsewhere') return outcome('command-line', 'ok', say('The command line is another system’s; it was not compared.'));
  if (machine.commandLine === '') return outcome('command-line', 'unknown', say('The running kernel’s command line could not be read.'));
  const { added, removed } = commandLineDifference(machine.commandLine, entry.commandLine);
  if (added.length + removed.length === 0) return outcome('command-line', 'ok', say('The command line has the running kernel’s words.'));
  const message = say('The command line differs from the running kernel’s: {words}.', { words: [...list('+', added), ...list('−', removed)].join(' ') });
  // No boot loader would start a kernel that no configuration names.
  if (entry.source.kind === 'scan') return outcome('command-line', 'ok', message);
  return outcome(
    'command-line',
    'ok',
    message,
    say('An ordinary restart would start with it too. If you had to change it in the boot menu, change it in the boot loader’s configuration.'),
  );
}

const MOST_WORDS = 8;

function list(sign: string, words: readonly string[]): readonly string[] {
  const shown = words.slice(0, MOST_WORDS).map((word) => `${sign}${word.length > LONGEST ? `${word.slice(0, LONGEST)}…` : word}`);
  return words.length > MOST_WORDS ? [...shown, `${sign}(${words.length - MOST_WORDS} more)`] : shown;
}

const LONGEST = 80;
