import { EXIT, type Failure } from '../../contracts/errors.ts';
import type { LoadOutcome, QuickRestartService } from '../../contracts/quick-restart-service.ts';
import { err, ok, type Result } from '../../core/result.ts';
import { authenticateAt } from '../authenticate-at.ts';
import { entryFromOptions } from '../entry-from-options.ts';
import type { Call, CliContext, Command } from '../context.ts';
import { paragraph, render, type Paragraph } from '../text/layout.ts';
import { span, symbol, type Style } from '../text/style.ts';
import { entryName, loadedName } from '../view/entry.ts';
import { noteLines, planJson } from '../view/plan.ts';

/** `quick-restart load`: what is loaded while Ctrl-C is pressed is unloaded again. */
export const load: Command = async (call, context) => {
  const { options } = call;
  const { console, interrupts } = context;
  const service = await openFor(call, context);
  if (!service.ok) return service;
  const { selector } = service.value;
  interrupts.hold();
  const authenticate = authenticateAt(context);
  const progress = console.progress('Loading the kernel');
  const loaded = await authenticate((interactive) => service.value.service.load(selector, interactive));
  progress.end();
  if (!loaded.ok) return interrupts.signal.aborted && loaded.error.kind !== 'unload-failed' ? err(await cancelled(service.value.service)) : loaded;
  if (interrupts.signal.aborted) {
    const unloaded = await authenticate((interactive) => service.value.service.unload(interactive));
    return unloaded.ok ? err(CANCELLED) : unloaded;
  }
  if (options.json) console.printJson(loadJson(loaded.value));
  else console.print(render(loadText(loaded.value, console.style), console.style));
  return ok(EXIT.done);
};

/** The service, and what to load with it. */
async function openFor({ operand, options }: Call, context: CliContext): Promise<Result<{ readonly service: QuickRestartService; readonly selector: string }, Failure>> {
  const byHand = options.kernel === null ? ok(null) : entryFromOptions(options, context);
  if (!byHand.ok) return byHand;
  const service = byHand.value === null ? await context.openService(options.root) : await context.openServiceWith(byHand.value);
  return service.ok ? ok({ service: service.value, selector: byHand.value?.id ?? operand ?? '' }) : service;
}

const CANCELLED: Failure = { kind: 'cancelled', message: 'Cancelled: no kernel is loaded.', hint: '' };

/** Given up before anything was loaded: what was loaded before the call still is. */
async function cancelled(service: QuickRestartService): Promise<Failure> {
  const state = await service.state();
  if (!state.ok) return { ...CANCELLED, message: 'Cancelled: nothing new is loaded; whether something was loaded before could not be found out.', hint: 'See: quick-restart status.' };
  const { loadedEntry } = state.value;
  if (loadedEntry === '') return CANCELLED;
  return { ...CANCELLED, message: `Cancelled: what was loaded before is still loaded (${loadedName(loadedEntry, null)}), and any restart starts it.`, hint: 'To unload it: quick-restart unload.' };
}

function loadJson({ plan, call, reason }: LoadOutcome): object {
  return { schema: 1, loaded: true, call, reason, plan: planJson(plan) };
}

function loadText({ plan, call, reason }: LoadOutcome, style: Style): readonly Paragraph[] {
  return [
    paragraph([symbol('ok', style), span(` Loaded ${plan.entry === null ? 'the kernel' : entryName(plan.entry)}.`, 'bold'), span(' Any restart starts it directly from now on.')], 0, 2),
    ...(call === 'kexec_load' ? [paragraph([span(`With the old kexec_load call${reason === '' ? '' : `: ${reason}`}`, 'dim')], 2)] : []),
    ...plan.checks.filter((check) => check.result === 'warning').flatMap((check) => noteLines(check, style)),
    paragraph([span('Undo: quick-restart unload', 'dim')], 2),
  ];
}
