import assert from 'node:assert/strict';
import test from 'node:test';
import { type OwnSight, withOwnSight } from '../../../src/use-cases/with-own-sight.ts';
import { planText } from '../../../src/cli/view/plan.ts';
import { render } from '../../../src/cli/text/layout.ts';
import { err, ok } from '../../../src/core/result.ts';
import { FakeComputer, sampleFailure } from '../../fakes/computer.ts';
import { RUNNING_RELEASE, sampleCheck, samplePlan } from '../../fakes/sample-plan.ts';
import { plain, runCli } from '../../fakes/terminal.ts';

test('a plan is told whether its person came over the network, each time anew', async () => {
  const computer = new FakeComputer();
  let remote: boolean | null = false;
  const service = withOwnSight(computer.service, { isRemote: () => remote, initrdTools: () => [], machine: null });
  const last = async (): Promise<string> => {
    const planned = await service.plan('');
    assert.ok(planned.ok);
    const checks = planned.value.checks.filter((check) => check.id === 'remote-session');
    assert.equal(checks.length, 1);
    assert.equal(planned.value.action, 'quick', 'a warning stands in nobody’s way');
    return checks.map((check) => check.result).join();
  };
  assert.equal(await last(), 'ok');
  remote = true;
  assert.equal(await last(), 'warning');
  remote = null;
  assert.equal(await last(), 'unknown');
});

test('a plan is told of an initrd that is being made, and then nothing is to be restarted', async () => {
  const computer = new FakeComputer();
  const tools = [{ name: 'dracut', pid: 77 }];
  const planned = await withOwnSight(computer.service, { isRemote: () => false, initrdTools: () => tools, machine: null }).plan('');
  assert.ok(planned.ok);
  assert.equal(planned.value.action, 'none');
  assert.match(planned.value.checks.find((check) => check.id === 'initrd-tools')?.message ?? '', /dracut, process 77/);
  tools.pop();
  const after = await withOwnSight(computer.service, { isRemote: () => false, initrdTools: () => tools, machine: null }).plan('');
  assert.equal(after.ok && after.value.action, 'quick');
});

test('where no plan can be made, what stands against any restart is told with the failure', async () => {
  const computer = new FakeComputer();
  computer.plan = err(sampleFailure('helper-unavailable'));
  const checksOf = async (sight: Partial<OwnSight>): Promise<readonly string[]> => {
    const planned = await withOwnSight(computer.service, { isRemote: () => true, initrdTools: null, machine: null, ...sight }).plan('');
    assert.ok(!planned.ok);
    assert.equal(planned.error.kind, 'helper-unavailable');
    return (planned.error.checks ?? []).map((check) => check.id);
  };
  const idle = { busyPackageManagers: [], container: false };
  assert.deepEqual([await checksOf({}), await checksOf({ machine: () => idle })], [[], []]);
  assert.deepEqual(await checksOf({ machine: () => ({ ...idle, busyPackageManagers: [{ name: 'dpkg', pid: 7 }] }) }), ['package-manager']);
  assert.deepEqual(await checksOf({ machine: () => ({ ...idle, container: true }), initrdTools: () => [{ name: 'dracut', pid: 77 }] }), ['initrd-tools', 'container']);
  assert.deepEqual(await checksOf({ machine: () => ({ busyPackageManagers: null, container: false }) }), []);
});

test('all else is the service’s own', async () => {
  const { service } = new FakeComputer();
  const wrapped = withOwnSight(service, { isRemote: () => null, initrdTools: () => null, machine: null });
  assert.equal(wrapped.where, service.where);
  assert.deepEqual(await wrapped.state(), await service.state());
  assert.deepEqual(await wrapped.listEntries(), await service.listEntries());
  assert.deepEqual(await wrapped.history(), await service.history());
});

test('a note is a line of its own; what is merely in order is not', async () => {
  const computer = new FakeComputer();
  computer.plan = ok(samplePlan({
    checks: [
      sampleCheck({ id: 'microcode', message: 'The processor’s microcode was upgraded (intel-microcode).', hint: 'A quick restart is fine.' }),
      sampleCheck({ id: 'firmware-update', message: 'No firmware update waits for the next start.' }),
    ],
  }));
  const { stdout, exitCode } = await runCli(['plan'], computer);
  assert.equal(exitCode, 0);
  assert.match(plain(stdout), /The processor’s microcode was upgraded \(intel-microcode\)\.\n\s+A quick restart is fine\./);
  assert.match(plain(stdout), /In order: no firmware update waiting, /);
});

test('what stands against it comes before the notes', () => {
  const note = sampleCheck({ id: 'microcode', message: 'Note.', hint: 'Fine.' });
  const refusal = sampleCheck({ id: 'firmware-setup', result: 'refusal', message: 'Refusal.', hint: 'Restart.' });
  const style = { width: 80, colour: false, unicode: true, symbols: true };
  const text = render(planText(samplePlan({ action: 'full', checks: [note, refusal] }), RUNNING_RELEASE, style), style);
  assert.ok(text.indexOf('Refusal.') < text.indexOf('Note.'));
});
