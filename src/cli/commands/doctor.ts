import { EXIT } from '../../contracts/errors.ts';
import { ok } from '../../core/result.ts';
import type { Command } from '../context.ts';
import { planOfCall } from '../plan-of-call.ts';
import { render } from '../text/layout.ts';
import { doctorJson, doctorText } from '../view/doctor.ts';

/** `quick-restart doctor`: every check of the plan, sorted by what it is about; exit codes as `plan`. */
export const doctor: Command = async (call, context) => {
  const planned = await planOfCall(call, context);
  if (!planned.ok) return planned;
  const { console } = context;
  if (call.options.json) console.printJson(doctorJson(planned.value));
  else console.print(render(doctorText(planned.value, console.style), console.style));
  return ok(planned.value.action === 'quick' ? EXIT.done : EXIT.refused);
};
