// Fuzzes every reader that root runs, and the helper on a private bus: node scripts/fuzz/index.ts [--seconds 600] [--seed N] [--target NAME] [--input FILE]
//   --seed with --target   one round again, as the figures of a finding name it (`bus` is a target, too)
//   --input                one input again: a file that a finding left, or of test/fixtures/fuzz
// Exit codes: 0 nothing found, 1 something found, 2 usage. Works in a process of its own, so that an end by a signal is a finding as well.
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '600' }, seed: { type: 'string' }, target: { type: 'string' }, input: { type: 'string' } } });
const seconds = Number(values.seconds);
const seed = values.seed === undefined ? Date.now() % 2 ** 31 : Number(values.seed);
if (!(seconds > 0) || !Number.isSafeInteger(seed)) {
  console.error('--seconds and --seed take numbers');
  process.exit(2);
}
const plan = JSON.stringify({ seconds, seed, again: values.seed !== undefined && values.target !== undefined, target: values.target ?? null, input: values.input ?? null });
const ran = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', 'scripts/fuzz/run.ts', plan], { stdio: 'inherit' });
if (ran.signal !== null) console.error(`FOUND: the process ended by ${ran.signal}; seed ${seed}; the last input is in .cache/fuzz/`);
process.exit(ran.signal === null ? (ran.status ?? 1) : 1);
