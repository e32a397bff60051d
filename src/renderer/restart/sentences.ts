import type { RestartHow } from '../../contracts/app/preferences.ts';
import type { RestartPhase, RestartView } from '../../contracts/app/restart-window.ts';
import type { Translator } from '../../words/index.ts';
import { formatSeconds } from '../common/format.ts';
import type { Countdown } from './countdown.ts';
import { possibleNow } from './offer.ts';
import type { StepName } from './steps.ts';

/** The window's heading. */
export function headingOf(view: Pick<RestartView, 'phase' | 'action' | 'problem'>, words: Translator): string {
  const { t } = words;
  switch (view.phase.kind) {
    case 'reading':
    case 'unloading': // after Cancel, after a failure, or to load anew
      return t('Restart');
    case 'choosing':
      return possibleNow(view) === 'neither' ? t('No Restart Now') : t('Restart');
    case 'failed':
      return failedHeading(view.phase.how, words);
    case 'cancelling':
      return t('Cancelling');
    case 'authorising':
    case 'loading':
    case 'asking-programs':
    case 'restarting':
      return view.phase.how === 'quick' ? t('Restarting Quickly') : t('Restarting');
  }
}

function failedHeading(how: RestartHow, { t }: Translator): string {
  return how === 'quick' ? t('The Quick Restart Did Not Work') : t('The Restart Did Not Work');
}

/** What the countdown says; empty where there never was one. */
export function countdownSentence(countdown: Countdown, how: RestartHow | null, { t, n }: Translator): string {
  if (countdown.kind === 'stopped') return t('The countdown has stopped. Nothing happens until you choose.');
  if (countdown.kind !== 'counting') return '';
  const { secondsLeft } = countdown;
  return how === 'quick'
    ? n('The system will restart quickly in {count} second', 'The system will restart quickly in {count} seconds', secondsLeft)
    : n('The system will restart automatically in {count} second', 'The system will restart automatically in {count} seconds', secondsLeft);
}

/** What a quick restart skips, and what that saves as far as it is known. */
export function savingSentence(saved: RestartView['saved'], words: Translator): string {
  const { t } = words;
  if (saved.value === null || saved.value < 1 || saved.from === 'unknown') return t('Skips the firmware and the boot loader.');
  const time = formatSeconds(saved.value, words, 'long');
  return saved.from === 'measured'
    ? t('Skips the firmware and the boot loader: saves about {time}.', { time })
    : t('Skips the firmware and the boot loader: saves about {time}, an estimate.', { time });
}

/** What a step is called while it is under way. */
export function stepSentence(name: StepName, how: RestartHow, { t }: Translator): string {
  switch (name) {
    case 'authorising':
      return t('Asking for permission');
    case 'loading':
      return t('Loading the next kernel');
    case 'asking-programs':
      return t('The desktop asks programs about unsaved work; you can still cancel there');
    case 'restarting':
      return how === 'quick' ? t('Stopping services, then starting the next kernel') : t('Stopping services, then restarting');
  }
}

/** What a screen reader says when the phase changes; empty while nothing is under way. */
export function phaseAnnouncement(phase: RestartPhase, words: Translator): string {
  switch (phase.kind) {
    case 'reading':
    case 'choosing':
      return '';
    case 'authorising':
    case 'loading':
    case 'asking-programs':
    case 'restarting':
      return stepSentence(phase.kind, phase.how, words);
    case 'cancelling':
      return words.t('Stopping what has begun');
    case 'unloading':
      return words.t('Unloading what was loaded');
    case 'failed':
      return words.message(phase.failure);
  }
}

/** That nothing is left loaded, where the helper says so; empty elsewhere. */
export function nothingLoadedSentence(phase: Extract<RestartPhase, { kind: 'failed' }>, { t }: Translator): string {
  return phase.how === 'quick' && phase.nothingLoaded ? t('No kernel is loaded: the next restart is an ordinary one.') : '';
}

/** What an ordinary restart starts, where that is not what the window shows; empty elsewhere. */
export function otherStartSentence(view: Pick<RestartView, 'chosen' | 'ordinaryStartsOther'>, offered: RestartHow | null, { t }: Translator): string {
  if (offered !== 'full' || !view.ordinaryStartsOther) return '';
  return view.chosen
    ? t('An ordinary restart starts what the boot loader chooses, not the entry you picked.')
    : t('An ordinary restart starts what the boot loader chooses, not the entry shown here.');
}

/** What the person must know of the window itself; empty where that is nothing. */
export function noteSentence(note: RestartView['note'], { t }: Translator): string {
  switch (note) {
    case 'changed':
      return t('What a restart would start is not what was shown before. Look at it again, then choose.');
    case 'people':
      return t('Somebody has logged in since. Look at it again, then choose.');
    case 'reopened':
      return t('This window failed and was opened anew. Nothing happens until you choose.');
    case null:
      return '';
  }
}
