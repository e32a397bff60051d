import { modeOf } from '../../core/every-restart/mode.ts';
import { formatNextRestart, splitAtTime, type NextOrdinary, type NextStart } from '../../core/every-restart/next-restart.ts';
import { wordsOf } from '../../core/kernel/command-line.ts';
import { needsStrongerAction } from '../../core/restart-plan/action-of-entry.ts';
import type { RestartPlan } from '../../core/restart-plan/plan.ts';
import { withAttempt } from '../../core/trial/change-kernels.ts';
import { formatKernels } from '../../core/trial/kernels-text.ts';
import { NO_KERNELS_KNOWN } from '../../core/trial/kept-kernels.ts';
import { err, ok, type Result } from '../../core/result.ts';
import type { EnginePorts } from '../engine-ports.ts';
import { kexecRequest, usedFiles } from '../load-kernel.ts';
import { planRestartNow } from '../plan-restart-now.ts';
import { readAnew } from '../read-entries/readings.ts';
import { attemptOf } from '../trial/attempts.ts';

/**
 * Looks at what an ordinary restart would start, as a plan does, and leaves it for the end of this boot: decision 0031. Nothing is
 * loaded. Where every-restart mode asks for nothing, what was left before is removed. What cannot be written is told in the journal,
 * and the next restart is an ordinary one.
 */
export async function prepareNextRestart(ports: EnginePorts): Promise<void> {
  const mode = modeOf(ports.mode.read());
  if (mode === 'off') {
    ports.nextRestart.clear();
    return;
  }
  const { next, kernels } = await lookAhead(ports).catch((bug: unknown) => {
    ports.nextRestart.clear(); // what was prepared before may be out of date
    throw bug;
  });
  const written = ports.nextRestart.write(formatNextRestart(next), kernels);
  if (written.ok) {
    ports.journal.info(next.kind === 'quick' ? `The next restart is prepared: ${next.kernelRelease ?? next.entryId}.` : `The next restart is an ordinary one: ${next.reason}`);
    return;
  }
  ports.nextRestart.clear();
  ports.journal.error(`The next restart could not be prepared, and is an ordinary one: ${written.error.path}: ${written.error.detail}.`);
}

interface Ahead {
  readonly next: NextStart | NextOrdinary;
  readonly kernels: string | null;
}

/** Everything is stamped before it is looked at: what changes in between shows. */
async function lookAhead(outside: EnginePorts): Promise<Ahead> {
  const { root } = outside.files;
  const stamps = new Map<string, string | null>(outside.nextRestart.always().map((stamp) => [stamp, stamp]));
  const touch = (path: string): void => {
    const onHost = root === '/' ? path : `${root}${path}`;
    if (!stamps.has(onHost)) stamps.set(onHost, outside.nextRestart.stamp(onHost));
  };
  const ports = outside.recording(touch);
  const planned = await planRestartNow(ports, '', readAnew(ports));
  if (!planned.ok) return ordinary(planned.error.message);
  const plan = planned.value;
  const against = refusalOf(ports, plan);
  if (against !== null) return ordinary(against);
  const next = startOf(ports, plan, stamps);
  if (!next.ok) return ordinary(next.error);
  const kept = ports.kernels.read();
  if (!kept.ok) return ordinary(`${kept.error.path}: ${kept.error.detail}`);
  const attempt = attemptOf(ports, plan);
  return { next: next.value, kernels: attempt === null ? null : splitAtTime(formatKernels(withAttempt(kept.value ?? NO_KERNELS_KNOWN, attempt))) };
}

function startOf(ports: EnginePorts, plan: RestartPlan, stamped: ReadonlyMap<string, string | null>): Result<NextStart, string> {
  const request = kexecRequest(ports, plan);
  if (!request.ok) return err(request.error.message);
  const { bootId } = ports.clock.read();
  if (bootId === null) return err('this boot has no id');
  const pieces = ports.nextRestart.pieces(request.value);
  if (!pieces.ok) return pieces;
  const { commandLine, allowClassicLoad } = request.value;
  // Links lead to other names of what was looked at.
  const used = usedFiles(ports, plan, request.value).filter((path) => !stamped.has(path)).map((path) => ports.nextRestart.stamp(path));
  const stamps = [...new Set([...stamped.values(), ...used])].filter((stamp) => stamp !== null);
  return ok({ kind: 'quick', bootId, entryId: plan.entry?.id ?? '', kernelRelease: plan.entry?.kernelRelease ?? null, commandLine, allowClassicLoad, ...pieces.value, stamps });
}

function ordinary(reason: string): Ahead {
  return { next: { kind: 'ordinary', reason }, kernels: null };
}

const SWITCHED_OFF = 'quick_restart=0';

/**
 * Why this plan is not for every restart; null where nothing stands against it. That a package manager is at work now says nothing of the
 * restart: it has ended by then, and what it changed shows in the stamps. What takes an administrator's password is never started unasked.
 */
function refusalOf(ports: EnginePorts, { entry, checks, commandLine }: RestartPlan): string | null {
  const [foreign] = ports.mode.foreignDropIns();
  if (foreign !== undefined) return `${foreign} changes how this machine restarts`;
  const refusal = checks.find((check) => check.result === 'refusal' && check.id !== 'package-manager');
  if (refusal !== undefined) return refusal.message;
  if (entry === null) return 'there is no entry to start';
  if (needsStrongerAction(entry)) return 'its boot entry takes an administrator’s password';
  const lines = [commandLine, ports.machine.read().commandLine];
  return lines.some((line) => wordsOf(line).includes(SWITCHED_OFF)) ? `${SWITCHED_OFF} is on the command line` : null;
}
