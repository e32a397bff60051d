import type { Failure } from '../../contracts/errors.ts';
import type { ServiceState } from '../../contracts/quick-restart-service.ts';
import type { BootEntry } from '../../core/boot-entry/boot-entry.ts';
import { kernelByHand } from '../../core/boot-entry/by-hand.ts';
import type { RestartPlan } from '../../core/restart-plan/plan.ts';
import { formatPolicy } from '../../core/restart-plan/policy.ts';
import type { EveryRestart } from '../../core/every-restart/mode.ts';
import type { FailedRestart } from '../../core/trial/failed-restart.ts';
import type { Result } from '../../core/result.ts';
import { paragraph, type Paragraph } from '../text/layout.ts';
import { span, symbol, type Span, type Style } from '../text/style.ts';
import { entryJson, entryName, fullTitle, LOADED_BY_OTHERS, loadedName, policyMeaning, type EntryJson } from './entry.ts';
import { fact } from './facts.ts';
import { planJson, savingText, type PlanJson } from './plan.ts';
import { reasonJson, reasonSpans, type ReasonJson } from './required.ts';

/** Everything that status tells about. */
export interface Status {
  readonly state: ServiceState;
  readonly where: 'helper' | 'here';
  readonly plan: Result<RestartPlan, Failure>;
  /** What an ordinary restart would start; null where there is no default entry or the entries could not be read. */
  readonly bootLoaderEntry: BootEntry | null;
}

/** `status --json`. */
export interface StatusJson {
  readonly schema: 1;
  readonly version: string;
  /** Who answered: the helper, or this process itself. */
  readonly answeredBy: 'helper' | 'here';
  readonly runningKernelRelease: string;
  readonly loaded: boolean;
  /** null also where somebody else loaded a kernel. */
  readonly loadedEntry: string | null;
  /** Files that it was loaded from and that changed since; empty where it is up to date. */
  readonly loadedChanges: readonly string[];
  readonly restartRequired: boolean;
  readonly restartReasons: readonly ReasonJson[];
  /** Quick restarts that failed and are not forgotten, the latest first. */
  readonly failedRestarts: readonly FailedRestart[];
  readonly policy: string;
  /** Every-restart mode. */
  readonly everyRestart: EveryRestart;
  readonly bootLoaderEntry: EntryJson | null;
  /** null where no plan could be made; `error` then says why. */
  readonly plan: PlanJson | null;
  readonly error: { readonly kind: string; readonly message: string; readonly hint: string } | null;
}

export function statusJson({ state, where, plan, bootLoaderEntry }: Status): StatusJson {
  return {
    schema: 1,
    version: state.version,
    answeredBy: where,
    runningKernelRelease: state.runningKernelRelease,
    loaded: state.loadedEntry !== '',
    loadedEntry: state.loadedEntry === '' || state.loadedEntry === LOADED_BY_OTHERS ? null : state.loadedEntry,
    loadedChanges: state.loadedChanges,
    restartRequired: state.restartRequired,
    restartReasons: state.restartReasons.map(reasonJson),
    failedRestarts: state.failedRestarts.map(failedJson),
    policy: formatPolicy(state.policy),
    everyRestart: state.everyRestart,
    bootLoaderEntry: bootLoaderEntry === null ? null : entryJson(bootLoaderEntry),
    plan: plan.ok ? planJson(plan.value) : null,
    error: plan.ok ? null : { kind: plan.error.kind, message: plan.error.message, hint: plan.error.hint },
  };
}

/** With the keys of the contract and no others. */
function failedJson({ kernelRelease, kernel, entryId, how, trial, atMs, times, latest, refused, message }: FailedRestart): FailedRestart {
  return { kernelRelease, kernel, entryId, how, trial, atMs, times, latest, refused, message };
}

const MOST_FACTS = 6;

/** At most six facts: what runs, what a restart would start and how, whether one is needed. What is usual gives way to what is not: first that nothing is loaded, then the usual policy. */
export function statusText(status: Status, style: Style): readonly Paragraph[] {
  const { state, plan } = status;
  const policy = formatPolicy(state.policy);
  const newest = newestDiffers(plan, style);
  const every = state.everyRestart === 'off' ? [] : [fact('Every restart', span(state.everyRestart, 'bold'), span(`. ${state.nextRestart.message}`))];
  const failed = failedFact(state, style);
  const loaded = state.loadedEntry === '' && newest.length + failed.length + every.length > 0 ? [] : [fact('Loaded', ...loadedSpans(state, plan, style))];
  const isCrowded = newest.length + failed.length + loaded.length + every.length > 1;
  return [
    fact('Running kernel', span(state.runningKernelRelease, 'bold')),
    fact('Restart needed', ...reasonSpans(state, style)),
    fact('Next restart', ...nextSpans(status)),
    fact('Quick restart', ...quickSpans(status, style)),
    ...failed,
    ...loaded,
    ...every,
    ...(isCrowded && state.policy.kind === 'boot-loader' ? [] : [fact('Policy', span(policy), span(`, ${policyMeaning(policy)}`, 'dim'))]),
    ...newest,
  ].slice(0, MOST_FACTS);
}

/** The one that led to this boot, or one that still stands against a quick restart. */
function failedFact({ failedRestarts }: ServiceState, style: Style): readonly Paragraph[] {
  const told = failedRestarts.find((one) => one.latest) ?? failedRestarts.find((one) => one.refused);
  return told === undefined ? [] : [fact('Last failure', symbol('warning', style), span(` ${told.message} `), span('See: quick-restart plan', 'dim'))];
}

/** What is loaded comes before the boot loader's default, unless its files changed: then it is unloaded at the shutdown. */
function nextSpans({ state, bootLoaderEntry, plan }: Status): readonly Span[] {
  const { loadedEntry, loadedChanges } = state;
  if (loadedEntry !== '' && loadedChanges.length === 0) {
    const known = [bootLoaderEntry, plan.ok ? plan.value.entry : null].find((entry) => entry?.id === loadedEntry) ?? null;
    return known === null ? [span(loadedName(loadedEntry, null))] : describe(known);
  }
  if (bootLoaderEntry !== null) return describe(bootLoaderEntry);
  return [span(plan.ok ? 'unknown: the boot loader has no usable default entry' : 'unknown')];
}

function describe(entry: BootEntry): readonly Span[] {
  return entry.kernelRelease === null ? [span(fullTitle(entry))] : [span(entry.kernelRelease, 'bold'), span(`, ${fullTitle(entry)}`)];
}

function quickSpans({ plan, bootLoaderEntry }: Status, style: Style): readonly Span[] {
  if (!plan.ok) return [symbol('refusal', style), span(` not possible: ${plan.error.message}`), span(plan.error.hint === '' ? '' : ` ${plan.error.hint}`, 'dim')];
  const { action, entry, checks } = plan.value;
  if (action !== 'quick' || entry === null) {
    const refusal = checks.find((check) => check.result === 'refusal');
    return [symbol('refusal', style), span(` not possible: ${refusal?.message ?? ''}`), span(' See: quick-restart plan', 'dim')];
  }
  const into = entry.id === bootLoaderEntry?.id ? '' : `, into ${entryName(entry)}`;
  const saving = savingText(plan.value);
  return [symbol('ok', style), span(` possible${into}${saving === '' ? '' : `, ${saving}`}`), span(': quick-restart now', 'dim')];
}

function loadedSpans({ loadedEntry, loadedChanges }: ServiceState, plan: Result<RestartPlan, Failure>, style: Style): readonly Span[] {
  if (loadedEntry === '') return [span('nothing')];
  const what = loadedName(loadedEntry, plan.ok ? plan.value.entry : null);
  if (loadedChanges.length > 0) return [symbol('warning', style), span(` ${what}, which is out of date: ${loadedChanges.join(', ')} changed since it was loaded. `), span(`Load it again: quick-restart load${kernelByHand(loadedEntry) === null ? '' : ' --kernel …'}`, 'dim')];
  return [symbol('warning', style), span(` ${what}; any restart starts it directly. `), span('Undo: quick-restart unload', 'dim')];
}

function newestDiffers(plan: Result<RestartPlan, Failure>, style: Style): readonly Paragraph[] {
  const check = plan.ok ? plan.value.checks.find((one) => one.id === 'newest-differs' && one.result !== 'ok') : undefined;
  return check === undefined ? [] : [paragraph([symbol(check.result, style), span(` ${check.message} `), span(check.hint, 'dim')], 2, 4)];
}
