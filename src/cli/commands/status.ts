import { EXIT } from '../../contracts/errors.ts';
import type { QuickRestartService } from '../../contracts/quick-restart-service.ts';
import type { BootEntry } from '../../core/boot-entry/boot-entry.ts';
import type { RestartPlan } from '../../core/restart-plan/plan.ts';
import { ok } from '../../core/result.ts';
import type { Command } from '../context.ts';
import { render } from '../text/layout.ts';
import { statusJson, statusText } from '../view/status.ts';
import { whySlow } from './why-slow.ts';

/** `quick-restart status`: a plan that cannot be made is part of the answer, not a failure. */
export const status: Command = async (call, context) => {
  if (call.options.whySlow) return whySlow(call, context);
  const { options } = call;
  const { openService, console } = context;
  const service = await openService(null);
  if (!service.ok) return service;
  const state = await service.value.state();
  if (!state.ok) return state;
  const plan = await service.value.plan('');
  const bootLoaderEntry = await findBootLoaderEntry(service.value, plan.ok ? plan.value : null);
  const all = { state: state.value, where: service.value.where, plan, bootLoaderEntry };
  if (options.json) console.printJson(statusJson(all));
  else console.print(render(statusText(all, console.style), console.style));
  return ok(EXIT.done);
};

/** Usually the planned entry; only another policy makes it worth reading the list. */
async function findBootLoaderEntry(service: QuickRestartService, plan: RestartPlan | null): Promise<BootEntry | null> {
  if (plan?.entry?.default === true) return plan.entry;
  const list = await service.listEntries();
  return list.ok ? (list.value.entries.find((entry) => entry.default) ?? null) : null;
}
