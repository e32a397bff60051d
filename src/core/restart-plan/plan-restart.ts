import type { BootEntry } from '../boot-entry/boot-entry.ts';
import { isSwitchedOff, STAY_WORD } from '../chainload/command-line.ts';
import { say } from '../sentence.ts';
import type { AdviceFacts } from './advice-facts.ts';
import { advise } from './advise.ts';
import { actionOf } from './add-checks.ts';
import type { CheckFacts } from './check-facts.ts';
import type { CheckOutcome } from './check.ts';
import { checkAlreadyLoaded } from './checks/already-loaded.ts';
import { checkBootSpace } from './checks/boot-space.ts';
import { checkCommandLine } from './checks/command-line.ts';
import { checkContainer } from './checks/container.ts';
import { checkEntryFit } from './checks/entry-fit.ts';
import { checkFailedBefore } from './checks/failed-before.ts';
import { checkHypervisor } from './checks/hypervisor.ts';
import { checkInitrdAge } from './checks/initrd-age.ts';
import { checkInitrds } from './checks/initrds.ts';
import { checkKernelArchitecture } from './checks/kernel-architecture.ts';
import { checkKernelImage } from './checks/kernel-image.ts';
import { checkKernelModules } from './checks/kernel-modules.ts';
import { checkKernelSignature } from './checks/kernel-signature.ts';
import { checkKexecLoadDisabled } from './checks/kexec-load-disabled.ts';
import { checkKexecSupport } from './checks/kexec-support.ts';
import { checkKexecTool } from './checks/kexec-tool.ts';
import { checkLockdown } from './checks/lockdown.ts';
import { checkMemory } from './checks/memory.ts';
import { checkNewestDiffers } from './checks/newest-differs.ts';
import { checkPackageManager } from './checks/package-manager.ts';
import { checkRootArgument } from './checks/root-argument.ts';
import { checkStagedUpgrade } from './checks/staged-upgrade.ts';
import type { EntryFiles, Machine } from './machine.ts';
import { outcome } from './outcome.ts';
import type { Policy, RestartPlan } from './plan.ts';
import { formatPolicy, selectByPolicy, type Selection } from './policy.ts';
import { startsThisSystem } from './root-of-entry.ts';
import type { Past } from '../trial/past.ts';
import { trialWords, withAddedWords, wordsWithRoom } from '../trial/trial-words.ts';

/** Everything that a plan is made from. */
export interface PlanInput {
  readonly machine: Machine;
  readonly entries: readonly BootEntry[];
  readonly policy: Policy;
  /** The entry that the person named; null to follow the policy. */
  readonly chosen: BootEntry | null;
  /** The files of the entry that is to be started, as they are now; null where they were not looked at. */
  readonly files: EntryFiles | null;
  /** What of the machine concerns that entry. */
  readonly facts: CheckFacts;
  /** What waits for a start through the firmware, and what may come out differently without it. */
  readonly advice: AdviceFacts;
  /** What is known of the entry's earlier starts; `unknown` where it cannot be read, left out where nobody keeps it (another system). */
  readonly past?: Past | 'unknown' | undefined;
  /** The system of these entries chain loads at each boot (core/chainload/): the kernel that is started is told not to. */
  readonly chainLoads?: boolean | undefined;
  /** How much sooner the machine is back than after an ordinary restart; unknown where nothing was measured. */
  readonly savedSeconds?: RestartPlan['savedSeconds'];
}

/**
 * Decides about one restart: which entry, whether through kexec, and every check that led there, all of them also where an
 * early one refuses. Pure: the same input gives the same plan.
 */
export function planRestart(input: PlanInput): RestartPlan {
  const { entry, check } = select(input);
  const checks = [
    check,
    ...(entry === null ? [] : entryChecks(entry, input)),
    ...pastChecks(entry, input),
    ...machineChecks(input),
    checkNewestDiffers(input.entries, input.machine),
    ...advise(input, entry),
  ];
  return {
    action: actionOf(checks),
    entry,
    kernel: entry?.kernel ?? null,
    initrds: entry?.initrds ?? [],
    commandLine: entry?.commandLine ?? '',
    ...trialOf(entry, input),
    checks,
    policy: input.chosen === null ? formatPolicy(input.policy) : 'chosen',
    savedSeconds: input.savedSeconds ?? { value: null, from: 'unknown' },
  };
}

function select({ chosen, entries, policy, machine }: PlanInput): Selection {
  if (chosen === null) return selectByPolicy(entries, policy, machine);
  return { entry: chosen, check: outcome('default-entry', 'ok', say('“{title}” is the entry that was asked for.', { title: chosen.title })) };
}

function entryChecks(entry: BootEntry, { files, machine, facts, advice }: PlanInput): readonly CheckOutcome[] {
  const fit = checkEntryFit(entry, files);
  // An entry without a kernel has no files and no command line to look at; entry-fit says so.
  if (entry.kernel === null) return [fit];
  return [
    fit,
    checkKernelImage(entry, files),
    checkKernelArchitecture(files, machine),
    checkKernelSignature(files, machine, facts.signatures),
    checkKernelModules(entry, facts.modules, startsThisSystem(advice.root, entry, machine)),
    checkInitrds(entry, files),
    checkInitrdAge(entry, files),
    checkRootArgument(entry, machine),
    checkCommandLine(entry, machine, advice.root),
    checkMemory(files, facts.memory),
    checkBootSpace(facts.bootSpace, files),
  ];
}

/** A recovery entry is no trial, and is judged by nobody: it stays where other starts would be stuck. */
function isJudged(entry: BootEntry | null): entry is BootEntry {
  return entry !== null && entry.kernel !== null && !entry.recovery;
}

function pastChecks(entry: BootEntry | null, { past, chosen }: PlanInput): readonly CheckOutcome[] {
  if (past === undefined || !isJudged(entry)) return [];
  return [checkFailedBefore(past === 'unknown' ? null : past, entry, chosen !== null)];
}

function trialOf(entry: BootEntry | null, { past, chainLoads }: PlanInput): Pick<RestartPlan, 'trial' | 'addedWords'> {
  const trial = isJudged(entry) && past !== undefined && (past === 'unknown' || past.trial);
  const added = trial ? trialWords(entry.commandLine) : [];
  return { trial, addedWords: entry === null || entry.kernel === null || chainLoads !== true ? added : [...added, ...stayWords(withAddedWords(entry.commandLine, added))] };
}

/** Else the kernel that was asked for would start another one, the slot's. */
function stayWords(commandLine: string): readonly string[] {
  return isSwitchedOff(commandLine) ? [] : wordsWithRoom(commandLine, [STAY_WORD]);
}

function machineChecks({ machine, facts }: PlanInput): readonly CheckOutcome[] {
  return [
    checkKexecTool(machine),
    checkKexecSupport(machine),
    checkKexecLoadDisabled(machine),
    checkLockdown(machine),
    checkPackageManager(machine),
    ...checkStagedUpgrade(facts.stagedUpgrade),
    checkContainer(machine),
    checkHypervisor(facts.hypervisor, machine),
    checkAlreadyLoaded(machine),
  ];
}
