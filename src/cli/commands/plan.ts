import { EXIT } from '../../contracts/errors.ts';
import { ok } from '../../core/result.ts';
import type { Command } from '../context.ts';
import { planOfCall } from '../plan-of-call.ts';
import { render } from '../text/layout.ts';
import { planJson, planText } from '../view/plan.ts';

/** `quick-restart plan`: the plan is the answer, also where it refuses; the exit code tells scripts which. */
export const plan: Command = async (call, context) => {
  const planned = await planOfCall(call, context);
  if (!planned.ok) return planned;
  const { console, runningKernelRelease } = context;
  if (call.options.json) console.printJson({ schema: 1, ...planJson(planned.value) });
  else console.print(render(planText(planned.value, runningKernelRelease, console.style), console.style));
  return ok(planned.value.action === 'quick' ? EXIT.done : EXIT.refused);
};
