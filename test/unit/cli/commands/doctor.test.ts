import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { CHECK_GROUPS, groupChecks } from '../../../../src/core/restart-plan/check-groups.ts';
import { err, ok } from '../../../../src/core/result.ts';
import { WORDS } from '../../../../src/adapters/dbus/contract-shapes.ts';
import type { CheckId } from '../../../../src/core/restart-plan/check.ts';
import { computerWith, FakeComputer, sampleFailure, sampleInhibitor } from '../../../fakes/computer.ts';
import { forbiddenPlan, refusedPlan, sampleCheck, samplePlan } from '../../../fakes/sample-plan.ts';
import { plain, runCli } from '../../../fakes/terminal.ts';

interface DoctorJson {
  readonly possible: boolean;
  readonly action: string;
  readonly summary: string;
  readonly groups: readonly { readonly group: string; readonly checks: readonly { readonly id: string; readonly result: string }[] }[];
}

async function json(computer: FakeComputer, ...more: readonly string[]): Promise<DoctorJson> {
  return JSON.parse((await runCli(['doctor', '--json', ...more], computer)).stdout) as DoctorJson;
}

const resultOf = ({ groups }: DoctorJson, id: string): string | undefined => groups.flatMap(({ checks }) => checks).find((check) => check.id === id)?.result;

describe('doctor', () => {
  test('one line that says it is possible, then the groups; what is in order is short', async () => {
    const { exitCode, stdout } = await runCli(['doctor'], new FakeComputer());
    assert.equal(exitCode, 0);
    const lines = plain(stdout).split('\n');
    assert.equal(lines[0], '✓ A quick restart is possible.');
    assert.deepEqual(lines.filter((line) => /^\S/.test(line)).slice(1), ['The entry (6.12.107+deb13-amd64)', 'This machine', 'People and programs']);
    assert.match(plain(stdout), /✓ In order: no program in the way, nobody else logged in\n$/);
  });

  test('problems come first in their group, each with its hint', async () => {
    const checks = [
      sampleCheck(),
      sampleCheck({ id: 'kernel-modules', result: 'refusal', message: 'The modules are not installed.', hint: 'Reinstall them.' }),
      sampleCheck({ id: 'memory', result: 'warning', message: 'Memory is short.', hint: 'Close programs.' }),
      sampleCheck({ id: 'microcode', message: 'Microcode was upgraded.', hint: 'That is fine.' }),
    ];
    const { exitCode, stdout } = await runCli(['doctor', 'newest'], computerWith({ plan: ok(samplePlan({ action: 'full', checks })) }));
    assert.equal(exitCode, 3);
    assert.match(stdout, /^✗ A quick restart is not possible: The modules are not installed\.\n/);
    assert.match(stdout, /The entry .*\n {2}✗ The modules are not installed\.\n {4}Reinstall them\.\n {2}✓ In order: kernel image\n/);
    assert.match(stdout, /This machine\n {2}! Memory is short\.\n {4}Close programs\.\n/);
    assert.match(stdout, /What waits for an ordinary restart\n {2}✓ Microcode was upgraded\.\n {4}That is fine\.\n/);
  });

  test('the entry is handed on, and so is another root, which has no people', async () => {
    const computer = computerWith({ inhibitors: ok([sampleInhibitor()]) });
    const call = await runCli(['doctor', '6.12', '--root', '/mnt'], computer);
    assert.deepEqual([call.exitCode, call.roots, computer.calls], [0, ['/mnt'], ['plan 6.12']]);
    assert.doesNotMatch(call.stdout, /People/);
  });

  test('--json has the shape of the contract', async () => {
    const { exitCode, stdout } = await runCli(['doctor', '--json'], computerWith({ plan: ok(refusedPlan()) }));
    const answer = JSON.parse(stdout) as Record<string, unknown> & DoctorJson;
    assert.equal(exitCode, 3);
    assert.deepEqual(Object.keys(answer), ['schema', 'possible', 'action', 'summary', 'policy', 'entry', 'groups']);
    assert.deepEqual([answer.possible, answer.action], [false, 'full']);
    assert.match(answer.summary, /^A quick restart is not possible: .*cut off\.$/);
    assert.deepEqual(Object.keys(answer.groups[0]?.checks[0] ?? {}), ['id', 'result', 'message', 'hint']);
  });

  test('a restart that must not be at all', async () => {
    const answer = await json(computerWith({ plan: ok(forbiddenPlan()) }));
    assert.deepEqual([answer.action, answer.summary], ['none', 'No restart is possible now: dpkg is changing the system (process 4711).']);
  });

  test('a plan that cannot be made is a failure', async () => {
    assert.equal((await runCli(['doctor', 'x'], computerWith({ plan: err(sampleFailure('entry-unknown')) }))).exitCode, 2);
  });
});

describe('people and programs, in plan and doctor alike', () => {
  for (const command of ['plan', 'doctor']) {
    test(`${command}: a program that blocks restarting refuses, as it would refuse now`, async () => {
      const { exitCode, stdout } = await runCli([command], computerWith({ inhibitors: ok([sampleInhibitor()]) }));
      assert.equal(exitCode, 3);
      assert.match(stdout, /✗ Restarting is blocked by packagekitd \(Installing updates\)\./);
    });
  }
  test('a lock that only delays blocks nothing', async () => {
    assert.equal(resultOf(await json(computerWith({ inhibitors: ok([sampleInhibitor({ mode: 'delay' })]) })), 'inhibitors'), 'ok');
  });
  test('other people are a warning, by name; one’s own sessions are none', async () => {
    const sessions = ok([1000, 1001, 1001].map((uid, at) => ({ id: String(at), uid, userName: uid === 1000 ? 'anna' : 'bert', seat: 'seat0' })));
    const { exitCode, stdout } = await runCli(['doctor'], computerWith({ sessions }));
    assert.equal(exitCode, 0);
    assert.match(stdout, /! Other people are logged in: bert\./);
  });
  test('a restart manager that does not answer: unknown, and nothing refused', async () => {
    const absent = err({ kind: 'absent' as const, detail: '' });
    const answer = await json(computerWith({ inhibitors: absent, sessions: absent }));
    assert.deepEqual([answer.action, resultOf(answer, 'inhibitors'), resultOf(answer, 'other-people')], ['quick', 'unknown', 'unknown']);
  });
});

test('every check has its group', () => {
  const checks = (Object.keys(WORDS.checkId) as CheckId[]).map((id) => sampleCheck({ id }));
  const grouped = groupChecks(checks);
  assert.deepEqual(grouped.map(({ group }) => group), CHECK_GROUPS);
  assert.equal(grouped.reduce((sum, one) => sum + one.checks.length, 0), checks.length);
});
