import assert from 'node:assert/strict';
import type { Fault } from './fault.ts';
import { judgeDisk, judgeInside, remember } from './judge.ts';
import type { Stand } from './stand.ts';

/** Plays one row from the saved state to the last proof; gives its seconds. Throws where something does not hold. */
export async function play(fault: Fault, stand: Stand, progress: (text: string) => void): Promise<number> {
  let lapMs = performance.now();
  const lap = (what: string): void => {
    progress(`${what} ${((performance.now() - lapMs) / 1000).toFixed(0)} s`);
    lapMs = performance.now();
  };
  await stand.reset();
  const before = await remember(stand);
  lap('set back');
  const startMs = performance.now();
  await stand.machine.explain(fault.id, () => fault.play(stand));
  lap('played');
  await judgeInside(stand, before, fault.ends ?? {});
  const seconds = (performance.now() - startMs) / 1000;
  lap('judged');
  await judgeDisk(stand, before);
  lap('disk checked');
  assert.ok(seconds <= fault.withinSeconds, `it took ${seconds.toFixed(0)} s, more than ${fault.withinSeconds} s`);
  return seconds;
}
