import type { RestartPhase } from '../../contracts/app/restart-window.ts';

/** A step on the way to a restart. */
export type StepName = 'authorising' | 'loading' | 'restarting';

/** Where a step stands. */
export type StepState = 'done' | 'now' | 'later';

/** The steps of a restart that is under way, in their order; empty in every other phase. */
export function stepsOf(phase: RestartPhase): readonly { readonly name: StepName; readonly state: StepState }[] {
  if (phase.kind !== 'authorising' && phase.kind !== 'loading' && phase.kind !== 'restarting') return [];
  const names: readonly StepName[] = phase.how === 'quick' ? ['authorising', 'loading', 'restarting'] : ['authorising', 'restarting'];
  const at = names.indexOf(phase.kind);
  return names.map((name, index) => ({ name, state: index < at ? 'done' : index === at ? 'now' : 'later' }));
}

/** Cancel still helps: nothing has been stopped yet. */
export function canCancel(phase: RestartPhase): boolean {
  return phase.kind !== 'restarting' && phase.kind !== 'cancelling' && phase.kind !== 'unloading';
}
