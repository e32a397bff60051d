import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import fc from 'fast-check';
import { readError, readProperties, readRefusal, readUsualSeconds } from '../../../gnome-shell/src/logic/helper-answers.ts';

const NEXT = { kind: 'quick', kernelRelease: '6.12', message: 'Quick, into 6.12.', messageWords: { text: 'Quick, into {kernel}.', values: { kernel: '6.12' } } };
const SAID = { message: 'Quick, into 6.12.', sentence: { text: 'Quick, into {kernel}.', plural: null, values: { kernel: '6.12' } } };

describe('what the helper answers', () => {
  for (const [what, from, wanted] of [
    ['all', { EveryRestart: 'on', NextRestart: NEXT, RestartRequired: true }, { next: { mode: 'on', isQuick: true, isPossible: true, said: SAID }, isDue: true }],
    ['an ordinary one', { EveryRestart: 'off', NextRestart: { kind: 'ordinary', possible: false, message: 'No.' } }, { next: { mode: 'off', isQuick: false, isPossible: false, said: { message: 'No.', sentence: null } }, isDue: null }],
    ['an older helper', { Version: '0.1.0', RestartRequired: false }, { next: null, isDue: false }],
    ['a mode of a newer helper', { EveryRestart: 'sometimes', NextRestart: NEXT }, { next: null, isDue: null }],
    ['nothing', undefined, { next: null, isDue: null }],
  ] as const) {
    test(`properties: ${what}`, () => assert.deepEqual(readProperties(from), wanted));
  }

  for (const [what, plan, message] of [
    ['is quick', { action: 'quick', checks: [{ result: 'warning', message: 'Hm.' }] }, undefined],
    ['is refused', { action: 'full', checks: [{ result: 'ok', message: 'Fine.' }, { result: 'refusal', message: 'First.' }, { result: 'refusal', message: 'Second.' }] }, 'First.'],
    ['is no plan', 'quick', undefined],
    ['has no checks', { action: 'none' }, undefined],
  ] as const) {
    test(`a plan that ${what}: ${String(message)}`, () => assert.equal(readRefusal(plan)?.message, message));
  }

  const quick = (totalSeconds: number, more: object = {}): object => ({ kind: 'quick', cameUp: true, totalSeconds, ...more });
  for (const [what, history, seconds] of [
    ['one', [quick(20.4)], 20],
    ['the middle of three', [quick(90), quick(20), quick(21)], 21],
    ['between two', [quick(20), quick(24)], 22],
    ['quick ones that came up only', [quick(5, { cameUp: false }), quick(60, { kind: 'ordinary' }), quick(20)], 20],
    ['the latest twenty', [...Array.from({ length: 20 }, () => quick(10)), ...Array.from({ length: 40 }, () => quick(99))], 10],
    ['none', [], null],
    ['a length that is none', [quick(0), quick(Number.NaN), { kind: 'quick', cameUp: true }], null],
    ['no history', undefined, null],
  ] as const) {
    test(`usual seconds, ${what}: ${String(seconds)}`, () => assert.equal(readUsualSeconds(history), seconds));
  }

  test('anything at all is read without harm', () => {
    fc.assert(
      fc.property(fc.anything(), (any) => {
        readProperties(any);
        readProperties({ EveryRestart: 'on', NextRestart: any });
        readProperties({ EveryRestart: 'on', NextRestart: { kind: 'quick', message: '', messageWords: any } });
        readRefusal(any);
        readRefusal({ action: 'full', checks: [any] });
        readUsualSeconds([any]);
      }),
    );
  });

  test('an error is shown without its name', () => {
    assert.equal(readError('GDBus.Error:org.quickrestart1.Error.NotAuthorised: Not authorised.\nAsk.'), 'Not authorised.\nAsk.');
    assert.equal(readError('Timeout was reached'), 'Timeout was reached');
  });
});
