import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import type { WindowCall } from '../../../../src/contracts/app/ipc.ts';
import { DEFAULT_PREFERENCES } from '../../../../src/contracts/app/preferences.ts';
import { callName, checkArgument } from '../../../../src/main/ipc/check-argument.ts';

const GOOD: readonly (readonly [name: WindowCall, argument: unknown])[] = [
  ['view', null],
  ['restart', { how: 'quick', planNumber: 0 }],
  ['restart', { how: 'full', planNumber: 3 }],
  ['close', null],
  ['refresh', null],
  ['painted', null],
  ['change', { kind: 'preferences', preferences: DEFAULT_PREFERENCES }],
  ['change', { kind: 'policy', policy: 'entry:x' }],
  ['change', { kind: 'every-restart', mode: 'skip' }],
  ['change', { kind: 'shell-extension', on: true }],
  ['change', { kind: 'boot-loader-default', entryId: 'x' }],
  ['showPage', { page: 'history' }],
  ['openRestart', { entryId: '' }],
];

const BAD: readonly (readonly [name: WindowCall, argument: unknown])[] = [
  ['view', {}],
  ['view', undefined],
  ['restart', null],
  ['restart', {}],
  ['restart', { how: 'now', planNumber: 0 }],
  ['restart', { how: 'quick' }],
  ['restart', { how: 'quick', planNumber: '0' }],
  ['restart', 'quick'],
  ['restart', [{ how: 'quick', planNumber: 0 }]],
  ['restart', Object.create({ how: 'quick', planNumber: 0 })], // inherited keys are nobody's
  ['change', { kind: 'policy' }],
  ['change', { kind: '__proto__', policy: 'x' }],
  ['change', { kind: 'toString' }],
  ['change', { kind: 'policy', policy: 7 }],
  ['change', { kind: 'policy', policy: 'x'.repeat(5000) }],
  ['change', { kind: 'preferences', preferences: { ...DEFAULT_PREFERENCES, countdown: 'yes' } }],
  ['change', { kind: 'preferences', preferences: { ...DEFAULT_PREFERENCES, defaultAction: 'off' } }],
  ...['24:00', '8:00', '22:00\n', '', 2200].map((from) => ['change', { kind: 'preferences', preferences: { ...DEFAULT_PREFERENCES, quietHours: { on: true, from, until: '08:00' } } }] as const),
  ['change', { kind: 'preferences', preferences: { ...DEFAULT_PREFERENCES, quietHours: null } }],
  ['change', { kind: 'every-restart', mode: 'always' }],
  ['change', { kind: 'shell-extension', on: 'yes' }],
  ['showPage', { page: '../restart' }],
  ['openRestart', { entryId: null }],
];

describe('arguments of windows are checked', () => {
  for (const [name, argument] of GOOD) {
    test(`${name} ${JSON.stringify(argument)} is passed on`, () => assert.deepEqual(checkArgument(name, argument), { ok: true, value: argument }));
  }
  for (const [name, argument] of BAD) {
    test(`${name} ${JSON.stringify({ argument }).slice(0, 60)} is refused`, () => assert.equal(checkArgument(name, argument).ok, false));
  }

  test('what the contract does not have is left out', () => {
    assert.deepEqual(checkArgument('restart', { how: 'full', planNumber: 1, commandLine: 'init=/bin/sh' }), { ok: true, value: { how: 'full', planNumber: 1 } });
  });

  for (const name of ['toString', '__proto__', 'constructor', '', 7, null, ['view'], 'View']) {
    test(`${JSON.stringify(name)} is no call`, () => assert.equal(callName(name), null));
  }
});
