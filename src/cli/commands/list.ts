import { EXIT } from '../../contracts/errors.ts';
import { ok } from '../../core/result.ts';
import type { Command } from '../context.ts';
import { listJson, listText } from '../view/list.ts';

/** `quick-restart list` */
export const list: Command = async ({ options }, { openService, console }) => {
  const service = await openService(options.root);
  if (!service.ok) return service;
  const entries = await service.value.listEntries();
  if (!entries.ok) return entries;
  if (options.json) console.printJson(listJson(entries.value));
  else console.print(listText(entries.value, console.style));
  return ok(EXIT.done);
};
