import type { RestartPhase } from '../../contracts/app/restart-window.ts';

/** A step on the way to a restart. */
export type StepName = 'authorising' | 'loading' | 'asking-programs' | 'restarting';

/** Where a step stands. */
export type StepState = 'done' | 'now' | 'later';

/** The steps of a restart that is under way, in their order; empty in every other phase. */
export function stepsOf(phase: RestartPhase): readonly { readonly name: StepName; readonly state: StepState }[] {
  if (phase.kind !== 'authorising' && phase.kind !== 'loading' && phase.kind !== 'asking-programs' && phase.kind !== 'restarting') return [];
  const names = namesOf(phase);
  const at = names.indexOf(phase.kind);
  return names.map((name, index) => ({ name, state: index < at ? 'done' : index === at ? 'now' : 'later' }));
}

function namesOf(phase: RestartPhase): readonly StepName[] {
  if (phase.kind === 'asking-programs' || (phase.kind === 'restarting' && phase.throughSession === true)) return ['authorising', 'asking-programs', 'restarting'];
  return 'how' in phase && phase.how === 'quick' ? ['authorising', 'loading', 'restarting'] : ['authorising', 'restarting'];
}

/** Cancel still helps: nothing has been stopped yet. */
export function canCancel(phase: RestartPhase): boolean {
  return phase.kind !== 'asking-programs' && phase.kind !== 'restarting' && phase.kind !== 'cancelling' && phase.kind !== 'unloading';
}
