import type { CheckOutcome } from '../../core/restart-plan/check.ts';
import { groupChecks, type CheckGroup } from '../../core/restart-plan/check-groups.ts';
import type { PlanAction, RestartPlan } from '../../core/restart-plan/plan.ts';
import { BLANK, paragraph, type Paragraph } from '../text/layout.ts';
import { span, symbol, type Style } from '../text/style.ts';
import { entryJson, entryName, type EntryJson } from './entry.ts';
import { checkJson, checkLines, type CheckJson } from './plan.ts';

/** `doctor --json`. */
export interface DoctorJson {
  readonly schema: 1;
  /** A quick restart is possible now; `action` says what is, otherwise. */
  readonly possible: boolean;
  readonly action: PlanAction;
  readonly summary: string;
  readonly policy: string;
  readonly entry: EntryJson | null;
  readonly groups: readonly { readonly group: CheckGroup; readonly checks: readonly CheckJson[] }[];
}

export function doctorJson(plan: RestartPlan): DoctorJson {
  return {
    schema: 1,
    possible: plan.action === 'quick',
    action: plan.action,
    summary: summaryOf(plan),
    policy: plan.policy,
    entry: plan.entry === null ? null : entryJson(plan.entry),
    groups: groupChecks(plan.checks).map(({ group, checks }) => ({ group, checks: checks.map(checkJson) })),
  };
}

/** One line that says whether, then each group: what stands against it first, what is in order in one paragraph. */
export function doctorText(plan: RestartPlan, style: Style): readonly Paragraph[] {
  const summary = paragraph([symbol(plan.action === 'quick' ? 'ok' : 'refusal', style), span(` ${summaryOf(plan)}`, 'bold')], 0, 2);
  const groups = groupChecks(plan.checks).flatMap(({ group, checks }) => [BLANK, heading(group, plan), ...checkLines(checks, style)]);
  return [summary, ...groups];
}

function summaryOf({ action, checks }: RestartPlan): string {
  switch (action) {
    case 'quick':
      return 'A quick restart is possible.';
    case 'full':
      return withReason('A quick restart is not possible', checks.find((check) => check.result === 'refusal'));
    case 'none':
      return withReason('No restart is possible now', checks.find((check) => check.result === 'refusal' && check.against === 'any'));
  }
}

function withReason(sentence: string, reason: CheckOutcome | undefined): string {
  return reason === undefined ? `${sentence}.` : `${sentence}: ${reason.message}`;
}

const HEADINGS: Readonly<Record<CheckGroup, string>> = {
  entry: 'The entry',
  machine: 'This machine',
  'ordinary-restart': 'What waits for an ordinary restart',
  people: 'People and programs',
};

function heading(group: CheckGroup, { entry }: RestartPlan): Paragraph {
  const name = group === 'entry' && entry !== null ? [span(` (${entryName(entry)})`, 'dim')] : [];
  return paragraph([span(HEADINGS[group], 'bold'), ...name]);
}
