// Runs the groups of tests one after the other, shows their output as it comes, and ends with a table and the sum.
//   node scripts/test-all.mjs [GROUP...]     all groups but the long ones where none is named
// Exit codes: 0 all passed, 1 something failed or a group ran no test, 2 unknown group.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { GROUPS } from './lib/test-groups.mjs';
import { retold, sumOf, table } from './lib/test-totals.mjs';

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in GROUPS));
if (unknown.length > 0) {
  console.error(`unknown group: ${unknown.join(', ')}. Groups: ${Object.keys(GROUPS).join(', ')}`);
  process.exit(2);
}

const scratch = mkdtempSync(join(tmpdir(), 'quick-restart-tests-'));
try {
  const names = wanted.length > 0 ? wanted : Object.keys(GROUPS).filter((name) => !GROUPS[name].long);
  const results = names.map(runGroup);
  const sum = sumOf(results);
  console.log(`\n${table(results)}\n\n${retold(results)}`);
  console.log(`${sum.passed} passed, ${sum.failed} failed`);
  process.exitCode = sum.failed === 0 ? 0 : 1;
} finally {
  rmSync(scratch, { recursive: true });
}

function runGroup(name) {
  console.log(`\n== ${name}: ${GROUPS[name].what}`);
  const start = performance.now();
  const counts = GROUPS[name].steps.map(runStep);
  return { name, seconds: (performance.now() - start) / 1000, failures: counts.flatMap(({ failures = [] }) => failures), ...sumOf(counts) };
}

function runStep(step) {
  const start = performance.now();
  console.log(`-- ${'tests' in step ? `tests below ${step.tests.join(', ')}` : step.argv.join(' ')}`);
  const counts = 'tests' in step ? runTests(step) : runProgram(step);
  console.log(`   ${((performance.now() - start) / 1000).toFixed(1)} s`);
  return counts;
}

function runProgram({ argv: [program, ...options] }) {
  const { status, error } = spawnSync(program, options, { stdio: 'inherit' });
  if (error) console.error(error.message);
  return status === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

function runTests({ tests, reporter, parallel, environment = {} }) {
  const file = join(scratch, 'counts.json');
  rmSync(file, { force: true });
  const options = [
    `--test-reporter=${reporter}`,
    '--test-reporter-destination=stdout',
    `--test-reporter=${new URL('lib/counting-reporter.mjs', import.meta.url).href}`,
    `--test-reporter-destination=${file}`,
    `--test-concurrency=${parallel ? availableParallelism() : 1}`,
  ];
  const { status } = spawnSync('node', ['scripts/run-tests.mjs', ...options, ...tests], { stdio: 'inherit', env: { ...process.env, ...environment } });
  const counts = readCounts(file);
  const proveNothing = counts.skipped + counts.todo + counts.empty;
  if (proveNothing > 0) console.error(`${proveNothing} tests were skipped, or files without any test; they prove nothing and count as failed`);
  const failed = counts.failed + counts.cancelled + proveNothing;
  // A runner that failed, or that ran nothing, is a failure of its own even where no test says so.
  const isUnexplained = failed === 0 && (status !== 0 || counts.passed === 0);
  if (isUnexplained) console.error(`the test runner ended with ${status} after ${counts.passed} tests`);
  return { passed: counts.passed, failed: isUnexplained ? 1 : failed, failures: counts.failures };
}

function readCounts(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { passed: 0, failed: 0, cancelled: 0, skipped: 0, todo: 0, empty: 0, failures: [] };
  }
}
