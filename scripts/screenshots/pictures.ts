import type { SettingsPage } from '../../src/contracts/app/settings-window.ts';
import type { SampleOptions } from '../../test/fakes/sample/sample-options.ts';
import { SAMPLES } from '../start/samples.ts';

/** One picture of the documentation. */
export interface Picture {
  /** Of its file, without the ending. */
  readonly name: string;
  readonly machine: SampleOptions;
  /** The page of the settings window, or the restart window. */
  readonly shows: SettingsPage | 'restart-window';
  /** A key that is held while it is taken. */
  readonly held?: string;
  /** A key that is pressed before. */
  readonly pressed?: string;
  /** What must be seen before it is taken. */
  readonly after?: string;
}

const USUAL = SAMPLES[1] ?? {};
const dark = { ...USUAL, appearance: { dark: true } };

export const PICTURES: readonly Picture[] = [
  { name: 'restart-window', machine: USUAL, shows: 'restart-window' },
  { name: 'restart-window-shift', machine: USUAL, shows: 'restart-window', held: 'Shift', after: '[data-how=quick]' },
  { name: 'restart-window-dark', machine: dark, shows: 'restart-window', held: 'Shift', after: '[data-how=quick]' },
  { name: 'restart-window-loading', machine: { ...USUAL, kexec: { seconds: 5 } }, shows: 'restart-window', pressed: 'Shift+Enter', after: '.step-now:has-text("Loading")' },
  { name: 'restart-window-in-the-way', machine: { ...USUAL, ...SAMPLES['in-the-way'] }, shows: 'restart-window' },
  { name: 'settings-restart', machine: USUAL, shows: 'restart' },
  { name: 'settings-kernels', machine: { ...USUAL, ...SAMPLES['flavours'] }, shows: 'kernels' },
  { name: 'settings-health', machine: USUAL, shows: 'health' },
  { name: 'settings-history', machine: USUAL, shows: 'history' },
  { name: 'settings-history-dark', machine: dark, shows: 'history' },
];
