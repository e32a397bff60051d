import { describe, test } from 'node:test';
import assert from 'node:assert/strict';
import type { ServiceState } from '../../../src/contracts/quick-restart-service.ts';
import { ChangeNotifier } from '../../../src/helper/change-notifier.ts';
import { sampleEntry } from '../../fakes/sample-plan.ts';

const STATE: ServiceState = { version: '1', runningKernelRelease: '6', loadedEntry: '', loadedChanges: [], restartRequired: false, restartReasons: [], failedRestarts: [], policy: { kind: 'boot-loader' }, everyRestart: 'off', nextRestart: { kind: 'ordinary', entryId: null, kernelRelease: null, possible: true, message: 'Restarts are ordinary ones.' } };

function notifier(): { readonly notifier: ChangeNotifier; readonly told: string[] } {
  const told: string[] = [];
  return {
    notifier: new ChangeNotifier({ emit: (signal) => told.push(signal), emitChanged: (values, names) => told.push(names.map((name) => `${name}=${String(values[name])}`).join()) }),
    told,
  };
}

describe('what the helper tells of changes', () => {
  test('the first reading tells nothing; later ones tell the differences', () => {
    const { notifier: changes, told } = notifier();
    changes.stateRead(STATE, false);
    changes.stateRead(STATE, false);
    changes.stateRead({ ...STATE, restartRequired: true }, false);
    changes.stateRead({ ...STATE, loadedEntry: 'x' }, true);
    assert.deepEqual(told, ['RestartRequired=true', 'LoadedEntry=x,RestartRequired=false']);
  });

  test('a change with no reading before it tells all that can change', () => {
    const { notifier: changes, told } = notifier();
    changes.stateRead({ ...STATE, loadedEntry: 'x' }, true);
    assert.deepEqual(told, ['LoadedEntry=x,LoadedChanges=,RestartRequired=false,RestartReasons=,FailedRestarts=,DefaultPolicy=boot-loader,EveryRestart=off,NextRestart=kind,[object Object],possible,[object Object],message,[object Object]']);
  });

  test('entries: only when they differ from the reading before, or were changed by us', () => {
    const { notifier: changes, told } = notifier();
    const list = (title: string): void => changes.entriesRead({ entries: [sampleEntry({ title })], diagnostics: [] });
    list('a');
    list('a');
    assert.deepEqual(told, []);
    list('b');
    changes.entriesChanged();
    list('c');
    assert.deepEqual(told, ['EntriesChanged', 'EntriesChanged']);
  });
});
