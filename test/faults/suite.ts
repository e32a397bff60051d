import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { builtPackage } from '../../scripts/try/guest-packages.ts';
import { accelerator } from '../vm/machine/accelerator.ts';
import { FAULTS, type FaultOfFamily } from './faults.ts';
import { play } from './play.ts';
import { writeReport } from './report.ts';
import { Results } from './results.ts';
import { selectFaults } from './select.ts';
import { Stand } from './stand.ts';

/** Which rows are played. */
export interface SuiteOptions {
  /** As in selectFaults. */
  readonly words: string;
  /** Goes on with a run that was interrupted: what held then is not played again. */
  readonly isContinued: boolean;
}

/** Declares the tests of the fault suite, one a row; writes docs/faults.md where every row of the suite has been played. */
export async function faultSuite({ words, isContinued }: SuiteOptions): Promise<void> {
  const selected = selectFaults(FAULTS, words);
  await builtPackage();
  const results = Results.open(isContinued);
  const left = selected.filter((fault) => resultOf(results, fault)?.holds !== true);
  if (left.length < selected.length) say(`${selected.length - left.length} rows held in the run that is continued`);

  describe('faults', { timeout: 6 * 3_600_000 }, () => {
    let stand: Stand | null = null;
    before(async () => {
      if (left.length > 0) stand = await Stand.start();
    });
    after(async () => {
      await stand?.remove();
      if (FAULTS.every((fault) => resultOf(results, fault) !== undefined)) say(`every row was played; written: ${writeReport(FAULTS, (fault) => resultOf(results, fault)!, accelerator().name)}`);
    });

    for (const [at, fault] of left.entries()) {
      test(`${fault.id}: ${fault.fault}: ${fault.outcome}`, { timeout: (fault.withinSeconds + 1800) * 1000 }, () => playRow(fault, stand!, results, `${at + 1}/${left.length}`));
    }

    test('every row that was asked for has been played, and holds', () => {
      assert.deepEqual(selected.filter((fault) => resultOf(results, fault)?.holds !== true).map((fault) => fault.id), []);
    });
  });
}

/** Of a failure, while the suite goes on; node's own summary has all of it at the end. */
const MOST_LINES = 30;

async function playRow(fault: FaultOfFamily, stand: Stand, results: Results, at: string): Promise<void> {
  const startMs = performance.now();
  let holds = false;
  const laps: string[] = [];
  say(`${at} ${fault.id} …`);
  try {
    const seconds = await play(fault, stand, (text) => laps.push(text));
    holds = true;
    results.add(fault.id, fault.family, { holds, seconds });
  } catch (error) {
    say(String(error).split('\n').slice(0, MOST_LINES).join('\n    '));
    results.add(fault.id, fault.family, { holds, seconds: (performance.now() - startMs) / 1000 });
    throw error;
  } finally {
    say(`${at} ${holds ? 'holds ' : 'FAILED'} ${fault.id}, ${((performance.now() - startMs) / 1000).toFixed(0)} s (${laps.join(', ')})`);
  }
}

function resultOf(results: Results, fault: FaultOfFamily): ReturnType<Results['of']> {
  return results.of(fault.id, fault.family);
}

function say(text: string): void {
  process.stdout.write(`  ${text}\n`);
}
