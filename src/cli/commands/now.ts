import { EXIT, type Failure } from '../../contracts/errors.ts';
import type { QuickRestartService } from '../../contracts/quick-restart-service.ts';
import type { BootEntry } from '../../core/boot-entry/boot-entry.ts';
import { kernelByHand } from '../../core/boot-entry/by-hand.ts';
import { err, ok, type Result } from '../../core/result.ts';
import type { FirmwarePlace } from '../../ports/next-restart.ts';
import type { RestartManager } from '../../ports/restart-manager.ts';
import type { Goal } from '../../use-cases/leading-to.ts';
import { allowsFallback } from '../../use-cases/restart-failures.ts';
import { restartIntoLoaded } from '../../use-cases/restart-loaded.ts';
import { restartNow, type RestartOutcome, type RestartPorts } from '../../use-cases/restart-now.ts';
import type { Options } from '../arguments.ts';
import { authenticateAt } from '../authenticate-at.ts';
import type { CliContext, Command } from '../context.ts';
import { nowRoot } from './now-root.ts';
import { goalOf, PLACE_NAMES } from '../goal.ts';
import { TerminalConversation } from '../terminal-conversation.ts';
import { paragraph } from '../text/layout.ts';
import { span } from '../text/style.ts';
import { entryName } from '../view/entry.ts';

/** `quick-restart now` */
export const now: Command = (call, context) => {
  const { options } = call;
  if (options.direct && options.root === null) return Promise.resolve(err(NO_DIRECT));
  if (!options.yes && !context.console.canAsk) return Promise.resolve(err(NOBODY_TO_ASK));
  return options.root === null ? nowHere(call, context) : nowRoot(call, context);
};

const nowHere: Command = async ({ operand, options }, context) => {
  const opened = await openFor(operand, options, context);
  if (!opened.ok) return opened;
  context.interrupts.hold();
  const { service, restartManager, goal } = opened.value;
  const conversation = new TerminalConversation(context, options.json);
  const ports = { service, restartManager, conversation, authenticate: authenticateAt(context), ownUids: context.ownUids, signal: context.interrupts.signal };
  const full = options.full || goal !== null;
  const byHand = operand === null && !full ? await loadedByHand(service) : null;
  if (byHand !== null) {
    const done = await restartByHand(byHand, options, ports, context);
    if (done.ok || !options.fallback || !allowsFallback(done.error)) return done;
    conversation.showStep({ kind: 'falling-back', because: done.error });
  }
  const outcome = await restartNow({ selector: operand ?? '', full: full || byHand !== null, fallback: options.fallback, confirmed: options.yes, goal }, ports);
  conversation.end();
  return outcome.ok ? report(outcome.value, options, context) : outcome;
};

interface Opened {
  readonly service: QuickRestartService;
  readonly restartManager: RestartManager;
  readonly goal: Goal | null;
}

async function openFor(operand: string | null, { place, full }: Options, context: CliContext): Promise<Result<Opened, Failure>> {
  const service = await context.openService(null);
  if (!service.ok) return service;
  const restartManager = await context.openRestartManager();
  if (!restartManager.ok) return restartManager;
  const opened = { service: service.value, restartManager: restartManager.value };
  if (full && operand !== null) return ok({ ...opened, goal: { kind: 'entry', selector: operand, service: service.value } });
  const goal = place === null ? ok(null) : await goalOf(place, restartManager.value);
  return goal.ok ? ok({ ...opened, goal: goal.value }) : goal;
}

/** Id of a kernel that somebody loaded by hand, which is what they mean then; null where there is none. */
async function loadedByHand(service: QuickRestartService): Promise<string | null> {
  const state = await service.state();
  return state.ok && kernelByHand(state.value.loadedEntry) !== null ? state.value.loadedEntry : null;
}

async function restartByHand(entryId: string, { yes, json }: Options, ports: RestartPorts & { readonly conversation: TerminalConversation }, { console }: CliContext): Promise<Result<number, Failure>> {
  const words = `Loaded by hand: ${kernelByHand(entryId) ?? ''}`;
  if (json) console.tell([paragraph([span(words)])]);
  else console.printLine(words);
  const done = await restartIntoLoaded(entryId, yes, ports);
  ports.conversation.end();
  if (!done.ok) return done;
  if (json) console.printJson({ schema: 1, restart: 'quick', entry: entryId, kernelRelease: null });
  else console.printLine('Restarting quickly into the kernel that was loaded by hand.');
  return ok(EXIT.done);
}

const NOBODY_TO_ASK: Failure = {
  kind: 'usage',
  message: 'There is no terminal to ask for confirmation.',
  hint: 'In a script, say so beforehand: quick-restart now --yes',
};

const NO_DIRECT: Failure = {
  kind: 'not-supported',
  message: "A jump without a shutdown, as 'kexec -e' does one, is not offered: no program could save its documents, no service would stop, and file systems would be left as after a power failure.",
  hint: 'quick-restart now is as quick behind the shutdown, and loses nothing.',
};

function report({ how, plan }: RestartOutcome, { json, place, full }: Options, { console }: CliContext): Result<number, Failure> {
  // An ordinary restart goes where the boot loader chooses, unless the person named an entry.
  const isKnown = how === 'quick' || (full && plan?.policy === 'chosen');
  const entry = isKnown && plan !== null ? plan.entry : null;
  if (json) console.printJson({ schema: 1, restart: how, ...idsOf(entry), ...(place === null ? {} : { place }) });
  else console.printLine(entry === null ? ordinarily(place) : `Restarting ${how === 'quick' ? 'quickly' : 'the ordinary way'} into ${entryName(entry)}.`);
  return ok(EXIT.done);
}

function idsOf(entry: BootEntry | null): object {
  return { entry: entry?.id ?? null, kernelRelease: entry?.kernelRelease ?? null };
}

function ordinarily(place: FirmwarePlace | null): string {
  return place === null ? 'Restarting the ordinary way.' : `Restarting into the ${PLACE_NAMES[place]}.`;
}
