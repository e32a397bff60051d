import { EXIT } from '../../contracts/errors.ts';
import { ok } from '../../core/result.ts';
import type { Command } from '../context.ts';
import { authenticateAt } from '../authenticate-at.ts';

/** `quick-restart unload` */
export const unload: Command = async ({ options }, context) => {
  const service = await context.openService(null);
  if (!service.ok) return service;
  const unloaded = await authenticateAt(context)((interactive) => service.value.unload(interactive));
  if (!unloaded.ok) return unloaded;
  if (options.json) context.console.printJson({ schema: 1, unloaded: true });
  else context.console.printLine('The kernel is unloaded; the next restart is an ordinary one.');
  return ok(EXIT.done);
};
