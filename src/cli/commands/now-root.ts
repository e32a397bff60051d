import { EXIT, type Failure } from '../../contracts/errors.ts';
import { err, ok, type Result } from '../../core/result.ts';
import type { RestartPlan } from '../../core/restart-plan/plan.ts';
import type { RestartManager } from '../../ports/restart-manager.ts';
import type { TargetMount } from '../../ports/target-mounts.ts';
import { checkTarget } from '../../use-cases/check-target.ts';
import { restartIntoTarget, type TargetPorts } from '../../use-cases/restart-into-target.ts';
import { authenticateAt } from '../authenticate-at.ts';
import type { Options } from '../arguments.ts';
import type { CliContext, Command, OpenTarget } from '../context.ts';
import { TerminalConversation } from '../terminal-conversation.ts';
import { paragraph } from '../text/layout.ts';
import { span } from '../text/style.ts';
import { entryName } from '../view/entry.ts';

/** `quick-restart now --root DIR --unmount`: from a live session into the system that is installed below DIR. */
export const nowRoot: Command = async (call, context) => {
  const { operand, options } = call;
  if (!context.isRoot) return err(ROOT_ONLY);
  const opened = await openAll(options, context);
  if (!opened.ok) return opened;
  const { directory } = opened.value;
  context.interrupts.hold();
  const conversation = new TerminalConversation(context, options.json);
  const ports = { ...opened.value, conversation, authenticate: authenticateAt(context), ownUids: context.ownUids, signal: context.interrupts.signal };
  const done = await restartIntoTarget({ directory, selector: operand ?? '', confirmed: options.yes }, ports);
  conversation.end();
  return done.ok ? report(done.value, directory, options.json, context) : done;
};

type Opened = OpenTarget & Pick<TargetPorts, 'service' | 'restartManager'>;

/** What the restart takes; tells what will be unmounted. */
async function openAll({ root, direct }: Options, context: CliContext): Promise<Result<Opened, Failure>> {
  const target = await context.openTarget(root ?? '');
  if (!target.ok) return target;
  const mounted = checkTarget(target.value, target.value.mounts);
  if (!mounted.ok) return mounted;
  const restartManager = await managerOf(direct, context);
  if (!restartManager.ok) return restartManager;
  const service = await context.openService(target.value.directory);
  if (!service.ok) return service;
  context.console.tell([paragraph([span(`Will be unmounted first: ${named(mounted.value)}`)])]);
  return ok({ ...target.value, service: service.value, restartManager: restartManager.value });
}

const MOST_MOUNTS = 6;

function named(mounts: readonly TargetMount[]): string {
  const shown = mounts.slice(-MOST_MOUNTS).map(({ mountPoint }) => mountPoint);
  return `${shown.join(', ')}${mounts.length > shown.length ? ` and ${mounts.length - shown.length} more` : ''}`;
}

function report({ entry }: RestartPlan, directory: string, json: boolean, { console }: CliContext): Result<number, Failure> {
  if (json) console.printJson({ schema: 1, restart: 'quick', entry: entry?.id ?? null, kernelRelease: entry?.kernelRelease ?? null, root: directory });
  else console.printLine(`Restarting into the system that is installed below ${directory}${entry === null ? '' : `: ${entryName(entry)}`}.`);
  return ok(EXIT.done);
}

/** logind, which ends the live session in the ordinary way; null where there is none and the person said --direct. */
async function managerOf(direct: boolean, context: CliContext): Promise<Result<RestartManager | null, Failure>> {
  const opened = await context.openRestartManager();
  const asked = opened.ok ? await opened.value.canRestart() : null;
  const isThere = asked !== null && (asked.ok || asked.error.kind !== 'absent');
  if (isThere && direct) return err(NOT_NEEDED);
  if (isThere && opened.ok) return ok(opened.value);
  return direct ? ok(null) : err(NOBODY_STOPS);
}

const ROOT_ONLY: Failure = { kind: 'not-authorised', message: 'Another system is unmounted and restarted into by root only.', hint: 'Run it with sudo.' };
const NOT_NEEDED: Failure = { kind: 'not-supported', message: 'A jump without a shutdown is not offered where logind can end the session in order.', hint: 'Leave out --direct.' };
const NOBODY_STOPS: Failure = {
  kind: 'not-supported',
  message: 'logind is not there, so nobody can end this session in order.',
  hint: 'Where nothing in it is worth that, jump at once, behind the unmounting: add --direct',
};
