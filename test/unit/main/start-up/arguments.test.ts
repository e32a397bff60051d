import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { wishOf } from '../../../../src/main/start-up/arguments.ts';

const RESTART = { kind: 'restart', how: null, goal: { kind: 'usual' } };

const CASES: readonly (readonly [words: string, wish: unknown])[] = [
  ['', RESTART],
  ['--restart', RESTART],
  ['--settings', { kind: 'settings', page: 'restart' }],
  ['--background', { kind: 'background' }],
  ['--no-first-run /opt/x --allow-file-access-from-files --background', { kind: 'background' }],
  ['--ozone-platform=wayland --settings', { kind: 'settings', page: 'restart' }],
  ['toString __proto__', RESTART],
];

describe('what the program was started for', () => {
  for (const [words, wish] of CASES) test(words || 'nothing said', () => assert.deepEqual(wishOf(words.split(' ')), wish));
});
