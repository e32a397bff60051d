import assert from 'node:assert/strict';
import test from 'node:test';
import { ServiceWithFallback } from '../../../src/cli/service-with-fallback.ts';
import type { QuickRestartService } from '../../../src/contracts/quick-restart-service.ts';
import { FakeComputer, sampleFailure } from '../../fakes/computer.ts';

function local(computer: FakeComputer): () => Promise<QuickRestartService> {
  return () => Promise.resolve({ ...computer.service, where: 'here' });
}

test('no helper: this process answers, from the first call on', async () => {
  const helper = new FakeComputer();
  const here = new FakeComputer();
  helper.stateFailure = sampleFailure('helper-unavailable');
  const service = new ServiceWithFallback(helper.service, local(here));
  assert.equal((await service.state()).ok, true);
  assert.equal(service.where, 'here');
  await service.plan('x');
  await service.load('y', false);
  assert.deepEqual(helper.calls, []);
  assert.deepEqual(here.calls, ['plan x', 'load y']);
});

test('a helper that answers, even with a failure, is kept', async () => {
  const helper = new FakeComputer();
  helper.stateFailure = sampleFailure('read-failed');
  const service = new ServiceWithFallback(helper.service, () => assert.fail('not needed'));
  assert.equal((await service.state()).ok, false);
  helper.loadFailure = sampleFailure('helper-unavailable');
  assert.deepEqual(await service.load('y', true), { ok: false, error: helper.loadFailure });
  assert.equal(service.where, 'helper');
});

test('every method goes the same way', async () => {
  const helper = new FakeComputer();
  const service = new ServiceWithFallback(helper.service, () => assert.fail('not needed'));
  await service.listEntries();
  assert.deepEqual(await service.history(), { ok: true, value: [] });
  await service.load('a', true);
  await service.unload(true);
  await service.setDefault({ kind: 'newest' }, true);
  await service.setBootLoaderDefault('b', false);
  assert.deepEqual(helper.calls, ['load a interactive', 'unload interactive', 'setDefault {"kind":"newest"} interactive', 'setBootLoaderDefault b']);
});
