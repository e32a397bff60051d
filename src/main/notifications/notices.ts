import type { Notice } from '../../adapters/dbus/notifications.ts';
import type { RestartPlan } from '../../core/restart-plan/plan.ts';
import { said } from '../../core/said.ts';
import { wayOutSentence, type FailedRestart } from '../../core/trial/failed-restart.ts';
import type { Translator } from '../../words/index.ts';
import { LATERS, type Later } from './later.ts';

export const ACTION = { open: 'default', quick: 'quick', full: 'full', later: 'later' } as const;

type Content = Omit<Notice, 'replaces'>;

/** A restart is due: why, what it would save, and what can be done about it now. `plan` null: it could not be made. */
export function dueNotice(reasons: readonly string[], plan: RestartPlan | null, words: Translator): Content {
  const { t, c } = words;
  const quick = { id: ACTION.quick, label: c('notification button', 'Quick Restart') };
  const full = { id: ACTION.full, label: c('notification button', 'Restart') };
  const later = { id: ACTION.later, label: c('notification button', 'Later') };
  const body = [...reasons.slice(0, 1), ...(plan === null ? [] : adviceOf(plan, words))];
  return { title: t('A Restart Is Due'), body: body.join('\n'), actions: [{ id: ACTION.open, label: t('Open') }, ...(plan?.action === 'quick' ? [quick] : []), full, later] };
}

/** What a quick restart saves, or why it must be an ordinary one. */
function adviceOf({ action, savedSeconds, checks }: RestartPlan, { n, message }: Translator): readonly string[] {
  if (action === 'full') return checks.filter((check) => check.result === 'refusal').slice(0, 1).map(message);
  const seconds = Math.round(savedSeconds.value ?? 0);
  return action === 'quick' && seconds >= 1 ? [n('A quick restart saves about {count} second.', 'A quick restart saves about {count} seconds.', seconds)] : [];
}

/** When to be reminded. */
export function laterNotice({ t, c }: Translator): Content {
  const labels: Readonly<Record<Later, string>> = {
    hour: c('notification button', 'In an Hour'),
    tonight: c('notification button', 'Tonight'),
    tomorrow: c('notification button', 'Tomorrow'),
  };
  return { title: t('Remind Me Later'), body: t('When shall the restart be brought up again?'), actions: LATERS.map((id) => ({ id, label: labels[id] })) };
}

/** A quick restart failed, in the helper's own words, and what to do where the next one into this kernel is refused. */
export function failedNotice(failure: FailedRestart, { t, message }: Translator): Content {
  const wayOut = failure.refused ? [message(said(wayOutSentence(failure)))] : [];
  return { title: t('The Last Quick Restart Failed'), body: [message(failure), ...wayOut].join('\n'), actions: [{ id: ACTION.open, label: t('Open') }] };
}

/** This desktop's panel shows no icons. */
export function noPanelNotice({ t }: Translator): Content {
  return {
    title: t('Quick Restart Has No Icon Here'),
    body: t('This desktop’s panel shows no icons of programs. Open Quick Restart from the list of applications; due restarts are told like this.'),
    actions: [{ id: ACTION.open, label: t('Open') }],
  };
}
