import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import type { RestartPhase } from '../../../../src/contracts/app/restart-window.ts';
import { canCancel, stepsOf } from '../../../../src/renderer/restart/steps.ts';

const FAILED: RestartPhase = { kind: 'failed', how: 'quick', failure: { kind: 'load-failed', message: 'It did not load.', hint: '' }, ordinaryOffered: true, nothingLoaded: true };

describe('the steps of a restart', () => {
  const CASES: readonly (readonly [phase: RestartPhase, steps: string])[] = [
    [{ kind: 'authorising', how: 'quick' }, 'authorising now, loading later, restarting later'],
    [{ kind: 'loading', how: 'quick' }, 'authorising done, loading now, restarting later'],
    [{ kind: 'restarting', how: 'quick' }, 'authorising done, loading done, restarting now'],
    [{ kind: 'authorising', how: 'full' }, 'authorising now, restarting later'],
    [{ kind: 'restarting', how: 'full' }, 'authorising done, restarting now'],
    [{ kind: 'asking-programs', how: 'quick' }, 'authorising done, asking-programs now, restarting later'],
    [{ kind: 'restarting', how: 'quick', throughSession: true }, 'authorising done, asking-programs done, restarting now'],
    [{ kind: 'choosing' }, ''],
    [FAILED, ''],
  ];
  for (const [phase, steps] of CASES) {
    test(`${phase.kind} ${'how' in phase ? phase.how : ''}`, () => assert.equal(stepsOf(phase).map(({ name, state }) => `${name} ${state}`).join(', '), steps));
  }
});

describe('Cancel', () => {
  const CASES: readonly (readonly [phase: RestartPhase, possible: boolean])[] = [
    [{ kind: 'reading' }, true],
    [{ kind: 'choosing' }, true],
    [{ kind: 'authorising', how: 'quick' }, true],
    [{ kind: 'loading', how: 'quick' }, true],
    [{ kind: 'cancelling', how: 'quick' }, false],
    [{ kind: 'unloading', how: 'quick' }, false], // that is what Cancel did
    [{ kind: 'restarting', how: 'quick' }, false],
    [{ kind: 'asking-programs', how: 'quick' }, false],
    [FAILED, true],
  ];
  for (const [phase, possible] of CASES) {
    test(`${phase.kind}: ${possible ? 'helps' : 'comes too late'}`, () => assert.equal(canCancel(phase), possible));
  }
});
