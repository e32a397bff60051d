import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { EscapeKey } from '../../../../src/renderer/restart/escape-key.ts';

type Event = 'down' | 'again' | 'up';

/** Which of the events act, by their place. */
function acts(events: readonly Event[]): readonly number[] {
  const key = new EscapeKey();
  return events.flatMap((event, place) => ((event === 'up' ? key.released() : key.pressed(event === 'again')) ? [place] : []));
}

describe('a press of Escape', () => {
  const cases: readonly [name: string, events: readonly Event[], acting: readonly number[]][] = [
    ['counts when it goes down', ['down', 'up'], [0]],
    ['counts once, however long it is held', ['down', 'again', 'up'], [0]],
    ['counts each time', ['down', 'up', 'down', 'up'], [0, 2]],
    ['still down from the window before: does nothing', ['again', 'again', 'again', 'up'], []],
    ['of which only the release comes: does nothing', ['up'], []],
    ['that reads as a single repetition: counts at its release', ['again', 'up'], [1]],
    ['after one that was still down: counts as any other', ['again', 'again', 'up', 'down', 'up'], [3]],
  ];
  for (const [name, events, acting] of cases) test(name, () => assert.deepEqual(acts(events), acting));
});
