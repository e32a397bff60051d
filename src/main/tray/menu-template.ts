import type { BootEntry } from '../../core/boot-entry/boot-entry.ts';
import { kernelByHand } from '../../core/boot-entry/by-hand.ts';
import type { Translator } from '../../words/index.ts';
import type { AppState } from '../state/app-state.ts';
import { nextEntry, restartIsDue } from '../state/what-is-next.ts';
import { USUAL, type Wish } from '../wishes.ts';
import { escapeMnemonics, menuLabel } from './label.ts';

/** One line of the tray's menu. Without a wish and without lines below, it only says something. */
export type MenuLine =
  | { readonly kind: 'separator' }
  | { readonly kind: 'text'; readonly label: string }
  | { readonly kind: 'wish'; readonly label: string; readonly wish: Wish }
  | { readonly kind: 'submenu'; readonly label: string; readonly lines: readonly MenuLine[] };

/** More entries than this are looked for in the settings, where there is room and a scroll bar. */
const MOST_ENTRIES = 24;
const SEPARATOR: MenuLine = { kind: 'separator' };

/** The tray's menu of a state. */
export function menuTemplate(state: AppState, { t, c, message }: Translator): readonly MenuLine[] {
  const into = restartInto(state, { t });
  return [
    ...facts(state, { t, message }),
    SEPARATOR,
    { kind: 'wish', label: c('tray menu', 'Quick Restart…'), wish: { kind: 'restart', how: 'quick', goal: USUAL } },
    { kind: 'wish', label: c('tray menu', 'Restart…'), wish: { kind: 'restart', how: 'full', goal: USUAL } },
    ...(into.length === 0 ? [] : [{ kind: 'submenu', label: c('tray menu', 'Restart Into'), lines: into } as const]),
    SEPARATOR,
    { kind: 'wish', label: c('tray menu', 'Settings'), wish: { kind: 'settings', page: 'restart' } },
    { kind: 'wish', label: c('tray menu', 'Quit'), wish: { kind: 'quit' } },
  ];
}

/** What runs, what a restart would start, and what is out of the ordinary. */
function facts(state: AppState, { t, message }: Pick<Translator, 't' | 'message'>): readonly MenuLine[] {
  const { service } = state;
  if (service.kind === 'reading') return [text(t('Reading the boot configuration…'))];
  if (service.kind === 'failed') return [text(message(service.failure))];
  const { loadedEntry, loadedChanges } = service.value;
  // Where its files have changed since, it is unloaded at the shutdown.
  const startsLoaded = loadedEntry !== '' && loadedChanges.length === 0;
  const starts = startsLoaded ? loadedSentence(state, loadedEntry, { t }) : startsSentence(state, { t });
  return [
    text(t('Running: {release}', { release: service.value.runningKernelRelease })),
    ...(starts === '' ? [] : [text(starts)]),
    ...(restartIsDue(state) ? [text(t('A restart is due'))] : []),
    ...(service.value.failedRestarts.some((one) => one.latest) ? [text(t('The last quick restart failed'))] : []),
    ...(startsLoaded ? [text(t('A kernel is loaded: any restart starts it'))] : []),
  ];
}

/** What is loaded comes before everything that the boot loader would choose; empty where nobody knows what it is. */
function loadedSentence({ entries }: AppState, loadedEntry: string, { t }: Pick<Translator, 't'>): string {
  const entry = entries.kind === 'read' ? entries.value.entries.find((one) => one.id === loadedEntry) : undefined;
  const release = entry === undefined ? kernelByHand(loadedEntry) : (entry.kernelRelease ?? entry.title);
  return release === null ? '' : t('A restart starts: {release}', { release });
}

/** An ordinary restart starts the boot loader's default, whatever the policy says; empty where it is not known. */
function startsSentence(state: AppState, { t }: Pick<Translator, 't'>): string {
  const next = nextEntry(state);
  if (next === null) return '';
  const release = next.kernelRelease ?? next.title;
  return next.default ? t('A restart starts: {release}', { release }) : t('A quick restart starts: {release}', { release });
}

function restartInto({ entries, firmware }: AppState, { t }: Pick<Translator, 't'>): readonly MenuLine[] {
  const startable = entries.kind === 'read' ? entries.value.entries.filter((entry) => entry.quickRestart) : [];
  const shown = startable.slice(0, MOST_ENTRIES).map((entry) => entryLine(entry, { t }));
  const more: readonly MenuLine[] = startable.length > shown.length ? [{ kind: 'wish', label: t('All Entries…'), wish: { kind: 'settings', page: 'kernels' } }] : [];
  const places: MenuLine[] = [];
  if (firmware['boot-menu']) places.push({ kind: 'wish', label: t('Boot Menu…'), wish: { kind: 'restart', how: 'full', goal: { kind: 'place', place: 'boot-menu' } } });
  if (firmware['firmware-setup']) places.push({ kind: 'wish', label: t('Firmware Setup…'), wish: { kind: 'restart', how: 'full', goal: { kind: 'place', place: 'firmware-setup' } } });
  const between = shown.length > 0 && places.length > 0 ? [SEPARATOR] : [];
  return [...shown, ...more, ...between, ...places];
}

function entryLine(entry: BootEntry, { t }: Pick<Translator, 't'>): MenuLine {
  return { kind: 'wish', label: entryLabel(entry, { t }), wish: { kind: 'restart', how: 'quick', goal: { kind: 'entry', id: entry.id } } };
}

/** Debian's recovery entries say so themselves, in English; others do not, or in other words. */
const SAYS_RECOVERY = /recovery|rescue/i;

function entryLabel({ title: written, recovery, running, default: isDefault }: BootEntry, { t }: Pick<Translator, 't'>): string {
  const title = menuLabel(written);
  if (recovery) return SAYS_RECOVERY.test(title) ? title : t('{title} – recovery', { title });
  if (running) return t('{title} – running', { title });
  return isDefault ? t('{title} – default', { title }) : title;
}

function text(label: string): MenuLine {
  return { kind: 'text', label: menuLabelOf(label) };
}

/** Releases and failures come from outside, too. */
function menuLabelOf(label: string): string {
  return escapeMnemonics(label.replace(/\p{Cc}+/gu, ' '));
}
