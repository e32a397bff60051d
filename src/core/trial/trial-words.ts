import { findParameter } from '../kernel/command-line.ts';

/** Seconds from a panic to the restart through the firmware: time to read the last lines on a screen, and to take a picture of them. */
const PANIC_SECONDS = 30;
/** The shortest of the common architectures' limits, with its end; Linux arch/x86/include/asm/setup.h, COMMAND_LINE_SIZE. */
const LONGEST_COMMAND_LINE = 2047;

/**
 * What a trial adds to the command line, so that a panic ends in the firmware and not in a machine that stands still: `panic=30`.
 * Nothing where the line says itself what a panic does, or where it has no room. initramfs-tools obeys it too: where the root
 * file system does not appear, it restarts instead of giving a shell. kernel-parameters.txt, `panic=`; initramfs-tools(7).
 *
 * @example trialWords('root=/dev/vda1 ro quiet') // ['panic=30']
 */
export function trialWords(commandLine: string): readonly string[] {
  return findParameter(commandLine, 'panic') === null ? wordsWithRoom(commandLine, [`panic=${PANIC_SECONDS}`]) : [];
}

/** The words, or none where the line has no room for them. */
export function wordsWithRoom(commandLine: string, words: readonly string[]): readonly string[] {
  return mostBytes(withAddedWords(commandLine, words)) > LONGEST_COMMAND_LINE ? [] : words;
}

/**
 * The command line with these words at its end; before a `--`, behind which everything is init's (kernel-parameters.txt).
 *
 * @example withAddedWords('root=/dev/vda1 ro -- single', ['panic=30']) // 'root=/dev/vda1 ro panic=30 -- single'
 */
export function withAddedWords(commandLine: string, words: readonly string[]): string {
  if (words.length === 0) return commandLine;
  const at = Array.from(commandLine.matchAll(/"[^"]*(?:"|$)|(?<=^|\s)--(?=\s|$)/g)).find(([text]) => text === '--')?.index;
  if (at === undefined) return [commandLine, ...words].filter((part) => part !== '').join(' ');
  return `${commandLine.slice(0, at)}${words.join(' ')} ${commandLine.slice(at)}`;
}

/** No fewer than the text has in UTF-8. */
function mostBytes(text: string): number {
  return text.replace(/\P{ASCII}/gu, '....').length;
}
