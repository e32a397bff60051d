import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

const SET_UP = join(import.meta.dirname, '../../../scripts/set-up/grub-emu.sh');

/** The versions of GRUB that everything is compared with: those of Debian 12, of 13 and of the release after it. */
export const GRUB_VERSIONS = ['2.06', '2.12', '2.14'] as const;

/** How much of what is generated each version gets: 2.14 has the language of 2.12, so less is enough to notice where that ends. */
export const SHARES = { '2.06': 1, '2.12': 1, '2.14': 1 / 3 } as const;

/** Paths of the programs of one real GRUB. */
export interface Grub {
  readonly emulator: string;
  readonly scriptCheck: string;
}

/** The machine's own GRUB of this version, or one that is unpacked; fails, rather than skips, where there is none: without it nothing here is proven. */
export function realGrub(version: (typeof GRUB_VERSIONS)[number]): Grub {
  const made = spawnSync(SET_UP, [version], { encoding: 'utf8' });
  assert.equal(made.status, 0, `GRUB ${version} cannot be had; the GRUB reader is compared with it, so these tests cannot pass without it: ${made.stderr}`);
  const directory = made.stdout.trim();
  return { emulator: join(directory, 'grub-emu'), scriptCheck: join(directory, 'grub-script-check') };
}

/** Runs `use` with a directory that grub-emu sees as `(host)DIR`. */
export function withDirectory<T>(use: (directory: string) => T): T {
  const directory = mkdtempSync(join(tmpdir(), 'grub-oracle-'));
  try {
    return use(directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Functions that print the words of the loaders; the last one leaves, for what follows would wait for a key. */
export const PRINTING_LOADERS = `function show_linux { echo "@linux $#|"; for word in "$@"; do echo "@<$word>|"; done; }
function show_initrd { echo "@initrd $#|"; for word in "$@"; do echo "@<$word>|"; done; reboot; }
`;

/**
 * A configuration that calls those functions in the place of the loaders. They have names of their own because grub-emu
 * 2.12 has commands `linux` and `initrd`, which want real files, and a command goes before a function.
 */
export function withPrintingLoaders(config: string): string {
  return config.replace(/(?<![-\w])(linux|initrd)(?=[ \t]+["(/$])/g, 'show_$1');
}

/** GRUB breaks lines behind this many columns where its output is no terminal. */
export const COLUMNS = 79;

/**
 * What the real GRUB prints while it runs `config` as its grub.cfg in `directory`, line by line. The script has to end
 * with `reboot`. Lines that start with `@` have to end with `|`, by which those that GRUB broke are put together again.
 */
export function runGrub(grub: Grub, directory: string, config: string): readonly string[] {
  writeFileSync(join(directory, 'grub.cfg'), config);
  const run = spawnSync(grub.emulator, ['-d', directory], { encoding: 'utf8', env: { ...process.env, TERM: 'dumb' }, stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 1 << 28, timeout: 15_000 });
  assert.equal(run.error, undefined, `grub-emu did not end with this configuration:\n${config}\n${run.stdout}`);
  const printed = stripVTControlCharacters(run.stdout).replaceAll('\r', '').split('\n');
  const lines: string[] = [];
  for (let at = 0; at < printed.length; at++) {
    let line = printed[at] ?? '';
    while (line.startsWith('@') && !line.endsWith('|') && (printed[at]?.length ?? 0) >= COLUMNS) line += printed[++at] ?? '';
    lines.push(line);
  }
  return lines;
}

/** Whether grub-script-check accepts a script. */
export function parses(grub: Grub, directory: string, script: string): boolean {
  const file = join(directory, 'checked.cfg');
  writeFileSync(file, script);
  const run = spawnSync(grub.scriptCheck, [file], { encoding: 'utf8' });
  assert.equal(run.error, undefined, 'grub-script-check did not run');
  return run.status === 0;
}
