import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import test, { describe } from 'node:test';
import fc from 'fast-check';
import { compareVersions } from '../../../src/core/boot-loader-spec/index.ts';

const RUNS = 400;

const version = fc.oneof(
  fc.string({ unit: fc.constantFrom('0', '1', '9', 'a', 'b', 'Z', '.', '-', '~', '^', '+', '_'), minLength: 1, maxLength: 6 }).filter((one) => !one.startsWith('-')),
  fc.array(fc.constantFrom('6.12', '.', '-', '~rc', '1', '10', '.fc41', '+deb13', '^', '0'), { minLength: 1, maxLength: 5 }).map((parts) => `6${parts.join('')}`),
);
const pair = fc.oneof(fc.tuple(version, version), fc.tuple(version, version).map(([a, b]) => [a, a + b] as const));

describe('versions against systemd-analyze compare-versions', () => {
  test(`${RUNS} pairs are ordered alike`, () => {
    const pairs = fc.sample(pair, { numRuns: RUNS, seed: 7 });
    const input = pairs.flatMap(([a, b]) => [a, b]).join('\0');
    // Its exit status tells the order as well, which xargs would take for a failure.
    const run = spawnSync('xargs', ['-0', '-n', '2', 'sh', '-c', 'systemd-analyze compare-versions "$1" "$2" || :', 'sh'], { input, encoding: 'utf8' });
    assert.equal(run.status, 0, `systemd-analyze did not run (Debian package systemd):\n${run.stderr}`);
    const answers = run.stdout.trimEnd().split('\n').map((line) => line.split(' ')[1] ?? line);
    assert.equal(answers.length, pairs.length);
    for (const [index, [a, b]] of pairs.entries()) {
      assert.equal(['<', '==', '>'][Math.sign(compareVersions(a, b)) + 1], answers[index], `${a} against ${b}`);
    }
    for (const sign of ['<', '==', '>']) assert.ok(answers.includes(sign), `no pair is ${sign}`);
  });
});
