// What scripts/fuzz/index.ts starts: `run.ts PLAN`, the plan as JSON.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fuzzBus } from '../../test/fuzz/bus.ts';
import { Coverage } from '../../test/fuzz/coverage.ts';
import { runRound, type Finding } from '../../test/fuzz/guided.ts';
import { FUZZ_TARGETS } from '../../test/fuzz/index.ts';
import { runInput, type FuzzTarget } from '../../test/fuzz/target.ts';
import { startTreeHelper } from '../../test/fakes/dbus/start-tree-helper.ts';

interface Plan {
  readonly seconds: number;
  readonly seed: number;
  readonly again: boolean;
  readonly target: string | null;
  readonly input: string | null;
}

const FOLDER = '.cache/fuzz';
const EXECUTIONS = 480;
/** Of all the time, for the helper on its bus. */
const BUS_SHARE = 0.25;

const plan = JSON.parse(process.argv.at(2) ?? '{}') as Plan;
mkdirSync(FOLDER, { recursive: true });
process.exitCode = (await main()) ? 0 : 1;

async function main(): Promise<boolean> {
  if (plan.input !== null) return runFile(plan.input);
  const targets = FUZZ_TARGETS.filter(({ name }) => plan.target === null || plan.target === name);
  const wantsBus = plan.target === null || plan.target === 'bus';
  if (targets.length === 0 && !wantsBus) throw new Error(`there is no target ${plan.target}; there are: ${FUZZ_TARGETS.map(({ name }) => name).join(', ')}, bus`);
  const busSeconds = wantsBus ? (targets.length === 0 ? plan.seconds : plan.seconds * BUS_SHARE) : 0;
  return (targets.length === 0 || (await runTargets(targets, plan.seconds - busSeconds))) && (!wantsBus || (await runBus(busSeconds)));
}

async function runTargets(targets: readonly FuzzTarget[], seconds: number): Promise<boolean> {
  const coverage = new Coverage();
  const end = performance.now() + seconds * 1000;
  const figures = new Map(targets.map(({ name }) => [name, { inputs: 0, rounds: 0, seconds: 0 }]));
  for (let round = 0; round === 0 || (performance.now() < end && !plan.again); round += 1) {
    for (const target of targets) {
      if (performance.now() > end && round > 0) break;
      const started = performance.now();
      const running = `${FOLDER}/${target.name}.running`;
      const { executed, finding } = await runRound(target, plan.seed + round, EXECUTIONS, coverage, (input) => writeFileSync(running, input));
      rmSync(running);
      if (finding !== null) return report(finding);
      const one = figures.get(target.name) ?? { inputs: 0, rounds: 0, seconds: 0 };
      figures.set(target.name, { inputs: one.inputs + executed, rounds: one.rounds + 1, seconds: one.seconds + (performance.now() - started) / 1000 });
    }
  }
  coverage.beginRound();
  for (const [name, one] of figures) console.log(`${name.padEnd(26)} ${String(one.inputs).padStart(9)} inputs  ${String(one.rounds).padStart(4)} rounds  ${one.seconds.toFixed(0).padStart(5)} s`);
  const sum = [...figures.values()].reduce((total, one) => total + one.inputs, 0);
  console.log(`${targets.length} readers, ${sum} inputs, ${coverage.size} blocks of src/ covered, seeds from ${plan.seed}, at most ${Math.round(process.resourceUsage().maxRSS / 1024)} MB: nothing found`);
  return true;
}

function report({ target, seed, input, error }: Finding): boolean {
  const file = `${FOLDER}/${target}.${seed}`;
  writeFileSync(file, input);
  console.error(`FOUND in ${target}, seed ${seed}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  console.error(`Again: make fuzz SEED=${seed} TARGET=${target}, or make fuzz INPUT=${file}; keep it as test/fixtures/fuzz/${target}.WHAT`);
  return false;
}

async function runFile(file: string): Promise<boolean> {
  const target = FUZZ_TARGETS.find(({ name }) => basename(file).startsWith(`${name}.`));
  if (target === undefined) throw new Error('the file is named TARGET.WHAT');
  await runInput(target, readFileSync(file));
  console.log(`${file}: ${target.name} survives`);
  return true;
}

async function runBus(seconds: number): Promise<boolean> {
  const endings: (() => unknown)[] = [];
  try {
    const { bus, helper } = await startTreeHelper({ after: (end) => void endings.unshift(() => (end as () => unknown)()) });
    const { calls, others, answers, growthKb } = await fuzzBus(bus.address, helper, plan.seed, { seconds });
    console.log(`bus: ${calls} calls, ${others} other messages in ${seconds.toFixed(0)} s, ${answers.size} kinds of answers, memory grew by ${growthKb} kB, seed ${plan.seed}: nothing found`);
    return true;
  } catch (error) {
    console.error(`FOUND on the bus, seed ${plan.seed}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    console.error(`Again: make fuzz SEED=${plan.seed} TARGET=bus`);
    return false;
  } finally {
    for (const end of endings) await end();
  }
}
