import { EXIT } from '../../contracts/errors.ts';
import { ok } from '../../core/result.ts';
import type { Command } from '../context.ts';
import { render } from '../text/layout.ts';
import { planJson, planText } from '../view/plan.ts';

/** `quick-restart plan`: the plan is the answer, also where it refuses; the exit code tells scripts which. */
export const plan: Command = async ({ operand, options }, { openService, console, runningKernelRelease }) => {
  const service = await openService(options.root);
  if (!service.ok) return service;
  const planned = await service.value.plan(operand ?? '');
  if (!planned.ok) return planned;
  if (options.json) console.printJson({ schema: 1, ...planJson(planned.value) });
  else console.print(render(planText(planned.value, runningKernelRelease, console.style), console.style));
  return ok(planned.value.action === 'quick' ? EXIT.done : EXIT.refused);
};
