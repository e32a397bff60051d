import { EXIT, type Failure } from '../../contracts/errors.ts';
import type { QuickRestartService } from '../../contracts/quick-restart-service.ts';
import type { Policy } from '../../core/restart-plan/plan.ts';
import { formatPolicy, parsePolicy } from '../../core/restart-plan/policy.ts';
import { err, ok, type Result } from '../../core/result.ts';
import { authenticateAt } from '../authenticate-at.ts';
import type { CliContext, Command } from '../context.ts';
import { policyMeaning } from '../view/entry.ts';

/** `quick-restart default`: shows or sets the policy, or sets the boot loader's own default. */
export const setDefault: Command = async ({ operand, options }, context) => {
  const policy = operand === null ? ok(null) : readPolicy(operand);
  if (!policy.ok) return policy;
  const service = await context.openService(null);
  if (!service.ok) return service;
  if (options.bootLoader !== null) return setBootLoaderDefault(service.value, options.bootLoader, options.json, context);
  if (policy.value !== null) return setPolicy(service.value, policy.value, options.json, context);
  return showPolicy(service.value, options.json, context);
};

async function showPolicy(service: QuickRestartService, json: boolean, { console }: CliContext): Promise<Result<number, Failure>> {
  const state = await service.state();
  if (!state.ok) return state;
  const policy = formatPolicy(state.value.policy);
  if (json) console.printJson({ schema: 1, policy });
  else console.printLine(`${policy}: ${policyMeaning(policy)}`);
  return ok(EXIT.done);
}

async function setPolicy(service: QuickRestartService, policy: Policy, json: boolean, context: CliContext): Promise<Result<number, Failure>> {
  const set = await watchLoaded(service, () => authenticateAt(context)((interactive) => service.setDefault(policy, interactive)));
  if (!set.ok) return set;
  const { console } = context;
  const text = formatPolicy(policy);
  if (json) console.printJson({ schema: 1, policy: text });
  else console.printLine(`A quick restart now follows ${text}: ${policyMeaning(text)}.`);
  if (set.value.unloaded && !json) console.printLine(UNLOADED);
  return ok(EXIT.done);
}

async function setBootLoaderDefault(service: QuickRestartService, selector: string, json: boolean, context: CliContext): Promise<Result<number, Failure>> {
  const set = await watchLoaded(service, () => authenticateAt(context)((interactive) => service.setBootLoaderDefault(selector, interactive)));
  if (!set.ok) return set;
  const { console } = context;
  if (json) console.printJson({ schema: 1, bootLoaderDefault: selector });
  else console.printLine(`The boot loader now starts “${selector}” by default.`);
  if (set.value.unloaded && !json) console.printLine(UNLOADED);
  return ok(EXIT.done);
}

const UNLOADED = 'The kernel that was loaded is not the default any more and has been unloaded. Load the new one: quick-restart load';

/** Who sets a default while the one before is loaded must know that it is not loaded any more. */
async function watchLoaded(service: QuickRestartService, change: () => Promise<Result<null, Failure>>): Promise<Result<{ readonly unloaded: boolean }, Failure>> {
  const before = await service.state();
  const changed = await change();
  if (!changed.ok) return changed;
  if (!before.ok || before.value.loadedEntry === '') return ok({ unloaded: false });
  const after = await service.state();
  return ok({ unloaded: after.ok && after.value.loadedEntry === '' });
}

const POLICY_HINT = "A policy is boot-loader, newest or entry:ID; 'quick-restart list --json' shows the ids.";

function readPolicy(text: string): Result<Policy, Failure> {
  const policy = parsePolicy(text);
  return policy.ok ? policy : err({ kind: 'usage', message: `“${text}” is no policy.`, hint: POLICY_HINT });
}
