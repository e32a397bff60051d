import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { PLAIN_APPEARANCE } from '../../../../src/adapters/dbus/desktop-appearance.ts';
import { withChanges } from '../../../../src/main/state/app-state.ts';
import { Store } from '../../../../src/main/state/store.ts';
import { sampleState } from '../sample-state.ts';

describe('the state of the app', () => {
  test('what was there already is no change', () => {
    const state = sampleState();
    assert.equal(withChanges(state, { service: structuredClone(state.service), trayHost: null, appearance: { ...PLAIN_APPEARANCE } }), state);
    assert.equal(withChanges(state, {}), state);
  });

  test('one thing that differs makes a new state, with all else in it', () => {
    const state = sampleState();
    const changed = withChanges(state, { packagesChanging: true, trayHost: null });
    assert.deepEqual(changed, { ...state, packagesChanging: true });
  });

  test('listeners hear of changes only, with what was before, until they end it', () => {
    const store = new Store(sampleState());
    const heard: unknown[] = [];
    const stop = store.onChange((now, before) => heard.push([before.trayHost, now.trayHost]));
    store.change({ trayHost: false });
    store.change({ trayHost: false });
    store.change({ trayHost: true });
    stop();
    store.change({ trayHost: false });
    assert.deepEqual(heard, [[null, false], [false, true]]);
  });
});
