// Every reader that root runs, a little; `make fuzz` does the same for as long as one likes, led by coverage.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { describe } from 'node:test';
import fc from 'fast-check';
import { applyEdits, EDIT_KINDS, type Edit } from '../../fuzz/edits.ts';
import { FUZZ_TARGETS } from '../../fuzz/index.ts';
import { bytesOf, runInput } from '../../fuzz/target.ts';

const TIME_MS = 300;
const FINDINGS = join(import.meta.dirname, '../../fixtures/fuzz');

describe('whatever the bytes, an answer', () => {
  for (const target of FUZZ_TARGETS) {
    const piece = fc.oneof(fc.constantFrom(...target.words).map(bytesOf), fc.uint8Array({ maxLength: 8 }), fc.string({ unit: 'binary', maxLength: 6 }).map(bytesOf));
    const edit: fc.Arbitrary<Edit> = fc.record({ kind: fc.constantFrom(...EDIT_KINDS), at: fc.nat(0xffffff), length: fc.nat(64), piece });
    const changed = fc.tuple(fc.constantFrom(...target.samples), fc.array(edit, { minLength: 1, maxLength: 6 })).map(([sample, edits]) => applyEdits(sample, edits));

    test(`${target.name}: its samples as they are`, async () => {
      const some = target.samples.filter((_, index) => index % Math.ceil(target.samples.length / 20) === 0);
      for (const sample of some) await runInput(target, sample);
    });
    test(`${target.name}: changed samples`, () => fc.assert(fc.asyncProperty(changed, (input) => runInput(target, input)), { numRuns: 100_000, interruptAfterTimeLimit: TIME_MS }));
    test(`${target.name}: any bytes`, () => fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), (input) => runInput(target, input)), { numRuns: 200, interruptAfterTimeLimit: TIME_MS }));
  }
});

describe('what was found once', () => {
  for (const name of readdirSync(FINDINGS)) {
    test(name, async () => {
      const target = FUZZ_TARGETS.find((one) => name.startsWith(`${one.name}.`));
      assert.ok(target !== undefined, 'the file is named TARGET.WHAT');
      await runInput(target, readFileSync(join(FINDINGS, name)));
    });
  }
});
