import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { decodeServiceState, encodeServiceState } from '../../../../src/adapters/dbus/service-state.ts';
import type { ServiceState } from '../../../../src/contracts/quick-restart-service.ts';
import { MANAGER } from '../../../../src/contracts/manager-interface.ts';
import { Variant } from 'dbus-native';
import { sampleServiceState } from '../../main/sample-state.ts';

/** The state as its properties travel; those that an earlier version does not know left out. */
function travelled(state: ServiceState, unknown: readonly string[] = []): ReturnType<typeof decodeServiceState> {
  const pairs = Object.entries(encodeServiceState(state)).filter(([name]) => !unknown.includes(name));
  return decodeServiceState(pairs.map(([name, value]) => [name, new Variant(MANAGER.properties[name as keyof typeof MANAGER.properties].type, value)]));
}

describe('the state over the bus', () => {
  test('comes as it went', () => {
    const state = sampleServiceState({ everyRestart: 'on', nextRestart: { kind: 'quick', entryId: 'x', kernelRelease: '6.13', possible: true, message: 'The next restart is a quick one, into 6.13.' } });
    assert.deepEqual(travelled(state), { ok: true, value: state });
  });

  test('of a helper before every-restart mode: off, and that it is not possible', () => {
    const read = travelled(sampleServiceState({ everyRestart: 'on' }), ['EveryRestart', 'NextRestart']);
    assert.ok(read.ok);
    assert.deepEqual([read.value.everyRestart, read.value.nextRestart.possible], ['off', false]);
    assert.match(read.value.nextRestart.message, /earlier version/);
  });

  test('of a helper that does not say whether the mode is possible: it is', () => {
    const nextRestart = { kind: 'ordinary', entryId: null, kernelRelease: null, message: 'Restarts are ordinary ones.' } as const;
    const read = travelled({ ...sampleServiceState(), nextRestart: nextRestart as ServiceState['nextRestart'] });
    assert.equal(read.ok && read.value.nextRestart.possible, true);
  });
});
