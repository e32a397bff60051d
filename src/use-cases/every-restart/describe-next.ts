import type { NextRestartState } from '../../contracts/quick-restart-service.ts';
import { modeOf } from '../../core/every-restart/mode.ts';
import { readNextRestart } from '../../core/every-restart/next-restart.ts';
import { said } from '../../core/said.ts';
import { say, type Sentence } from '../../core/sentence.ts';
import type { EnginePorts } from '../engine-ports.ts';

/** What the next graceful restart of this machine will be, whoever asks for it, as far as can be told now. */
export function describeNextRestart({ mode, nextRestart }: Pick<EnginePorts, 'mode' | 'nextRestart'>): NextRestartState {
  const set = modeOf(mode.read());
  const [foreign] = mode.foreignDropIns();
  if (foreign !== undefined) return { ...ordinary(say('Restarts are ordinary ones: {path} changes how this machine restarts.', { path: foreign })), possible: false };
  if (set === 'off') return ordinary(say('Restarts are ordinary ones.'));
  if (set === 'skip') return ordinary(say('The next restart was asked to be an ordinary one.'));
  const text = nextRestart.read();
  const next = text === null ? null : readNextRestart(text);
  if (next === null) return ordinary(say('The next restart is an ordinary one: it is not prepared yet.'));
  if (next.kind === 'ordinary') return ordinary(say('The next restart is an ordinary one: {reason}.', { reason: next.reason }));
  const [changed] = nextRestart.changed(next.stamps);
  if (changed !== undefined) return ordinary(say('The next restart is an ordinary one: {path} has changed since it was prepared.', { path: changed }));
  return { kind: 'quick', entryId: next.entryId, kernelRelease: next.kernelRelease, possible: true, ...said(say('The next restart is a quick one, into {kernel}.', { kernel: next.kernelRelease ?? next.entryId })) };
}

function ordinary(message: Sentence): NextRestartState {
  return { kind: 'ordinary', entryId: null, kernelRelease: null, possible: true, ...said(message) };
}
