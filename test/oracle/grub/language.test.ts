// The script language against the real GRUB: random scripts, run by grub-emu and by our reader, must print the same words.
// GRUB_ORACLE_SCRIPTS and GRUB_ORACLE_SEED ask for more scripts, or for others.
import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { COLUMNS, GRUB_VERSIONS, parses, realGrub, runGrub, SHARES, withDirectory, type Grub } from './emulator.ts';
import { Generator } from './generator.ts';
import { PRELUDE, readerParses, runReader } from './reader.ts';
import { Random } from './random.ts';

const SCRIPTS = Number(process.env['GRUB_ORACLE_SCRIPTS'] ?? 2100);
const SEED = Number(process.env['GRUB_ORACLE_SEED'] ?? 1);
const BATCH = 150;

for (const version of GRUB_VERSIONS) describe(`GRUB’s language, against grub-emu ${version}`, () => {
  const count = Math.ceil(SCRIPTS * SHARES[version]);

  test(`${count} random scripts give the same words, variables and $?`, () => {
    const grub = realGrub(version);
    withDirectory((directory) => {
      makeFiles(directory);
      const failures: string[] = [];
      for (let first = 0; first < count && failures.length < 30; first += BATCH) {
        const scripts = Array.from({ length: Math.min(BATCH, count - first) }, (_, index) => scriptOf(first + index, directory));
        const outputs = runBatch(grub, directory, scripts);
        scripts.forEach((script, index) => {
          const ours = marked(runReader(directory, script).split('\n'));
          if (ours !== outputs[index]) failures.push(`script ${first + index} of seed ${SEED}:\n${script}\n--- ${firstDifference(outputs[index] ?? '', ours)}`);
        });
      }
      failures.sort((one, other) => one.length - other.length);
      assert.equal(failures.length, 0, failures.slice(0, 3).join('\n=======\n'));
    });
  });

  test('the same scripts, and random tokens, parse exactly where grub-script-check says so', () => {
    const grub = realGrub(version);
    withDirectory((directory) => {
      const failures: string[] = [];
      let accepted = 0;
      for (let number = 0; number < count / 3 && failures.length < 10; number++) {
        const random = new Random(SEED * 7919 + number);
        const generator = new Generator(random, number, directory);
        const script = random.chance(20) ? generator.script() : generator.soup();
        const expected = parses(grub, directory, script);
        if (expected) accepted++;
        if (readerParses(script) !== expected) failures.push(`grub-script-check ${expected ? 'accepts' : 'refuses'}: ${JSON.stringify(script)}`);
      }
      assert.equal(failures.length, 0, failures.join('\n'));
      assert.ok(accepted > count / 30, 'too few of the generated scripts parse for the comparison to mean anything');
    });
  });
});

function scriptOf(number: number, directory: string): string {
  return new Generator(new Random(SEED * 1_000_003 + number), number, directory).script();
}

/** Runs scripts one after the other in one GRUB, each in a context of its own, and returns what each printed. */
function runBatch(grub: Grub, directory: string, scripts: readonly string[]): readonly string[] {
  const config = [PRELUDE];
  scripts.forEach((script, index) => {
    writeFileSync(join(directory, `${index}.script`), script);
    config.push(`echo "@@begin ${index}|"\nconfigfile ${directory}/${index}.script\necho "@@end|"\n`);
  });
  const output = runGrub(grub, directory, config.join('') + 'reboot\n');
  return scripts.map((_, index) => {
    const from = output.indexOf(`@@begin ${index}|`);
    const to = output.indexOf('@@end|', from);
    return from < 0 || to < 0 ? 'GRUB printed nothing' : marked(output.slice(from + 1, to));
  });
}

function marked(lines: readonly string[]): string {
  // GRUB swallows a space where it breaks a line.
  return lines.filter((line) => line.startsWith('@')).map((line) => (line.length < COLUMNS ? line : line.replaceAll(' ', ''))).join('\n');
}

function firstDifference(real: string, ours: string): string {
  const [realLines, ourLines] = [real.split('\n'), ours.split('\n')];
  const at = realLines.findIndex((line, index) => line !== ourLines[index]);
  const from = Math.max(0, (at < 0 ? realLines.length : at) - 4);
  return `GRUB:\n${realLines.slice(from, from + 8).join('\n')}\n--- ours:\n${ourLines.slice(from, from + 8).join('\n')}`;
}

function makeFiles(directory: string): void {
  writeFileSync(join(directory, 'file'), 'text');
  writeFileSync(join(directory, 'empty'), '');
  mkdirSync(join(directory, 'directory'));
  writeFileSync(join(directory, 'old'), 'o');
  utimesSync(join(directory, 'old'), 1_000_000, 1_000_000);
  writeFileSync(join(directory, 'new'), 'n');
  utimesSync(join(directory, 'new'), 1_000_050, 1_000_050);
}
