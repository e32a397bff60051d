import { EXIT } from '../../contracts/errors.ts';
import { ok } from '../../core/result.ts';
import { authenticateAt } from '../authenticate-at.ts';
import type { Command } from '../context.ts';

/** `quick-restart trust` */
export const trust: Command = async ({ operand, options }, context) => {
  const service = await context.openService(null);
  if (!service.ok) return service;
  const trusted = await authenticateAt(context)((interactive) => service.value.trust(operand ?? '', interactive));
  if (!trusted.ok) return trusted;
  if (options.json) context.console.printJson({ schema: 1, trusted: true });
  else context.console.printLine('Quick restarts into this kernel are allowed again; the next one is a trial.');
  return ok(EXIT.done);
};
