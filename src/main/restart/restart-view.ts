import type { Surroundings } from '../../contracts/app/appearance.ts';
import { COUNTDOWN_SECONDS, type Preferences, type RestartHow } from '../../contracts/app/preferences.ts';
import type { RestartNote, RestartPhase, RestartView } from '../../contracts/app/restart-window.ts';
import type { Failure } from '../../contracts/errors.ts';
import type { RestartPlan } from '../../core/restart-plan/plan.ts';
import type { Result } from '../../core/result.ts';
import type { FirmwarePlace } from '../../ports/next-restart.ts';
import type { Translator } from '../../words/index.ts';
import type { RestartGoal } from '../wishes.ts';
import type { InTheWay } from './surroundings.ts';

/** All that the restart window's view is made of. */
export interface RestartFacts {
  readonly surroundings: Surroundings;
  readonly phase: RestartPhase;
  readonly planNumber: number;
  readonly goal: RestartGoal;
  /** null: the preferences say. */
  readonly how: RestartHow | null;
  /** null while it is being made. */
  readonly plan: Result<RestartPlan, Failure> | null;
  readonly inTheWay: InTheWay;
  readonly note: RestartNote | null;
  /** It never goes ahead by itself: nobody surely wanted it. */
  readonly waits: boolean;
  readonly runningRelease: string;
  readonly reasons: readonly string[];
  readonly preferences: Preferences;
}

/** The restart window's view of these facts. */
export function restartView(facts: RestartFacts, words: Pick<Translator, 't'>): RestartView {
  const { inTheWay, preferences } = facts;
  const action = actionOf(facts);
  return {
    ...facts.surroundings,
    ...(facts.goal.kind === 'place' ? ofPlace(facts.goal.place, planOf(facts), words) : ofEntry(facts)),
    window: 'restart',
    phase: facts.phase,
    planNumber: facts.planNumber,
    runningRelease: facts.runningRelease,
    action,
    problem: problemOf(facts),
    chosen: facts.goal.kind === 'entry',
    note: facts.note,
    blockers: inTheWay.blockers,
    otherPeople: inTheWay.otherPeople,
    reasons: facts.reasons,
    modifierTurns: preferences.modifierTurns,
    countdownSeconds: goesAhead(facts, action) ? COUNTDOWN_SECONDS : null,
  };
}

type OfGoal = Pick<RestartView, 'next' | 'ordinaryStartsOther' | 'saved' | 'remarks' | 'defaultAction'>;

function ofEntry(facts: RestartFacts): OfGoal {
  const plan = planOf(facts);
  const entry = plan?.entry ?? null;
  return {
    next: entry === null ? null : { title: entry.title, release: entry.kernelRelease },
    ordinaryStartsOther: entry?.default === false,
    saved: plan?.savedSeconds ?? NOTHING_SAVED,
    remarks: plan?.checks.filter((check) => check.result !== 'ok') ?? [],
    defaultAction: facts.how ?? facts.preferences.defaultAction,
  };
}

/** Of the plan only what stands against every restart counts on the way to firmware or boot menu. */
function ofPlace(place: FirmwarePlace, plan: RestartPlan | null, { t }: Pick<Translator, 't'>): OfGoal {
  return {
    next: { title: place === 'boot-menu' ? t('The boot menu') : t('The firmware setup'), release: null },
    ordinaryStartsOther: false,
    saved: NOTHING_SAVED,
    remarks: plan?.checks.filter((check) => check.result === 'refusal' && check.against === 'any') ?? [],
    defaultAction: 'full',
  };
}

const NOTHING_SAVED: RestartView['saved'] = { value: null, from: 'unknown' };

function planOf({ plan }: RestartFacts): RestartPlan | null {
  return plan?.ok === true ? plan.value : null;
}

function problemOf({ plan, goal, inTheWay }: RestartFacts): Failure | null {
  if (inTheWay.problem !== null || plan === null || plan.ok || goal.kind === 'place') return inTheWay.problem;
  return plan.error;
}

/** Firmware and boot loader are passed by a quick restart, so their places take an ordinary one. */
function actionOf(facts: RestartFacts): RestartView['action'] {
  if (facts.inTheWay.problem !== null) return 'none';
  const action = planOf(facts)?.action ?? null;
  if (facts.goal.kind !== 'place') return action;
  return facts.plan === null || action === 'none' ? action : 'full';
}

/** By itself only what is surely wanted: an open window that nobody opened for one entry and that shows what it showed first, nothing in the way, nobody else logged in. */
function goesAhead({ preferences, inTheWay, phase, goal, note, waits }: RestartFacts, action: RestartView['action']): boolean {
  if (!preferences.countdown || phase.kind !== 'choosing' || goal.kind !== 'usual' || note !== null || waits) return false;
  if (action === null || action === 'none' || inTheWay.blockers.length > 0) return false;
  return !preferences.askOthers || inTheWay.otherPeople.length === 0;
}
