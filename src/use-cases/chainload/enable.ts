import type { Failure } from '../../contracts/errors.ts';
import { editConfig, slotEdits, type Edits } from '../../core/chainload/edit-config.ts';
import { USUAL_INIT, type ChainloadConfig, type Slot, type SlotName } from '../../core/chainload/config.ts';
import type { CheckOutcome } from '../../core/restart-plan/check.ts';
import { err, ok, type Result } from '../../core/result.ts';
import type { ChainloadWay } from '../../ports/chainload.ts';
import { examineSlot } from './examine-slot.ts';
import { readConfigToChange, stateFailure, waysSetUp, type ChainloadParts } from './parts.ts';
import { slotOfEntry } from './slot-of-entry.ts';
import { changeWay, wayFailure } from './ways.ts';

/** What shall be started: files, a boot entry, or what the slot says already. */
export type SlotSource =
  | { readonly kind: 'files'; readonly kernel: string; readonly initrds: readonly string[]; readonly append: string; readonly reuse: boolean }
  /** `entry`: as quick-restart(1) takes it, or `default` for the one of the policy; `reuse`: with the running command line instead of its own. */
  | { readonly kind: 'entry'; readonly entry: string; readonly reuse: boolean }
  | { readonly kind: 'kept' };

/** `chainload enable`; null where nothing was said: what stands in the configuration stays. */
export interface EnableRequest {
  readonly source: SlotSource;
  readonly slot: SlotName | null;
  readonly delaySeconds: number | null;
  readonly tries: number | null;
  readonly way: ChainloadWay | null;
}

/** What is set up now. */
export interface Enabled {
  readonly slot: SlotName;
  readonly active: SlotName;
  readonly kernel: string;
  readonly kernelRelease: string | null;
  readonly way: ChainloadWay;
  readonly delaySeconds: number;
  /** Of the checks, those that are no refusal and not in order. */
  readonly remarks: readonly CheckOutcome[];
}

const NEW_FILE = `# Chain loading, see quick-restart-chainload(8). Lines may be changed by hand; "quick-restart chainload" changes
# its own keys and leaves everything else as it stands. One line that is not understood, and nothing is chain loaded.
`;

/**
 * Sets chain loading up: the slot, after the checks of a plan, the settings, and what runs the program at boot. Nothing is written where a
 * check refuses, and nothing stays where a part of it fails. Errors: usage (no kernel), refused, no-entry, entry-unknown, entry-ambiguous,
 * not-supported, not-authorised, settings-failed.
 */
export async function enableChainload(parts: ChainloadParts, request: EnableRequest): Promise<Result<Enabled, Failure>> {
  const read = readConfigToChange(parts, 'enable …');
  if (!read.ok) return read;
  const { text, config } = read.value;
  const way = chooseWay(parts, request.way, config);
  if (!way.ok) return way;
  const name = request.slot ?? config.active;
  const slot = await slotFor(parts, request.source, config.slots[name]);
  if (!slot.ok) return slot;
  const examined = await examineSlot(parts.engine, name, slot.value);
  const refusals = examined.checks.filter((check) => check.result === 'refusal');
  if (refusals.length > 0) return err(refusedSlot(refusals));
  const active = config.slots[config.active] === null ? name : config.active;
  const changed = editConfig(text ?? NEW_FILE, {
    ...settingEdits(request),
    active: [active],
    init: way.value === 'init' ? [config.init ?? USUAL_INIT] : [],
    ...slotEdits(name, slot.value),
  });
  const written = await writeAll(parts, { before: text, changed, slot: name, way: way.value });
  if (!written.ok) return written;
  const remarks = examined.checks.filter((check) => check.result !== 'ok');
  return ok({ slot: name, active, kernel: slot.value.kernel, kernelRelease: examined.kernelRelease, way: way.value, delaySeconds: request.delaySeconds ?? config.delaySeconds, remarks });
}

function settingEdits({ delaySeconds, tries }: EnableRequest): Edits {
  return { enabled: ['yes'], ...(delaySeconds === null ? {} : { delay: [String(delaySeconds)] }), ...(tries === null ? {} : { tries: [String(tries)] }) };
}

/** The way that was asked for, else the one that is set up, else the first that this machine has. */
function chooseWay(parts: ChainloadParts, wanted: ChainloadWay | null, { init }: ChainloadConfig): Result<ChainloadWay, Failure> {
  const [kept] = waysSetUp(parts, init);
  const asked = wanted ?? kept;
  if (asked !== undefined) {
    const checked = parts.ways.check(asked);
    return checked.ok ? ok(asked) : err(wayFailure(asked, checked.error));
  }
  const runsSystemd = parts.engine.files.stat('/run/systemd/system').ok;
  const order: readonly ChainloadWay[] = runsSystemd ? ['systemd'] : ['sysv', 'init'];
  const found = order.find((one) => parts.ways.check(one).ok);
  if (found !== undefined) return ok(found);
  const checked = parts.ways.check(order[0] ?? 'init');
  return checked.ok ? ok('init') : err(wayFailure(order[0] ?? 'init', checked.error));
}

async function slotFor({ engine }: ChainloadParts, source: SlotSource, kept: Slot | null): Promise<Result<Slot, Failure>> {
  switch (source.kind) {
    case 'files':
      return ok({ kernel: source.kernel, initrds: source.initrds, append: source.append, reuse: source.reuse, entry: null });
    case 'entry':
      return slotOfEntry(engine, source.entry, source.reuse);
    case 'kept':
      return kept === null ? err(NO_KERNEL) : ok(kept);
  }
}

const NO_KERNEL: Failure = {
  kind: 'usage',
  message: 'Which kernel shall be started is not said.',
  hint: 'For example: quick-restart chainload enable --entry default, or --kernel /vmlinuz --initrd /initrd.img --reuse',
};

function refusedSlot(refusals: readonly CheckOutcome[]): Failure {
  const [first] = refusals;
  const others = refusals.slice(1).map((one) => ` ${one.message}`).join('');
  return { kind: 'refused', message: `${first?.message ?? ''}${others}`, hint: first?.hint ?? '', checks: refusals };
}

interface Writing {
  readonly before: string | null;
  readonly changed: string;
  readonly slot: SlotName;
  readonly way: ChainloadWay;
}

/** The counter first: a slot that was given anew has all its tries. What runs at boot comes last, when everything that it reads is there. */
async function writeAll(parts: ChainloadParts, { before, changed, slot, way }: Writing): Promise<Result<null, Failure>> {
  const { files } = parts;
  const tries = files.readTries();
  const counted = tries.ok ? files.writeTries({ ...tries.value, [slot]: 0 }) : tries;
  if (!counted.ok) return err(stateFailure(counted.error));
  const written = files.writeConfig(changed);
  if (!written.ok) return err(stateFailure(written.error));
  const done = await changeWay(parts, way);
  if (done.ok) return done;
  const putBack = files.writeConfig(before);
  return putBack.ok ? done : err({ ...done.error, hint: `${done.error.hint} And chainload.conf could not be put back: ${putBack.error.detail}.` });
}
