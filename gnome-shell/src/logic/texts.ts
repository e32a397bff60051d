import type { Choice } from './choice.ts';
import type { NextRestart } from './helper-answers.ts';
import type { Words } from './sentence.ts';

/** What the item of the power menu reads, and below it why it cannot be chosen. `ordinary`: the shell’s own name for a restart. */
export function itemTexts({ c, sentence }: Words, ordinary: string, { kind, refusal }: Pick<Choice, 'kind' | 'refusal'>): { readonly label: string; readonly reason: string | null } {
  return {
    label: kind === 'quick' ? c('tray menu', 'Quick Restart…') : ordinary,
    reason: refusal === null ? null : sentence(refusal.sentence, refusal.message),
  };
}

/** What GNOME’s dialog says besides: which restart it will be. Nothing where restarts are as they always were. `seconds`: how long it takes, where that is known. */
export function dialogText({ n, sentence }: Words, { mode, isQuick, said }: NextRestart, seconds: number | null): string | null {
  if (mode === 'off') return null;
  const which = sentence(said.sentence, said.message);
  if (!isQuick || seconds === null) return which;
  return `${which} ${n('It should take about {count} second.', 'It should take about {count} seconds.', seconds)}`;
}
