import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

/** Fails, rather than skips, where a program of the real GRUB is missing: without it nothing here is proven. */
export function requirePrograms(): void {
  for (const [program, packageName] of [['grub-emu', 'grub-emu'], ['grub-script-check', 'grub-common']] as const) {
    const found = spawnSync(program, ['--version'], { encoding: 'utf8' });
    assert.equal(found.error, undefined, `${program} is not installed (Debian package ${packageName}); the GRUB reader is compared with it, so these tests cannot pass without it`);
  }
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

/** GRUB breaks lines behind this many columns where its output is no terminal. */
export const COLUMNS = 79;

/**
 * What the real GRUB prints while it runs `config` as its grub.cfg in `directory`, line by line. The script has to end
 * with `reboot`. Lines that start with `@` have to end with `|`, by which those that GRUB broke are put together again.
 */
export function runGrub(directory: string, config: string): readonly string[] {
  writeFileSync(join(directory, 'grub.cfg'), config);
  const run = spawnSync('grub-emu', ['-d', directory], { encoding: 'utf8', env: { ...process.env, TERM: 'dumb' }, stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 1 << 28, timeout: 15_000 });
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
export function parses(directory: string, script: string): boolean {
  const file = join(directory, 'checked.cfg');
  writeFileSync(file, script);
  const run = spawnSync('grub-script-check', [file], { encoding: 'utf8' });
  assert.equal(run.error, undefined, 'grub-script-check did not run');
  return run.status === 0;
}
