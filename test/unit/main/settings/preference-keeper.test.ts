import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { describe } from 'node:test';
import { AutostartFile } from '../../../../src/adapters/user-files/autostart-file.ts';
import { DEFAULT_PREFERENCES } from '../../../../src/contracts/app/preferences.ts';
import { PreferenceKeeper } from '../../../../src/main/settings/preference-keeper.ts';
import { Store } from '../../../../src/main/state/store.ts';
import { temporaryTree } from '../../../fakes/temporary-directory.ts';
import { sampleState } from '../sample-state.ts';

const FILE = 'quick-restart/preferences.json';
const AUTOSTART = 'autostart/org.quickrestart1.Tray.desktop';

describe('preferences', () => {
  test('the defaults, until something is kept; then what is kept', (t) => {
    const config = temporaryTree(t);
    const keeper = new PreferenceKeeper({ config }, null);
    assert.deepEqual(keeper.read(), { preferences: DEFAULT_PREFERENCES, remark: null });
    const wanted = { ...DEFAULT_PREFERENCES, defaultAction: 'quick', countdown: false } as const;
    const store = new Store(sampleState());
    assert.equal(keeper.save(wanted, store).ok, true);
    assert.deepEqual([store.state.preferences, keeper.read().preferences], [wanted, wanted]);
  });

  test('a file of an older version, without quiet hours, keeps what it has', (t) => {
    const { quietHours, ...older } = { ...DEFAULT_PREFERENCES, countdown: false };
    const config = temporaryTree(t, { [FILE]: JSON.stringify(older) });
    assert.deepEqual(new PreferenceKeeper({ config }, null).read(), { preferences: { ...older, quietHours }, remark: null });
  });

  test('a broken file: the defaults, a remark, and the file kept aside', (t) => {
    const config = temporaryTree(t, { [FILE]: '{"countdown":"maybe"}' });
    const { preferences, remark } = new PreferenceKeeper({ config }, null).read();
    assert.deepEqual(preferences, DEFAULT_PREFERENCES);
    assert.match(remark ?? '', /countdown is neither true nor false/);
    assert.equal(readFileSync(join(config, `${FILE}.broken`), 'utf8'), '{"countdown":"maybe"}');
  });

  test('starting at login is the desktop’s file, not ours', (t) => {
    const config = temporaryTree(t);
    const keeper = new PreferenceKeeper({ config }, new AutostartFile({ config, systemConfig: [] }, 'x'));
    assert.equal(keeper.read().preferences.startAtLogin, false);
    const store = new Store(sampleState({ preferences: keeper.read().preferences }));
    keeper.save({ ...store.state.preferences, notify: false }, store);
    assert.equal(existsSync(join(config, AUTOSTART)), false, 'untouched where it is not changed');
    keeper.save({ ...store.state.preferences, startAtLogin: true }, store);
    assert.equal(keeper.read().preferences.startAtLogin, true);
  });

  test('what cannot be written changes nothing', (t) => {
    const config = join(temporaryTree(t, { file: '' }), 'file');
    const store = new Store(sampleState());
    const saved = new PreferenceKeeper({ config }, null).save({ ...DEFAULT_PREFERENCES, notify: false }, store);
    assert.equal(!saved.ok && saved.error.kind, 'settings-failed');
    assert.equal(store.state.preferences.notify, true);
  });

  test('the desktop’s file cannot be written: that is what failed, and the rest is kept', (t) => {
    const config = temporaryTree(t, { autostart: 'a file where the folder should be' });
    const keeper = new PreferenceKeeper({ config }, new AutostartFile({ config, systemConfig: [] }, 'x'));
    const store = new Store(sampleState({ preferences: keeper.read().preferences }));
    const saved = keeper.save({ ...store.state.preferences, notify: false, startAtLogin: true }, store);
    assert.match(saved.ok ? '' : saved.error.message, /starts at login could not be written/);
    assert.deepEqual([store.state.preferences.notify, store.state.preferences.startAtLogin, keeper.read().preferences], [false, false, store.state.preferences]);
  });

  test('our own file cannot be written: the desktop’s stays as it is', (t) => {
    const config = temporaryTree(t, { 'quick-restart': 'a file where the folder should be' });
    const keeper = new PreferenceKeeper({ config }, new AutostartFile({ config, systemConfig: [] }, 'x'));
    const store = new Store(sampleState({ preferences: { ...DEFAULT_PREFERENCES, startAtLogin: false } }));
    const saved = keeper.save({ ...store.state.preferences, startAtLogin: true }, store);
    assert.match(saved.ok ? '' : saved.error.message, /^The preferences could not be written/);
    assert.equal(existsSync(join(config, AUTOSTART)), false);
  });
});
