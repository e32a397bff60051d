// Asks the real GRUB (grub-emu 2.06 and 2.12) what it boots with each tree's grub.cfg, by itself and when an entry is chosen,
// and compares with expected.json:   node scripts/boot-trees/ask-grub.ts
// Exit codes: 0 the same everywhere, 1 a difference.
import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { joinCommandLine } from '../../src/core/grub/command-line.ts';
import { GRUB_VERSIONS, PRINTING_LOADERS, realGrub, runGrub, withDirectory, withPrintingLoaders, type Grub } from '../../test/oracle/grub/emulator.ts';

const TREES = join(import.meta.dirname, '../../test/fixtures/boot-trees');

/** grub-emu has no firmware. */
const PRELUDE = `function cmostest { false; }
function fwsetup { true; }
${PRINTING_LOADERS}`;

interface Entry {
  readonly id: string;
  readonly kernel: string | null;
  readonly initrds: readonly string[];
  readonly commandLine: string;
  readonly default: boolean;
  readonly restricted: boolean;
}

let asked = 0;
for (const version of GRUB_VERSIONS) {
  const grub = realGrub(version);
  for (const name of readdirSync(TREES).filter((one) => one.startsWith('grub-'))) compareTree(grub, version, name);
}
console.log(`${asked} starts compared`);

function compareTree(grub: Grub, version: string, name: string): void {
  const { entries } = JSON.parse(readFileSync(join(TREES, name, 'expected.json'), 'utf8')) as { entries: readonly Entry[] };
  compare(`GRUB ${version}, ${name}, by itself`, startedByGrub(grub, name, ''), entries.find((entry) => entry.default));
  // grub-emu would wait for a password, or for a key behind what does not start Linux.
  for (const entry of entries.filter(({ restricted, initrds }) => !restricted && initrds.length > 0)) {
    compare(`GRUB ${version}, ${name}, ${entry.id}`, startedByGrub(grub, name, `set default='${entry.id}'`), entry);
  }
}

function compare(what: string, real: string, expected: Entry | undefined): void {
  asked += 1;
  const wanted = expected === undefined ? 'nothing' : comparable(expected.kernel ?? '', expected.commandLine, expected.initrds);
  if (real === wanted) return;
  console.log(`${what}\n  GRUB:     ${real}\n  expected: ${wanted}`);
  process.exitCode = 1;
}

function startedByGrub(grub: Grub, name: string, choice: string): string {
  return withDirectory((directory) => {
    cpSync(join(TREES, name, 'root/boot/grub'), directory, { recursive: true });
    // The screen of grub-emu is all that it has to answer on.
    const config = readFileSync(join(directory, 'grub.cfg'), 'utf8').replace(/^\s*(?:terminal_(?:in|out)put|serial) .*$/gm, 'true');
    const lines = runGrub(grub, directory, `${PRELUDE}${withPrintingLoaders(config)}\nset timeout=0\nset timeout_style=menu\n${choice}\n`).filter((line) => line.startsWith('@'));
    const split = lines.findIndex((line) => line.startsWith('@initrd '));
    const words = (part: readonly string[]): readonly string[] => part.filter((line) => line.startsWith('@<')).map((line) => line.slice(2, -2));
    const [kernel = '', ...args] = words(lines.slice(0, split));
    return comparable(kernel, joinCommandLine(args, false), words(lines.slice(split)));
  });
}

/** Names without directories, for GRUB's paths count from the top of a file system; and without blanks, which GRUB swallows where it breaks a line. */
function comparable(kernel: string, commandLine: string, initrds: readonly string[]): string {
  const name = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
  return JSON.stringify([name(kernel), initrds.map(name), commandLine]).replaceAll(' ', '');
}
