import { ERRORS, EXIT, type Failure } from '../contracts/errors.ts';
import { parseArguments, wantsJson } from './arguments.ts';
import { setDefault } from './commands/default.ts';
import { doctor } from './commands/doctor.ts';
import { everyRestart } from './commands/every-restart.ts';
import { history } from './commands/history.ts';
import { list } from './commands/list.ts';
import { load } from './commands/load.ts';
import { now } from './commands/now.ts';
import { plan } from './commands/plan.ts';
import { required } from './commands/required.ts';
import { status } from './commands/status.ts';
import { trust } from './commands/trust.ts';
import { unload } from './commands/unload.ts';
import type { CommandName } from './commands.ts';
import type { CliContext, Command } from './context.ts';
import { helpText } from './help.ts';
import { render } from './text/layout.ts';
import { failureJson, failureText } from './view/failure.ts';

const RUN: Readonly<Record<CommandName, Command>> = { status, required, list, plan, load, unload, now, trust, default: setDefault, 'every-restart': everyRestart, doctor, history };

/**
 * Runs one call of `quick-restart`; the value is its exit code: that of the failure's kind (contracts/errors.ts), or
 * 128 plus the signal's number where a signal ended it.
 */
export async function run(argv: readonly string[], context: CliContext): Promise<number> {
  const invocation = parseArguments(argv);
  if (!invocation.ok) return fail(invocation.error, wantsJson(argv), context);
  const call = invocation.value;
  if (call.kind === 'version') {
    context.console.print(`quick-restart ${context.version}\n`);
    return EXIT.done;
  }
  if (call.kind === 'help') {
    context.console.print(render(helpText(call.about), context.console.style));
    return EXIT.done;
  }
  if (call.kind === 'chainload') {
    // Only there are the checks of a plan needed in this program.
    const { runChainload } = await import('./chainload/run.ts');
    const ran = await runChainload(call.call, context);
    return ran.ok ? ran.value : fail(ran.error, wantsJson(argv), context);
  }
  const result = await RUN[call.command](call, context);
  return result.ok ? result.value : fail(result.error, call.options.json, context);
}

function fail(failure: Failure, json: boolean, { console, interrupts }: CliContext): number {
  if (json) console.printJson(failureJson(failure));
  console.tell(failureText(failure));
  const reason: unknown = interrupts.signal.reason;
  return interrupts.signal.aborted && typeof reason === 'number' ? reason : ERRORS[failure.kind].exit;
}
