import type { Surroundings } from '../../contracts/app/appearance.ts';
import type { WindowView } from '../../contracts/app/ipc.ts';
import type { Preferences } from '../../contracts/app/preferences.ts';
import type { KernelRow, Reading, SettingsChange, SettingsPage, SettingsView } from '../../contracts/app/settings-window.ts';
import type { Failure } from '../../contracts/errors.ts';
import { failure } from '../../contracts/failure.ts';
import type { EntryList, QuickRestartService } from '../../contracts/quick-restart-service.ts';
import { totalSavedSeconds } from '../../core/history/saved-seconds.ts';
import { flavourOf } from '../../core/kernel/flavour.ts';
import type { RestartPlan } from '../../core/restart-plan/plan.ts';
import { formatPolicy, parsePolicy } from '../../core/restart-plan/policy.ts';
import { err, type Result } from '../../core/result.ts';
import { say } from '../../core/sentence.ts';
import { withAuthentication } from '../../use-cases/with-authentication.ts';
import { mayChangePlan } from '../restart/same-plan.ts';
import { asReading, type HelperFollower } from '../state/follow-helper.ts';
import type { Store } from '../state/store.ts';
import { Listeners } from '../windows/listeners.ts';
import { notHere, type WindowModel } from '../windows/window-model.ts';
import type { Fulfil } from '../wishes.ts';

/** What the settings window needs of the app. */
export interface SettingsModelParts {
  readonly store: Store;
  readonly helper: HelperFollower;
  readonly service: QuickRestartService;
  /** The plan of the policy's entry, with the people and programs that stand in the way of any restart. */
  readonly planToLookAt: () => Promise<Result<RestartPlan, Failure>>;
  readonly surroundings: () => Surroundings;
  readonly version: string;
  readonly page: SettingsPage;
  readonly fulfil: Fulfil;
  readonly savePreferences: (preferences: Preferences) => Promise<Result<null, Failure>>;
  readonly setShellExtension: (on: boolean) => Promise<Result<null, Failure>>;
  /** When the file was last changed, in ms since the epoch; null where that cannot be seen. */
  readonly changedAtMs: (path: string) => number | null;
  readonly close: () => void;
}

const LOOK_AGAIN_MS = 30_000;
const READING = { kind: 'reading' } as const;
/** The desktop's own agent asks for the password. */
const authenticate = withAuthentication({ start: () => Promise.resolve({ stop: () => Promise.resolve() }) });

/** The settings window's side in main. What only one page shows is read when that page is seen. */
export class SettingsModel implements WindowModel {
  readonly handlers: WindowModel['handlers'];
  readonly #parts: SettingsModelParts;
  readonly #listeners = new Listeners();
  readonly #stopFollowing: () => void;
  #page: SettingsPage;
  #health: SettingsView['health'] = READING;
  #history: SettingsView['history'] = READING;
  /** The number of the last reading of a page: an answer to an earlier one is no longer wanted. */
  #reading = 0;
  /** What is asked for or waits, in its order. */
  #changes: readonly SettingsChange[] = [];
  /** The machine's settings one after the other: each may ask for a password. */
  #lastOfMachine: Promise<void> = Promise.resolve();
  #denied: SettingsView['denied'] = null;
  #looking: ReturnType<typeof setInterval> | undefined;

  constructor(parts: SettingsModelParts) {
    this.#parts = parts;
    this.#page = parts.page;
    this.handlers = {
      restart: notHere,
      close: () => parts.close(),
      refresh: () => this.#read(),
      change: (change) => this.#change(change),
      showPage: ({ page }) => this.showPage(page),
      openRestart: ({ entryId }) => parts.fulfil({ kind: 'restart', how: entryId === '' ? null : 'quick', goal: entryId === '' ? { kind: 'usual' } : { kind: 'entry', id: entryId } }),
    };
    this.#stopFollowing = parts.store.onChange((now, before) => {
      this.#listeners.tell();
      this.#watchEnd();
      if (this.#page === 'health' && mayChangePlan(now, before)) void this.#readPage();
    });
    this.#watchEnd();
    void this.#read();
  }

  view(): WindowView {
    const { store, version } = this.#parts;
    const { service, entries, preferences, shellExtension } = store.state;
    return {
      ...this.#parts.surroundings(),
      window: 'settings',
      page: this.#page,
      version,
      preferences,
      policy: mapped(service, (state) => formatPolicy(state.policy)),
      everyRestart: mapped(service, (state) => ({ mode: state.everyRestart, next: state.nextRestart })),
      shellExtension,
      kernels: mapped(entries, (list) => this.#kernels(list)),
      health: this.#health,
      history: this.#history,
      totalSavedSeconds: this.#history.kind === 'read' ? totalSavedSeconds([...this.#history.value].reverse()) : null,
      changing: this.#changes[0]?.kind ?? null,
      denied: this.#denied,
    };
  }

  onChange(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }

  mayClose(): boolean {
    return true;
  }

  reopened(): void {
    // It shows what it showed before; nothing happens by itself here.
  }

  dispose(): void {
    this.#stopFollowing();
    clearInterval(this.#looking);
    this.#listeners.clear();
  }

  showPage(page: SettingsPage): void {
    this.#page = page;
    this.#listeners.tell();
    void this.#readPage();
  }

  /** `once` and `skip` end by themselves, and nobody tells: while they hold, it is looked again now and then. */
  #watchEnd(): void {
    const { store, helper } = this.#parts;
    const { service } = store.state;
    if (service.kind === 'read' && ['once', 'skip'].includes(service.value.everyRestart)) {
      this.#looking ??= setInterval(() => void helper.readState(), LOOK_AGAIN_MS);
      return;
    }
    clearInterval(this.#looking);
    this.#looking = undefined;
  }

  async #read(): Promise<void> {
    await Promise.all([this.#parts.helper.readAll(), this.#readPage()]);
  }

  async #readPage(): Promise<void> {
    const number = (this.#reading += 1);
    const { service, planToLookAt } = this.#parts;
    const health = this.#page === 'health' ? asReading(await planToLookAt()) : this.#health;
    const history = this.#page === 'history' ? asReading(await service.history()) : this.#history;
    if (number !== this.#reading) return;
    this.#health = health;
    this.#history = history;
    this.#listeners.tell();
  }

  #kernels({ entries, diagnostics }: EntryList): { readonly entries: readonly KernelRow[]; readonly diagnostics: EntryList['diagnostics'] } {
    return {
      diagnostics,
      entries: entries.map((entry) => ({
        ...entry,
        flavour: entry.kernelRelease === null ? null : flavourOf(entry.kernelRelease),
        imageChangedAtMs: entry.kernel === null ? null : this.#parts.changedAtMs(entry.kernel),
      })),
    };
  }

  async #change(change: SettingsChange): Promise<void> {
    this.#changes = [...this.#changes, change];
    this.#denied = null;
    this.#listeners.tell();
    if (change.kind === 'preferences' || change.kind === 'shell-extension') return this.#make(change); // what is the person's own waits for no password
    this.#lastOfMachine = this.#lastOfMachine.then(() => this.#make(change));
    return this.#lastOfMachine;
  }

  async #make(change: SettingsChange): Promise<void> {
    const done = await this.#ask(change);
    this.#changes = this.#changes.filter((one) => one !== change);
    if (!done.ok) this.#denied = { change: change.kind, failure: done.error };
    this.#listeners.tell();
  }

  async #ask(change: SettingsChange): Promise<Result<null, Failure>> {
    const { service, helper, savePreferences, setShellExtension } = this.#parts;
    switch (change.kind) {
      case 'preferences':
        return savePreferences(change.preferences);
      case 'shell-extension':
        return setShellExtension(change.on);
      case 'policy': {
        const policy = parsePolicy(change.policy);
        if (!policy.ok) return err(failure('usage', say('“{policy}” is no policy.', { policy: change.policy })));
        const done = await authenticate((interactive) => service.setDefault(policy.value, interactive));
        await helper.readState();
        return done;
      }
      case 'every-restart': {
        const done = await authenticate((interactive) => service.setEveryRestart(change.mode, interactive));
        await helper.readState();
        return done;
      }
      case 'boot-loader-default': {
        const done = await authenticate((interactive) => service.setBootLoaderDefault(change.entryId, interactive));
        await helper.readEntries();
        return done;
      }
    }
  }
}

function mapped<T, U>(reading: Reading<T>, map: (value: T) => U): Reading<U> {
  return reading.kind === 'read' ? { kind: 'read', value: map(reading.value) } : reading;
}
