import type { Failure } from '../contracts/errors.ts';
import { failure } from '../contracts/failure.ts';
import type { LoadOutcome } from '../contracts/quick-restart-service.ts';
import { ACTIONS, type ActionId } from '../contracts/actions.ts';
import { kernelByHand } from '../core/boot-entry/by-hand.ts';
import { needsStrongerAction } from '../core/restart-plan/action-of-entry.ts';
import type { RestartPlan } from '../core/restart-plan/plan.ts';
import { withAddedWords } from '../core/trial/trial-words.ts';
import { err, ok, type Result } from '../core/result.ts';
import { say } from '../core/sentence.ts';
import type { Authorise } from './engine.ts';
import type { LoadRecord } from '../ports/load-record.ts';
import type { EnginePorts } from './engine-ports.ts';
import { changedMeanwhile, couldNotBeRead, loadFailed, refused, unloadFailed } from './failures.ts';
import { changedMeaning, decidingFiles, movedChoice, selectedNow } from './loaded-choice.ts';
import { forgetAttempt, noteAttempt, watchOver } from './trial/attempts.ts';
import { planRestartNow } from './plan-restart-now.ts';
import type { Readings } from './read-entries/readings.ts';

/** Loads and unloads, one at a time, and remembers in the load record what it loaded. */
export class KernelLoader {
  readonly #ports: EnginePorts;
  readonly #readings: Readings;
  readonly #readNow: () => Readings;
  #busy = false;

  /** `readings` answer whoever asks, permitted or not; a load begins with new ones, of `readNow`, which have read nothing yet. */
  constructor(ports: EnginePorts, readings: Readings, readNow: () => Readings) {
    this.#ports = ports;
    this.#readings = readings;
    this.#readNow = readNow;
  }

  /** Id of the entry that we loaded; `` when nothing is loaded; `?` when somebody else loaded a kernel, or a load that is under way has. */
  loadedEntry(): string {
    return this.#loaded()?.entryId ?? (this.#ports.kexec.isLoaded() === true ? '?' : '');
  }

  /**
   * Files that the kernel which we loaded came from, and that have changed or gone since; where the load followed the policy and that selects
   * another entry now, the file that says so. Empty where all is as it was.
   */
  loadedChanges(): readonly string[] {
    const record = this.#loaded();
    if (record === null) return [];
    const changed = this.#ports.stamps.changed(record.files ?? []);
    if (changed.length > 0) return changed;
    const moved = movedChoice(this.#ports, this.#readings, record);
    return moved === null ? [] : [moved];
  }

  /** `changing` sets a default: what was loaded because it was the default, and is not any more, is unloaded. Errors: unload-failed, those of `changing`. */
  async follow(changing: Promise<Result<null, Failure>>): Promise<Result<null, Failure>> {
    const changed = await changing;
    const record = this.#loaded();
    // A load that is under way looks by itself, when it is done.
    if (!changed.ok || record === null || this.#busy || movedChoice(this.#ports, this.#readings, record) === null) return changed;
    return this.#alone(() => this.#unloadAndForget());
  }

  /** Our record of what is loaded; null where nothing is, or somebody else loaded it. */
  #loaded(): LoadRecord | null {
    const { kexec, records } = this.#ports;
    const record = records.read();
    if (record?.state !== 'loaded') return null;
    const isLoaded = kexec.isLoaded();
    if (isLoaded === true) return record;
    // Somebody unloaded it. What is loaded next by somebody else must not count as ours.
    if (isLoaded === false && !this.#busy) records.clear();
    return null;
  }

  /** Whose kernel is loaded cannot be told then: it may be ours already, without being noted. */
  #isUnderWay(): boolean {
    return this.#busy || this.#ports.records.isUnderWay();
  }

  /** See Engine.recover. */
  async recover(): Promise<Result<null, Failure>> {
    const { records, kexec, journal } = this.#ports;
    if (records.read()?.state !== 'loading' || records.isUnderWay()) return ok(null);
    journal.warning('a load was cut short; unloading what it may have left');
    kexec.removeLeftovers();
    return this.#unloadAndForget();
  }

  /** See Engine.load. Nobody is kept waiting while a password is asked for: only the load itself is alone. */
  async load(selector: string, authorise: Authorise, signal: AbortSignal): Promise<Result<LoadOutcome, Failure>> {
    const first = await planQuick(this.#ports, selector, this.#readings);
    if (!first.ok) return first;
    if (this.#isUnderWay()) return err(BUSY);
    const action = this.#loadAction(first.value);
    const allowed = await authorise(action);
    if (!allowed.ok) return allowed;
    return this.#alone(async () => {
      if (this.#ports.records.isUnderWay()) return err(BUSY);
      const files = this.#filesOf(first.value, this.#readings);
      if (!files.ok) return files;
      // Stamped before anything is read again: what changes while it is read, or behind it, shows.
      const stamps = this.#ports.stamps.of(files.value);
      // The dialog may have taken minutes: everything is read again, and what was not asked for is not loaded.
      const readings = this.#readNow();
      const plan = await planQuick(this.#ports, selector, readings);
      if (!plan.ok) return plan;
      if (plan.value.entry?.id !== first.value.entry?.id || this.#loadAction(plan.value) !== action) return err(CHANGED);
      const again = this.#filesOf(plan.value, readings);
      if (!again.ok || again.value.join('\0') !== files.value.join('\0')) return err(CHANGED);
      if (signal.aborted) return err(CANCELLED);
      return this.#loadPlanned({ plan: plan.value, selector, files: stamps, readings }, signal);
    });
  }

  /** See Engine.unload. */
  async unload(authorise: Authorise): Promise<Result<null, Failure>> {
    const isLoaded = this.#ports.kexec.isLoaded();
    if (isLoaded === null) return err(NO_KEXEC);
    if (this.#isUnderWay()) return err(BUSY);
    if (!isLoaded) return err(NOTHING_LOADED);
    // What an administrator loaded (kexec -l, load --kernel) is not everybody's to throw away.
    const action = this.#unloadAction();
    const allowed = await authorise(action);
    if (!allowed.ok) return allowed;
    return this.#alone(async () => {
      if (this.#ports.kexec.isLoaded() === false) return err(NOTHING_LOADED);
      return this.#unloadAction() === action ? this.#unloadAndForget() : err(CHANGED);
    });
  }

  #unloadAction(): ActionId {
    const entryId = this.loadedEntry();
    return entryId === '?' || kernelByHand(entryId) !== null ? ACTIONS.loadRecovery : ACTIONS.load;
  }

  /** A load throws away what is loaded: where unloading that takes the stronger action, so does this. */
  #loadAction(plan: RestartPlan): ActionId {
    return this.#unloadAction() === ACTIONS.loadRecovery ? ACTIONS.loadRecovery : actionFor(plan);
  }

  /** What of the file system decides about this start; paths of the running system. Errors: read-failed. */
  #filesOf(plan: RestartPlan, readings: Readings): Result<readonly string[], Failure> {
    const request = kexecRequest(this.#ports, plan);
    if (!request.ok) return request;
    const followed = plan.entry !== null && selectedNow(this.#ports, readings)?.id === plan.entry.id;
    return ok([...new Set([...usedFiles(this.#ports, plan, request.value), ...(followed ? decidingFiles(this.#ports, readings) : [])])]);
  }

  async #loadPlanned(planned: PlannedLoad, signal: AbortSignal): Promise<Result<LoadOutcome, Failure>> {
    const { kexec, records } = this.#ports;
    const { plan } = planned;
    const request = kexecRequest(this.#ports, plan);
    if (!request.ok) return request;
    const noted = records.write({ state: 'loading', entryId: plan.entry?.id ?? '' });
    if (!noted.ok) return err(failure('load-failed', say('The load could not be noted in /run: {detail}.', { detail: noted.error.detail }), say('Nothing was loaded.')));
    noteAttempt(this.#ports, plan);
    const loaded = await kexec.load(request.value, signal);
    if (!loaded.ok) {
      await this.#unloadAndForget();
      return err(signal.aborted ? CANCELLED : loadFailed(loaded.error));
    }
    await watchOver(this.#ports, plan);
    const failed = this.#note(planned, signal);
    if (failed === null) return ok({ plan, ...loaded.value });
    const cleared = await this.#unloadAndForget();
    return cleared.ok ? err(failed) : cleared;
  }

  /** Notes what was just loaded; or why it must not stay so. */
  #note({ plan, selector, files, readings }: PlannedLoad, signal: AbortSignal): Failure | null {
    const { kexec, records, stamps } = this.#ports;
    const changed = [...stamps.changed(files), ...changedMeaning(this.#ports, readings, plan, selector)];
    if (changed.length > 0) return changedMeanwhile([...new Set(changed)]);
    if (signal.aborted) return CANCELLED;
    const entryId = plan.entry?.id ?? '';
    const followed = selectedNow(this.#ports, readings)?.id === entryId;
    // A kernel by hand is what it was when root loaded it: no boot loader would start its files, and the helper may not even see them (/home, /tmp).
    const kept = kernelByHand(entryId) === null ? files : [];
    const noted = records.write({ state: 'loaded', entryId, files: kept, ...(followed ? { policyOf: this.#ports.files.root } : {}) });
    if (!noted.ok) return CANCELLED;
    return kexec.isLoaded() === true ? null : TAKEN_AWAY;
  }

  async #unloadAndForget(): Promise<Result<null, Failure>> {
    const unloaded = await this.#ports.kexec.unload();
    if (!unloaded.ok) return err(unloadFailed(unloaded.error));
    this.#ports.records.clear();
    await forgetAttempt(this.#ports);
    return ok(null);
  }

  async #alone<T>(work: () => Promise<Result<T, Failure>>): Promise<Result<T, Failure>> {
    if (this.#busy) return err(BUSY);
    this.#busy = true;
    try {
      return await work();
    } finally {
      this.#busy = false;
    }
  }
}

const BUSY = failure('busy', say('Another load or unload is under way.'), say('Wait until it has ended, then try again.'));
const CANCELLED = failure('cancelled', say('The load was cancelled.'), say('Nothing was left loaded.'));
const CHANGED = failure('refused', say('Something changed while the question was answered.'), say('Look again: quick-restart plan and quick-restart status.'));
const TAKEN_AWAY = loadFailed({ kind: 'not-verified', detail: 'another program unloaded it' });
const NO_KEXEC = failure('not-supported', say('The running kernel does not say whether a kernel is loaded: it was built without kexec.'));
const NOTHING_LOADED = failure('nothing-loaded', say('No kernel is loaded.'));

/** What is loaded, what it was asked for by, the stamps of its files, and the readings that it was planned from: they tell what has changed since. */
interface PlannedLoad {
  readonly plan: RestartPlan;
  readonly selector: string;
  readonly files: readonly string[];
  readonly readings: Readings;
}

async function planQuick(ports: EnginePorts, selector: string, readings: Readings): Promise<Result<RestartPlan, Failure>> {
  const plan = await planRestartNow(ports, selector, readings);
  if (!plan.ok) return plan;
  return plan.value.action === 'quick' && plan.value.entry !== null ? plan : err(refused(plan.value));
}

function actionFor(plan: RestartPlan): ActionId {
  return plan.entry !== null && needsStrongerAction(plan.entry) ? ACTIONS.loadRecovery : ACTIONS.load;
}

/** What kexec is given for this plan; paths of the running system. Errors: read-failed. */
export function kexecRequest(ports: EnginePorts, plan: RestartPlan): Result<{ kernel: string; initrds: readonly string[]; commandLine: string; allowClassicLoad: boolean }, Failure> {
  const paths: string[] = [];
  for (const path of [plan.kernel ?? '', ...plan.initrds]) {
    const host = ports.files.hostPath(path);
    if (!host.ok) return err(failure('read-failed', couldNotBeRead({ path, detail: host.error.detail }), say('Run quick-restart plan to see what is wrong.')));
    paths.push(host.value);
  }
  const [kernel = '', ...initrds] = paths;
  return ok({ kernel, initrds, commandLine: withAddedWords(plan.commandLine, plan.addedWords), allowClassicLoad: ports.machine.read().lockdown === 'none' });
}

/** All that a change of makes the loaded kernel another one than the boot loader's: image, initrds, and the file that has the entry. */
export function usedFiles(ports: EnginePorts, plan: RestartPlan, { kernel, initrds }: { readonly kernel: string; readonly initrds: readonly string[] }): readonly string[] {
  const source = plan.entry === null ? null : ports.files.hostPath(plan.entry.source.file);
  return [...new Set([kernel, ...initrds, ...(source?.ok === true ? [source.value] : [])])];
}
