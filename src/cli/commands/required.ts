import { EXIT } from '../../contracts/errors.ts';
import { ok } from '../../core/result.ts';
import type { Command } from '../context.ts';
import { render } from '../text/layout.ts';
import { requiredJson, requiredText } from '../view/required.ts';

/** `quick-restart required`: exit 0 where a restart is required, 6 where not, as kured and Ansible ask. */
export const required: Command = async ({ options }, { openService, console }) => {
  const service = await openService(null);
  if (!service.ok) return service;
  const state = await service.value.state();
  if (!state.ok) return state;
  if (options.json) console.printJson(requiredJson(state.value));
  else console.print(render(requiredText(state.value, console.style), console.style));
  return ok(state.value.restartRequired ? EXIT.done : EXIT.nothingToDo);
};
