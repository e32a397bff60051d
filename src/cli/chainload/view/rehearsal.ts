import { SLOT_NAMES, type SlotName } from '../../../core/chainload/config.ts';
import type { Decision, SkipReason } from '../../../core/chainload/decide.ts';
import type { Rehearsal } from '../../../use-cases/chainload/rehearse.ts';
import { BLANK, paragraph, type Paragraph } from '../../text/layout.ts';
import { span, symbol, type Style } from '../../text/style.ts';
import { fact } from '../../view/facts.ts';
import { checkJson, checkLines, type CheckJson } from '../../view/plan.ts';
import { WHAT_TO_DO, WHY } from './reasons.ts';

/** `chainload test --json`, without the schema number. */
export interface RehearsalJson {
  /** A kernel would be started that no check stands against. */
  readonly possible: boolean;
  readonly slot: SlotName | null;
  readonly why: Decision['why'];
  readonly kernel: string | null;
  readonly initrds: readonly string[];
  readonly commandLine: string | null;
  readonly delaySeconds: number;
  readonly skipped: Decision['skipped'];
  /** Something runs the program at boot. */
  readonly runsAtBoot: boolean;
  readonly checks: readonly CheckJson[];
  readonly problems: Rehearsal['problems'];
}

export function rehearsalJson({ decision, checks, problems, delaySeconds, hasWay }: Rehearsal): RehearsalJson {
  const { slot, why, start, skipped } = decision;
  return {
    possible: slot !== null && hasWay && !checks.some((check) => check.result === 'refusal'),
    slot,
    why,
    kernel: start?.kernel ?? null,
    initrds: start?.initrds ?? [],
    commandLine: start?.commandLine ?? null,
    delaySeconds,
    skipped,
    runsAtBoot: hasWay,
    checks: checks.map(checkJson),
    problems,
  };
}

/** What would happen, with what, and every check of it. */
export function rehearsalText(rehearsal: Rehearsal, style: Style): readonly Paragraph[] {
  const { decision, checks, problems } = rehearsal;
  const { start, skipped } = decision;
  return [
    summary(rehearsal, style),
    ...SLOT_NAMES.flatMap((name) => passedOver(name, skipped[name], style)),
    ...problems.map(({ line, message }) => paragraph([symbol('refusal', style), span(` chainload.conf, line ${line}: ${message}`)], 2, 4)),
    ...(start === null
      ? []
      : [
          BLANK,
          fact('Kernel image', span(start.kernel)),
          ...start.initrds.map((initrd, at) => fact(at === 0 ? (start.initrds.length > 1 ? 'Initrds' : 'Initrd') : '', span(initrd))),
          fact('Command line', span(start.commandLine)),
          BLANK,
          ...checkLines(checks, style),
        ]),
  ];
}

function summary(rehearsal: Rehearsal, style: Style): Paragraph {
  const { decision, delaySeconds } = rehearsal;
  if (decision.slot === null) return line('refusal', `Nothing would be chain loaded: ${WHY[decision.why]}.`, ` ${WHAT_TO_DO[decision.why] ?? ''}`, style);
  if (!rehearsal.hasWay) return line('refusal', 'Nothing would be chain loaded: nothing runs it at boot.', ' Set it up: sudo quick-restart chainload enable', style);
  if (!rehearsalJson(rehearsal).possible) return line('refusal', `Slot ${decision.slot} would be tried, and would not come up.`, '', style);
  return line('ok', `Slot ${decision.slot} would be started, after ${delaySeconds} s in which a key stays.`, '', style);
}

function line(result: 'ok' | 'refusal', text: string, more: string, style: Style): Paragraph {
  return paragraph([symbol(result, style), span(` ${text}`, 'bold'), span(more.trimEnd(), 'dim')], 0, 2);
}

const PASSED_OVER: Readonly<Record<SkipReason, string>> = {
  'not-configured': '',
  'tries-used-up': 'was tried as often as it may be without coming up',
  'no-kernel': 'names a kernel or an initrd that is not there',
};

function passedOver(name: SlotName, why: SkipReason | undefined, style: Style): readonly Paragraph[] {
  if (why === undefined || why === 'not-configured') return [];
  return [paragraph([symbol('warning', style), span(` Slot ${name} ${PASSED_OVER[why]}.`)], 2, 4)];
}
