import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import type { BootEntry } from '../../../../src/core/boot-entry/boot-entry.ts';
import { planRestart, type PlanInput } from '../../../../src/core/restart-plan/plan-restart.ts';
import type { RestartPlan } from '../../../../src/core/restart-plan/plan.ts';
import { adviceFacts } from '../../../fakes/advice-facts.ts';
import { checkFacts } from '../../../fakes/check-facts.ts';
import { sampleFailure } from '../../../fakes/sample-kernels.ts';
import { entry, files, machine } from '../boot-entry/support/sample-entries.ts';

const NEW = { trial: true, failure: null } as const;

function plan(past: PlanInput['past'], changes: Partial<BootEntry> = {}, named = false, chainLoads = false): RestartPlan {
  const one = entry({ default: true, ...changes });
  return planRestart({ machine: machine(), entries: [one], policy: { kind: 'boot-loader' }, chosen: named ? one : null, files: files(), facts: checkFacts(), advice: adviceFacts(), chainLoads, ...(past === undefined ? {} : { past }) });
}

describe('a trial in the plan', () => {
  for (const [what, past, changes, expected] of [
    ['a start that is known to come up', { trial: false, failure: null }, {}, [false, []]],
    ['one that is new', NEW, {}, [true, ['panic=30']]],
    ['one whose past cannot be read', 'unknown', {}, [true, ['panic=30']]],
    ['one that says itself what a panic does', NEW, { commandLine: 'root=/dev/vda1 panic=0' }, [true, []]],
    ['a recovery entry: it shall stay where others would be stuck', NEW, { recovery: true }, [false, []]],
    ['an entry without a kernel', NEW, { kernel: null }, [false, []]],
    ['another system’s', undefined, {}, [false, []]],
  ] as const) {
    test(`${what}: ${JSON.stringify(expected)}`, () => {
      const { trial, addedWords, commandLine } = plan(past, changes);
      assert.deepEqual([trial, addedWords], expected);
      assert.doesNotMatch(commandLine, /panic=30/);
    });
  }

  for (const [what, past, changes, expected] of [
    ['a start that is known to come up', { trial: false, failure: null }, {}, ['quick_restart.chain=no']],
    ['a trial', NEW, {}, ['panic=30', 'quick_restart.chain=no']],
    ['a recovery entry', NEW, { recovery: true }, ['quick_restart.chain=no']],
    ['one that says so itself', undefined, { commandLine: 'ro quick_restart.chain=no' }, []],
    ['an entry without a kernel', NEW, { kernel: null }, []],
    ['a line without room', undefined, { commandLine: 'x'.repeat(2040) }, []],
  ] as const) {
    test(`where the system chain loads, what is started stays; ${what}: ${expected.join(' ')}`, () => assert.deepEqual(plan(past, changes, false, true).addedWords, expected));
  }

  test('a refusal names the way out, for the entry that was named', () => {
    const past = { trial: true, failure: sampleFailure() };
    const hint = (named: boolean, id: string): string => plan(past, { id }, named).checks.find((check) => check.id === 'failed-before')?.hint ?? '';
    assert.equal(plan(past).action, 'full');
    assert.match(hint(false, 'a>b'), /quick-restart trust\.$/);
    assert.match(hint(true, "a>b it's"), /quick-restart trust 'a>b it'\\''s'\.$/);
    assert.match(hint(true, 'abc-1'), /quick-restart trust abc-1\.$/);
  });

  test('a trial is a note that says what happens if it fails', () => {
    const note = (changes: Partial<BootEntry>): readonly (string | undefined)[] => {
      const check = plan(NEW, changes).checks.find((one) => one.id === 'failed-before');
      return [check?.result, check?.hint];
    };
    assert.match(note({}).join(), /^ok,If it panics, the machine restarts the ordinary way after 30 seconds/);
    assert.match(note({ commandLine: 'root=/dev/vda1 panic=0' }).join(), /^ok,If it does not come up, switch the machine off and on/);
  });

  test('neither recovery entries nor other systems are judged', () => {
    for (const one of [plan({ trial: true, failure: sampleFailure() }, { recovery: true }), plan(undefined)]) assert.equal(one.checks.some((check) => check.id === 'failed-before'), false);
  });
});
