import type { Failure } from '../contracts/errors.ts';
import { failure } from '../contracts/failure.ts';
import type { BootEntry, BootEntryDraft } from '../core/boot-entry/boot-entry.ts';
import { completeEntry } from '../core/boot-entry/complete-entry.ts';
import { findEntry } from '../core/boot-entry/find-entry.ts';
import { CHAINLOAD_CONFIG, parseConfig } from '../core/chainload/config.ts';
import type { EntryFiles, Machine } from '../core/restart-plan/machine.ts';
import { planRestart } from '../core/restart-plan/plan-restart.ts';
import type { RestartPlan } from '../core/restart-plan/plan.ts';
import { selectByPolicy } from '../core/restart-plan/policy.ts';
import { err, ok, type Result } from '../core/result.ts';
import { say } from '../core/sentence.ts';
import type { EnginePorts } from './engine-ports.ts';
import { readSavedSeconds } from './read-history.ts';
import type { Readings } from './read-entries/readings.ts';
import { readPast } from './trial/planned-start.ts';

/** Plans from these readings; see Engine.plan. */
export async function planRestartNow(ports: EnginePorts, selector: string, readings: Readings): Promise<Result<RestartPlan, Failure>> {
  const read = readings.entries();
  if (!read.ok) return read;
  const { entries, drafts, machine } = read.value;
  const chosen = selector === '' ? ok(null) : choose(entries, selector);
  if (!chosen.ok) return chosen;
  const { policy } = ports.policy.read();
  const selected = chosen.value ?? selectByPolicy(entries, policy, machine).entry;
  const { files, examined } = await examine(drafts.find((one) => one.id === selected?.id), machine, readings);
  const advice = await ports.machine.readAdvice(selected?.commandLine ?? '');
  const facts = ports.machine.readCheckFacts(examined ?? selected);
  return ok(planRestart({ machine, entries: withExamined(entries, examined), policy, chosen: chosen.value && (examined ?? chosen.value), files, facts, advice, past: readPast(ports, examined), chainLoads: chainLoads(ports), savedSeconds: readSavedSeconds(ports) }));
}

/** Whether the system of these entries starts another kernel at each boot, as far as its configuration says. */
function chainLoads({ files }: EnginePorts): boolean {
  const text = files.readText(CHAINLOAD_CONFIG, MAX_CONFIG_BYTES);
  const config = text.ok ? parseConfig(text.value.text) : null;
  return config !== null && config.ok && config.value.enabled;
}

const MAX_CONFIG_BYTES = 64 * 1024;

/** The list looks at initrds from outside only; the entry that is to be started is looked at as a whole. */
async function examine(draft: BootEntryDraft | undefined, machine: Machine, readings: Readings): Promise<{ readonly files: EntryFiles | null; readonly examined: BootEntry | null }> {
  const files = draft === undefined ? null : await readings.wholeFiles(draft);
  return { files, examined: draft === undefined || files === null ? null : completeEntry(draft, files, machine) };
}

function withExamined(entries: readonly BootEntry[], examined: BootEntry | null): readonly BootEntry[] {
  return entries.map((entry) => (entry.id === examined?.id ? examined : entry));
}

function choose(entries: readonly BootEntry[], selector: string): Result<BootEntry, Failure> {
  const found = findEntry(entries, selector);
  if (found.ok) return found;
  if (found.error.kind === 'entry-unknown') return err(failure('entry-unknown', say('There is no boot entry “{selector}”.', { selector }), say('quick-restart list shows them all.')));
  const titles = found.error.candidates.slice(0, 3).map((entry) => `“${entry.title}”`).join(', ');
  const message = found.error.candidates.length > 3 ? say('“{selector}” fits several boot entries: {titles}, ….', { selector, titles }) : say('“{selector}” fits several boot entries: {titles}.', { selector, titles });
  return err(failure('entry-ambiguous', message, say('Name one by its id: quick-restart list --json shows them.')));
}
