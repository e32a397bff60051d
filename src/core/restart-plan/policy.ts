import type { BootEntry } from '../boot-entry/boot-entry.ts';
import { flavourOf } from '../kernel/flavour.ts';
import { compareKernelReleases } from '../kernel/release-order.ts';
import { err, ok, type Result } from '../result.ts';
import { say, type Sentence } from '../sentence.ts';
import type { CheckOutcome } from './check.ts';
import type { Machine } from './machine.ts';
import { outcome } from './outcome.ts';
import type { Policy } from './plan.ts';

/** The entry that a policy means now, and the `default-entry` check that says how it was found. */
export interface Selection {
  readonly entry: BootEntry | null;
  readonly check: CheckOutcome;
}

/**
 * Reads a policy as it is written in settings and on the bus: `boot-loader`, `newest` or `entry:ID`. White space around it
 * does not count; an id with control characters is refused, because a policy is one line of a settings file.
 * Errors: policy-unknown.
 *
 * @example parsePolicy('entry:gnulinux-simple') // { kind: 'entry', id: 'gnulinux-simple' }
 */
export function parsePolicy(text: string): Result<Policy, { readonly kind: 'policy-unknown'; readonly text: string }> {
  const policy = text.trim();
  if (policy === 'boot-loader' || policy === 'newest') return ok({ kind: policy });
  const id = /^entry:([^\p{Cc}]+)$/u.exec(policy)?.[1];
  return id === undefined ? err({ kind: 'policy-unknown', text }) : ok({ kind: 'entry', id });
}

/** A policy as parsePolicy reads it. */
export function formatPolicy(policy: Policy): string {
  return policy.kind === 'entry' ? `entry:${policy.id}` : policy.kind;
}

/**
 * Applies a policy to the entries of this machine. Where the policy cannot be followed (the chosen entry has gone, no kernel
 * of the running one's flavour), what the boot loader would start is selected and the check warns.
 */
export function selectByPolicy(entries: readonly BootEntry[], policy: Policy, machine: Machine): Selection {
  switch (policy.kind) {
    case 'boot-loader':
      return byBootLoader(entries);
    case 'newest':
      return byNewest(entries, machine);
    case 'entry':
      return byId(entries, policy.id);
  }
}

/**
 * The entry with the newest kernel release of the running kernel's flavour; never a recovery entry, one behind a
 * password or one that no configuration names. Of several with that release: the boot loader's default, else the first. null where there is none.
 */
export function newestEntry(entries: readonly BootEntry[], machine: Pick<Machine, 'kernelRelease'>): BootEntry | null {
  const flavour = flavourOf(machine.kernelRelease);
  let newest: BootEntry | null = null;
  let newestRelease = '';
  for (const entry of entries) {
    const release = entry.kernelRelease;
    // A kernel that only lies about has a command line that nobody wrote for it.
    if (release === null || entry.recovery || entry.restricted || entry.source.kind === 'scan' || flavourOf(release) !== flavour) continue;
    const order = newest === null ? 1 : compareKernelReleases(release, newestRelease);
    if (order < 0 || (order === 0 && !entry.default)) continue;
    newest = entry;
    newestRelease = release;
  }
  return newest;
}

function byBootLoader(entries: readonly BootEntry[]): Selection {
  const entry = entries.find((one) => one.default) ?? null;
  if (entry !== null) return { entry, check: outcome('default-entry', 'ok', say('An ordinary restart would start “{title}”.', { title: entry.title })) };
  return { entry: null, check: outcome('default-entry', 'refusal', ...noDefault(entries)) };
}

function noDefault(entries: readonly BootEntry[]): readonly [message: Sentence, hint: Sentence] {
  if (entries.length === 0) return [say('No boot entry was found.'), say('What was read and what was odd in it: quick-restart list. An ordinary restart is possible.')];
  // Kernels that lie about, and no configuration: more often than not a /boot of its own that is not mounted.
  if (entries.every(({ source }) => source.kind === 'scan')) return [say('No boot configuration was found.'), say('If /boot is a file system of its own, see that it is mounted.')];
  return [say('Which boot entry an ordinary restart would start is not known.'), say('Name the one that you want: quick-restart list shows them all.')];
}

function byNewest(entries: readonly BootEntry[], machine: Machine): Selection {
  const entry = newestEntry(entries, machine);
  if (entry !== null) {
    return { entry, check: outcome('default-entry', 'ok', say('“{title}” has the newest kernel, {release}.', { title: entry.title, release: entry.kernelRelease ?? '' })) };
  }
  const flavour = flavourOf(machine.kernelRelease);
  const reason = flavour === '' ? say('No boot entry has a kernel of the running kernel’s kind') : say('No boot entry has a kernel of the flavour {flavour}', { flavour });
  return insteadOf(reason, say('Choose another policy: quick-restart default boot-loader.'), entries);
}

function byId(entries: readonly BootEntry[], id: string): Selection {
  const entry = entries.find((one) => one.id === id) ?? null;
  if (entry !== null) return { entry, check: outcome('default-entry', 'ok', say('“{title}” is the entry that was chosen for every quick restart.', { title: entry.title })) };
  return insteadOf(say('The chosen boot entry {id} has gone', { id }), say('Choose another one: quick-restart default.'), entries);
}

/** `reason` is a sentence without its full stop: another one follows. */
function insteadOf(reason: Sentence, hint: Sentence, entries: readonly BootEntry[]): Selection {
  const { entry } = byBootLoader(entries);
  if (entry !== null) {
    return { entry, check: outcome('default-entry', 'warning', say('{reason}; “{title}” is what an ordinary restart would start.', { reason, title: entry.title }), hint) };
  }
  const [, hintWithoutDefault] = noDefault(entries);
  const message =
    entries.length === 0 ? say('{reason}, and no boot entry was found.', { reason }) : say('{reason}, and which boot entry an ordinary restart would start is not known.', { reason });
  return { entry, check: outcome('default-entry', 'refusal', message, hintWithoutDefault) };
}
