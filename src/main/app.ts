import { statSync } from 'node:fs';
import type { Catalogue, Surroundings } from '../contracts/app/appearance.ts';
import type { Preferences } from '../contracts/app/preferences.ts';
import type { Failure } from '../contracts/errors.ts';
import type { Result } from '../core/result.ts';
import { planToLookAt } from '../use-cases/check-people.ts';
import type { Translator } from '../words/index.ts';
import { RestartModel, type RestartOutside } from './restart/restart-model.ts';
import { SettingsModel } from './settings/settings-model.ts';
import type { HelperFollower } from './state/follow-helper.ts';
import type { Store } from './state/store.ts';
import type { Windows } from './windows/windows.ts';
import type { Wish } from './wishes.ts';

/** What the app is made of, once it runs. */
export interface AppParts {
  readonly store: Store;
  readonly helper: HelperFollower;
  readonly outside: RestartOutside;
  readonly windows: Windows;
  readonly catalogue: Catalogue;
  readonly words: Translator;
  readonly version: string;
  readonly runningRelease: string;
  readonly savePreferences: (preferences: Preferences) => Promise<Result<null, Failure>>;
  readonly setShellExtension: (on: boolean) => Promise<Result<null, Failure>>;
  readonly quit: () => void;
  readonly report: (bug: unknown) => void;
}

/** Fulfils what a person asks for: opens windows, or ends the app. */
export class QuickRestartApp {
  readonly #parts: AppParts;
  #restart: RestartModel | null = null;
  #settings: SettingsModel | null = null;

  constructor(parts: AppParts) {
    this.#parts = parts;
  }

  fulfil(wish: Wish): void {
    switch (wish.kind) {
      case 'restart':
        this.#openRestart(wish);
        break;
      case 'settings':
        this.#openSettings(wish);
        break;
      case 'quit':
        this.#parts.quit();
        break;
      case 'background': // the icon is there; that was all
    }
  }

  #openRestart({ how, goal, waits = false }: Extract<Wish, { kind: 'restart' }>): void {
    const { windows, words, store, outside, runningRelease, report } = this.#parts;
    if (windows.has('restart')) {
      // Without a choice of its own it is only brought to the front.
      if (how !== null || goal.kind !== 'usual') this.#restart?.aim(goal, how);
      windows.focus('restart');
      return;
    }
    const close = (): void => windows.close('restart');
    this.#restart = new RestartModel({ ...outside, store, words, runningRelease, report, surroundings: () => this.#surroundings(), goal, how, waits, close });
    windows.open('restart', { title: words.t('Restart'), dark: store.state.appearance.dark, model: this.#restart });
    void this.#parts.helper.readState();
  }

  #openSettings({ page }: Extract<Wish, { kind: 'settings' }>): void {
    const { windows, words, store, helper, outside, version, savePreferences, setShellExtension } = this.#parts;
    if (windows.has('settings')) {
      this.#settings?.showPage(page);
      windows.focus('settings');
      return;
    }
    this.#settings = new SettingsModel({
      store, helper, version, page, savePreferences, setShellExtension, changedAtMs,
      service: outside.service,
      planToLookAt: () => planToLookAt('', outside),
      surroundings: () => this.#surroundings(),
      fulfil: (wish) => this.fulfil(wish),
      close: () => windows.close('settings'),
    });
    windows.open('settings', { title: words.t('Quick Restart'), dark: store.state.appearance.dark, model: this.#settings });
  }

  #surroundings(): Surroundings {
    return { catalogue: this.#parts.catalogue, appearance: this.#parts.store.state.appearance };
  }
}

function changedAtMs(path: string): number | null {
  try {
    return statSync(path).mtimeMs;
  } catch {
    return null; // gone, or for root's eyes only
  }
}
