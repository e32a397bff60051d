import assert from 'node:assert/strict';
import test from 'node:test';
import { ok } from '../../../src/core/result.ts';
import { createEngine } from '../../../src/use-cases/create-engine.ts';
import { adviceFacts, quietFirmware } from '../../fakes/advice-facts.ts';
import { engineMachine, OLD_RELEASE, ROOT_UUID } from '../../fakes/engine-machine.ts';

const allow = (): Promise<ReturnType<typeof ok<null>>> => Promise.resolve(ok(null));
const KEY = { firmware: quietFirmware({ mokRequests: ['MokNew'] }) };
const WINDOWS = { firmware: quietFirmware({ bootNext: { number: 7, description: 'Windows Boot Manager', firmwareUpdater: false } }) };

test('advised against: the plan is full, and nothing is loaded', async (t) => {
  const machine = engineMachine(t, { advice: KEY });
  const engine = createEngine(machine.ports);
  const plan = await engine.plan('');
  assert.equal(plan.ok && plan.value.action, 'full');
  for (const selector of ['', OLD_RELEASE]) {
    const loaded = await engine.load(selector, allow, new AbortController().signal);
    assert.equal(!loaded.ok && loaded.error.kind, 'refused');
    assert.match(loaded.ok ? '' : loaded.error.message, /Secure Boot keys/);
  }
  assert.deepEqual(machine.kexec.requests, []);
});

test('another boot option for once stops the policy’s entry, and not one that a person names', async (t) => {
  const machine = engineMachine(t, { advice: WINDOWS });
  const engine = createEngine(machine.ports);
  assert.equal((await engine.load('', allow, new AbortController().signal)).ok, false);
  const plan = await engine.plan(`advanced>linux-${OLD_RELEASE}`);
  assert.equal(plan.ok && plan.value.action, 'quick', JSON.stringify(plan));
});

test('it is read for a plan, with the command line of the entry, and for nothing else', async (t) => {
  const machine = engineMachine(t);
  const read: string[] = [];
  machine.ports.machine.readAdvice = (commandLine) => {
    read.push(commandLine);
    return Promise.resolve(adviceFacts());
  };
  const engine = createEngine(machine.ports);
  assert.ok(engine.listEntries().ok && engine.state().ok);
  assert.deepEqual(read, []);
  assert.ok((await engine.plan('')).ok);
  assert.deepEqual(read, [`root=UUID=${ROOT_UUID} ro quiet`]);
});

test('what changed while a password was asked for counts', async (t) => {
  const machine = engineMachine(t);
  const engine = createEngine(machine.ports);
  const loaded = await engine.load(
    '',
    () => {
      machine.ports.machine.readAdvice = () => Promise.resolve(adviceFacts(KEY));
      return allow();
    },
    new AbortController().signal,
  );
  assert.equal(!loaded.ok && loaded.error.kind, 'refused');
  assert.deepEqual(machine.kexec.requests, []);
});
