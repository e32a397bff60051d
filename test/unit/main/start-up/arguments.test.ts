import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { printed, unknownOptions, wishOf } from '../../../../src/main/start-up/arguments.ts';

const RESTART = { kind: 'restart', how: null, goal: { kind: 'usual' } };
const WAITING = { ...RESTART, waits: true };

const CASES: readonly (readonly [words: string, wish: unknown])[] = [
  ['', RESTART],
  ['--restart', RESTART],
  ['--settings', { kind: 'settings', page: 'restart' }],
  ['--background', { kind: 'background' }],
  ['--no-first-run /opt/x --allow-file-access-from-files --background', { kind: 'background' }],
  ['--ozone-platform=wayland --settings', { kind: 'settings', page: 'restart' }],
  ['toString __proto__', RESTART],
  ['--setings', WAITING],
  ['--ozone-platform=wayland', WAITING],
  ['--toString', WAITING],
  ['/usr/bin/x --allow-file-access-from-files --original-process-start-time=1337', RESTART],
];

describe('what the program was started for', () => {
  for (const [words, wish] of CASES) test(words || 'nothing said', () => assert.deepEqual(wishOf(words.split(' ')), wish));
});

describe('what is only printed', () => {
  test('the help names every option', () => {
    const help = printed(['--help'], '1.2.3') ?? '';
    for (const option of ['--restart', '--settings', '--background', '--help', '--version']) assert.ok(help.includes(`  ${option} `), option);
  });
  test('the version', () => assert.equal(printed(['--background', '--version'], '1.2.3'), 'quick-restart-tray 1.2.3\n'));
  test('nothing where the app is wanted', () => assert.equal(printed(['--settings'], '1.2.3'), null));
});

test('options that are not ours are named', () => {
  assert.deepEqual(unknownOptions(['x', '--setings', '--settings', '--', '-v', '--disable-gpu']), ['--setings', '--disable-gpu']);
});
