import { EXIT, type Failure } from '../../contracts/errors.ts';
import { err, ok, type Result } from '../../core/result.ts';
import { restartNow, type RestartOutcome } from '../../use-cases/restart-now.ts';
import { authenticateAt } from '../authenticate-at.ts';
import type { CliContext, Command } from '../context.ts';
import { TerminalConversation } from '../terminal-conversation.ts';
import { entryName } from '../view/entry.ts';

/** `quick-restart now` */
export const now: Command = async ({ operand, options }, context) => {
  const { console, interrupts } = context;
  if (!options.yes && !console.canAsk) return err(NOBODY_TO_ASK);
  const service = await context.openService(null);
  if (!service.ok) return service;
  const restartManager = await context.openRestartManager();
  if (!restartManager.ok) return restartManager;
  interrupts.hold();
  const conversation = new TerminalConversation(context, options.json);
  const outcome = await restartNow(
    { selector: operand ?? '', full: options.full, fallback: options.fallback, confirmed: options.yes },
    {
      service: service.value,
      restartManager: restartManager.value,
      conversation,
      authenticate: authenticateAt(context),
      ownUids: context.ownUids,
      signal: interrupts.signal,
    },
  );
  conversation.end();
  return outcome.ok ? report(outcome.value, options.json, context) : outcome;
};

const NOBODY_TO_ASK: Failure = {
  kind: 'usage',
  message: 'There is no terminal to ask for confirmation.',
  hint: 'In a script, say so beforehand: quick-restart now --yes',
};

function report({ how, plan }: RestartOutcome, json: boolean, { console }: CliContext): Result<number, Failure> {
  const entry = plan?.entry ?? null;
  if (json) console.printJson({ schema: 1, restart: how, entry: how === 'quick' ? (entry?.id ?? null) : null, kernelRelease: how === 'quick' ? (entry?.kernelRelease ?? null) : null });
  else if (how === 'quick' && entry !== null) console.printLine(`Restarting quickly into ${entryName(entry)}.`);
  else console.printLine('Restarting the ordinary way.');
  return ok(EXIT.done);
}
