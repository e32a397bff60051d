import { PLAIN_APPEARANCE } from '../../../src/adapters/dbus/desktop-appearance.ts';
import { DEFAULT_PREFERENCES } from '../../../src/contracts/app/preferences.ts';
import type { ServiceState } from '../../../src/contracts/quick-restart-service.ts';
import type { BootEntry } from '../../../src/core/boot-entry/boot-entry.ts';
import { initialState, type AppState } from '../../../src/main/state/app-state.ts';
import { createTranslator, SOURCE_CATALOGUE } from '../../../src/words/index.ts';
import { RUNNING_RELEASE, sampleMenu } from '../../fakes/sample-plan.ts';

export const ENGLISH = createTranslator(SOURCE_CATALOGUE);

/** What the helper says of a machine with nothing special. */
export function sampleServiceState(changes: Partial<ServiceState> = {}): ServiceState {
  return { version: '1.2.3', runningKernelRelease: RUNNING_RELEASE, loadedEntry: '', loadedChanges: [], restartRequired: false, restartReasons: [], failedRestarts: [], policy: { kind: 'boot-loader' }, everyRestart: 'off', nextRestart: { kind: 'ordinary', entryId: null, kernelRelease: null, possible: true, message: 'Restarts are ordinary ones.' }, ...changes };
}

export const REASON: ServiceState['restartReasons'][number] = {
  kind: 'kernel-superseded', message: 'A restart brings the newer kernel.', packages: [], morePackages: 0, sinceMs: null, confidence: 'sure', sources: ['running-kernel'],
};

export const DUE: Partial<ServiceState> = { restartRequired: true, restartReasons: [REASON] };

/** A state in which everything was read. */
export function sampleState(changes: Partial<AppState> & { readonly helper?: Partial<ServiceState>; readonly menu?: readonly BootEntry[] } = {}): AppState {
  const { helper, menu, ...rest } = changes;
  return {
    ...initialState({ appearance: PLAIN_APPEARANCE, preferences: DEFAULT_PREFERENCES }),
    service: { kind: 'read', value: sampleServiceState(helper) },
    entries: { kind: 'read', value: { entries: menu ?? sampleMenu(), diagnostics: [] } },
    ...rest,
  };
}
