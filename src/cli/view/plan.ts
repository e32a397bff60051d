import { STAY_WORD } from '../../core/chainload/command-line.ts';
import type { CheckId, CheckOutcome } from '../../core/restart-plan/check.ts';
import type { RestartPlan } from '../../core/restart-plan/plan.ts';
import { BLANK, paragraph, type Paragraph } from '../text/layout.ts';
import { span, symbol, type Span, type Style } from '../text/style.ts';
import { entryJson, entryName, fullTitle, policyMeaning, type EntryJson } from './entry.ts';
import { fact } from './facts.ts';

/** A plan as JSON prints it, without the schema number. */
export interface PlanJson extends Omit<RestartPlan, 'entry' | 'checks'> {
  readonly entry: EntryJson | null;
  readonly checks: readonly CheckJson[];
}

/** A check as JSON prints it. */
export type CheckJson = Pick<CheckOutcome, 'id' | 'result' | 'message' | 'hint'>;

/** Only the fields of the contract, in its order. */
export function planJson(plan: RestartPlan): PlanJson {
  return {
    action: plan.action,
    entry: plan.entry === null ? null : entryJson(plan.entry),
    kernel: plan.kernel,
    initrds: plan.initrds,
    commandLine: plan.commandLine,
    trial: plan.trial,
    addedWords: plan.addedWords,
    checks: plan.checks.map(checkJson),
    policy: plan.policy,
    savedSeconds: { value: plan.savedSeconds.value, from: plan.savedSeconds.from },
  };
}

/** With the keys of the contract and no others. */
export function checkJson({ id, result, message, hint }: CheckOutcome): CheckJson {
  return { id, result, message, hint };
}

/** What would happen, which kernel it would start with which command line, and every check. */
export function planText(plan: RestartPlan, runningRelease: string, style: Style): readonly Paragraph[] {
  return [actionSentence(plan, style), BLANK, ...entryFacts(plan, runningRelease), ...checkLines(plan.checks, style)];
}

/** The seconds that a quick restart saves, in words, and whether that was measured; empty where unknown. */
export function savingText(plan: RestartPlan): string {
  const { value, from } = plan.savedSeconds;
  return value === null || value < 1 ? '' : `saves about ${Math.round(value)} s${from === 'measured' ? '' : ', an estimate'}`;
}

function actionSentence(plan: RestartPlan, style: Style): Paragraph {
  const [result, text] = sentenceOf(plan);
  return paragraph([symbol(result, style), span(` ${text}`, 'bold')], 0, 2);
}

function sentenceOf(plan: RestartPlan): readonly ['ok' | 'refusal', string] {
  switch (plan.action) {
    case 'quick': {
      const saving = savingText(plan);
      const name = plan.entry === null ? '' : ` into ${entryName(plan.entry)}`;
      return ['ok', `A quick restart${name} is possible${saving === '' ? '' : `; it ${saving}`}.`];
    }
    case 'full':
      return ['refusal', 'A quick restart is not possible; an ordinary one is.'];
    case 'none':
      return ['refusal', 'This machine should not be restarted now, neither quickly nor the ordinary way.'];
  }
}

function entryFacts(plan: RestartPlan, runningRelease: string): readonly Paragraph[] {
  if (plan.entry === null) return [fact('Running kernel', span(runningRelease)), BLANK];
  const next = plan.entry.kernelRelease ?? 'unknown release';
  const kernels = next === runningRelease ? [span(`${next} (the running one again)`)] : [span(`${runningRelease} → `), span(next, 'bold')];
  return [
    fact('Entry', span(fullTitle(plan.entry))),
    fact('Chosen by', ...chosenBy(plan.policy)),
    fact('Kernel', ...kernels),
    ...(plan.kernel === null ? [] : [fact('Kernel image', span(plan.kernel))]),
    ...plan.initrds.map((initrd, at) => fact(at === 0 ? (plan.initrds.length > 1 ? 'Initrds' : 'Initrd') : '', span(initrd))),
    fact('Command line', plan.commandLine === '' ? span('(empty)', 'dim') : span(plan.commandLine)),
    ...(plan.addedWords.length === 0 ? [] : [fact('Added to it', span(plan.addedWords.join(' ')), span(whyAdded(plan), 'dim'))]),
    BLANK,
  ];
}

function whyAdded({ trial, addedWords }: RestartPlan): string {
  const why = [...(trial && addedWords.some((word) => word !== STAY_WORD) ? ['this is a trial'] : []), ...(addedWords.includes(STAY_WORD) ? ['this system chain loads at each boot'] : [])];
  return `, because ${why.join(', and ')}`;
}

function chosenBy(policy: string): readonly Span[] {
  return policy === 'chosen' ? [span('you')] : [span(`policy ${policy}`), span(`, ${policyMeaning(policy)}`, 'dim')];
}

/** What a passed check found in order, where its id would say the opposite. */
const IN_ORDER = {
  'entry-fit': 'kind of entry',
  'initrd-age': 'age of the initrd',
  'root-argument': 'root file system',
  'boot-space': 'room for the next kernel',
  'kexec-support': 'kexec in this kernel',
  'kexec-load-disabled': 'kexec allowed',
  lockdown: 'no lockdown in the way',
  'package-manager': 'no upgrade under way',
  'staged-upgrade': 'no upgrade staged',
  container: 'no container',
  hypervisor: 'kexec where this machine runs',
  'already-loaded': 'nothing loaded yet',
  'failed-before': 'came up here before',
  'newest-differs': 'newest kernel',
  'firmware-update': 'no firmware update waiting',
  'secure-boot-keys': 'no Secure Boot keys waiting',
  'firmware-setup': 'firmware setup not asked for',
  'one-shot-entry': 'nothing chosen for once',
  'boot-loader-upgraded': 'boot loader',
  'hibernation-image': 'nothing hibernated',
  'disk-passphrase': 'no disk passphrase',
  'initrd-tools': 'no initrd in the making',
  'remote-session': 'not over the network',
  inhibitors: 'no program in the way',
  'other-people': 'nobody else logged in',
} satisfies Partial<Record<CheckId, string>>;

function inOrder({ id }: CheckOutcome): string {
  return (Object.hasOwn(IN_ORDER, id) ? IN_ORDER[id as keyof typeof IN_ORDER] : null) ?? id.replaceAll('-', ' ');
}

const ORDER = ['refusal', 'warning', 'unknown'] as const;

/** What stands against it first, each with what to do; then what is in order and worth a note; the rest in one paragraph. */
export function checkLines(checks: readonly CheckOutcome[], style: Style): readonly Paragraph[] {
  const notes = checks.filter((check) => check.result === 'ok' && check.hint !== '');
  const notable = [...ORDER.flatMap((result) => checks.filter((check) => check.result === result)), ...notes];
  const passed = checks.filter((check) => check.result === 'ok' && check.hint === '').map(inOrder);
  return [
    ...notable.flatMap((check) => noteLines(check, style)),
    ...(passed.length === 0 ? [] : [paragraph([symbol('ok', style), span(` In order: ${passed.join(', ')}`, 'dim')], 2, 4)]),
  ];
}

/** One check that is not in order. */
export function noteLines(check: CheckOutcome, style: Style): readonly Paragraph[] {
  return [paragraph([symbol(check.result, style), span(` ${check.message}`)], 2, 4), ...(check.hint === '' ? [] : [paragraph([span(check.hint, 'dim')], 4)])];
}
