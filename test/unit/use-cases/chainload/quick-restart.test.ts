// A quick restart on a machine that chain loads: the kernel that was asked for must not start the slot's.
import assert from 'node:assert/strict';
import test from 'node:test';
import { planText } from '../../../../src/cli/view/plan.ts';
import { render } from '../../../../src/cli/text/layout.ts';
import { ok } from '../../../../src/core/result.ts';
import { createEngine } from '../../../../src/use-cases/create-engine.ts';
import { chainloadMachine } from '../../../fakes/chainload-machine.ts';
import { NEW_RELEASE, OLD_RELEASE, ROOT_UUID } from '../../../fakes/engine-machine.ts';

const CONF = 'etc/quick-restart/chainload.conf';
const OWN = `root=UUID=${ROOT_UUID} ro quiet`;

test('where chain loading is on, what is loaded is told to stay; where it is off, or not understood and so off, it is as ever', async (t) => {
  const machine = chainloadMachine(t);
  const engine = createEngine(machine.engine.ports);
  for (const [config, expected] of [
    ['enabled=yes\na.kernel=/vmlinuz\n', `${OWN} panic=30 quick_restart.chain=no`],
    ['enabled=no\na.kernel=/vmlinuz\n', `${OWN} panic=30`],
    ['enabled=yes\nnonsense\n', `${OWN} panic=30`],
  ] as const) {
    machine.write(CONF, config);
    const loaded = await engine.load('', () => Promise.resolve(ok(null)), new AbortController().signal);
    assert.ok(loaded.ok);
    assert.equal(machine.engine.kexec.requests.at(-1)?.commandLine, expected, config);
    assert.equal(loaded.value.plan.commandLine, OWN, 'the entry’s own stays what it is');
  }
});

test('the plan says which word is added, and why', async (t) => {
  const machine = chainloadMachine(t);
  machine.write(CONF, 'enabled=yes\n');
  const plan = await createEngine(machine.engine.ports).plan('');
  assert.ok(plan.ok);
  const text = render(planText({ ...plan.value, trial: true, addedWords: ['panic=30', 'quick_restart.chain=no'] }, OLD_RELEASE, { width: 200, colour: false, unicode: true, symbols: true }), { width: 200, colour: false, unicode: true, symbols: true });
  assert.match(text, /panic=30 quick_restart\.chain=no, because this is a trial, and this system chain loads at each boot\n/);
});

test('in a boot that was chain loaded, the entry that runs is known', (t) => {
  for (const [added, running] of [
    ['panic=30 quick_restart.chained=a', true],
    ['quick_restart.chained=b', true],
    ['quick_restart.chain=no', true],
    ['quick_restart.chained=a provider=1', false],
  ] as const) {
    const machine = chainloadMachine(t, { machine: { kernelRelease: NEW_RELEASE, commandLine: `BOOT_IMAGE=/x ${OWN} ${added}` } });
    const listed = createEngine(machine.engine.ports).listEntries();
    assert.ok(listed.ok);
    assert.equal(listed.value.entries.some((entry) => entry.running), running, added);
  }
});
