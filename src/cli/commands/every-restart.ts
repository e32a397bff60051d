import { EXIT, type Failure } from '../../contracts/errors.ts';
import type { QuickRestartService } from '../../contracts/quick-restart-service.ts';
import { parseMode, type EveryRestart } from '../../core/every-restart/mode.ts';
import { err, ok, type Result } from '../../core/result.ts';
import { authenticateAt } from '../authenticate-at.ts';
import type { CliContext, Command } from '../context.ts';

/** `quick-restart every-restart`: sets the mode, and says what the next restart will be. */
export const everyRestart: Command = async ({ operand, options }, context) => {
  const wanted = readMode(operand);
  if (!wanted.ok) return wanted;
  const service = await context.openService(null);
  if (!service.ok) return service;
  const mode = wanted.value;
  if (mode !== null) {
    const set = await authenticateAt(context)((interactive) => service.value.setEveryRestart(mode, interactive));
    if (!set.ok) return set;
  }
  return show(service.value, options.json, context);
};

async function show(service: QuickRestartService, json: boolean, { console }: CliContext): Promise<Result<number, Failure>> {
  const state = await service.state();
  if (!state.ok) return state;
  const { everyRestart: mode, nextRestart } = state.value;
  if (json) {
    console.printJson({ schema: 1, mode, nextRestart: { kind: nextRestart.kind, kernelRelease: nextRestart.kernelRelease, message: nextRestart.message } });
    return ok(EXIT.done);
  }
  console.printLine(`${mode}: ${MEANINGS[mode]}.`);
  // What is off says all there is to say.
  if (mode !== 'off') console.printLine(nextRestart.message);
  return ok(EXIT.done);
}

const MEANINGS: Readonly<Record<EveryRestart, string>> = {
  on: 'every restart of this machine is a quick one, where its plan allows',
  off: 'restarts are ordinary ones, except by quick-restart now',
  once: 'the next restart within 15 minutes is a quick one, where its plan allows',
  skip: 'the next restart within 15 minutes is an ordinary one; those after it are quick',
};

/** null for showing it. */
function readMode(operand: string | null): Result<EveryRestart | null, Failure> {
  if (operand === null || operand === 'status') return ok(null);
  const mode = parseMode(operand);
  return mode === null ? err({ kind: 'usage', message: `“${operand}” is no mode.`, hint: 'A mode is on, once, skip or off; status shows it.' }) : ok(mode);
}
