import assert from 'node:assert/strict';
import type { Fault } from './fault.ts';
import { judgeDisk, judgeInside, remember } from './judge.ts';
import type { Stand } from './stand.ts';

/** Plays one row from the saved state to the last proof; gives its seconds. Throws where something does not hold. */
export async function play(fault: Fault, stand: Stand): Promise<number> {
  await stand.reset();
  const before = await remember(stand);
  const startMs = performance.now();
  await stand.machine.explain(fault.id, () => fault.play(stand));
  await judgeInside(stand, before, fault.ends ?? {});
  const seconds = (performance.now() - startMs) / 1000;
  await judgeDisk(stand, before);
  assert.ok(seconds <= fault.withinSeconds, `it took ${seconds.toFixed(0)} s, more than ${fault.withinSeconds} s`);
  return seconds;
}
