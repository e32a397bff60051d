import { EXIT } from '../../contracts/errors.ts';
import { ok } from '../../core/result.ts';
import type { Command } from '../context.ts';
import { historyJson, historyText } from '../view/history.ts';

/** `quick-restart history` */
export const history: Command = async ({ options }, { openService, console }) => {
  const service = await openService(null);
  if (!service.ok) return service;
  const records = await service.value.history();
  if (!records.ok) return records;
  if (options.json) console.printJson(historyJson(records.value));
  else console.print(historyText(records.value, console.style));
  return ok(EXIT.done);
};
