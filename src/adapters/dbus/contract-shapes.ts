import type { Failure } from '../../contracts/errors.ts';
import type { LoadOutcome } from '../../contracts/quick-restart-service.ts';
import type { BootEntry, EntryProblem, EntryProblemKind, EntrySource } from '../../core/boot-entry/boot-entry.ts';
import type { Diagnostic, DiagnosticKind } from '../../core/diagnostic.ts';
import type { CheckId, CheckOutcome } from '../../core/restart-plan/check.ts';
import type { RestartPlan } from '../../core/restart-plan/plan.ts';
import type { RestartReason, RestartReasonKind } from '../../core/restart-required/restart-reason.ts';
import { err, type Result } from '../../core/result.ts';
import { boolean, listOf, number, object, orNull, text, word, type Shape } from './shape.ts';
import { decodeDict, decodeDicts } from './variant-dict.ts';

type Decoded<T> = Result<T, Failure>;

/** A `Plan` answer. Every decoder here fails with `helper-incompatible` where helper and program come from different versions. */
export const decodeRestartPlan = (value: unknown): Decoded<RestartPlan> => decode(decodeDict(value), plan);
/** A `Load` answer. */
export const decodeLoadOutcome = (value: unknown): Decoded<LoadOutcome> => decode(decodeDict(value), outcome);
/** A `ListEntries` answer. */
export const decodeBootEntries = (value: unknown): Decoded<readonly BootEntry[]> => decode(decodeDicts(value), listOf(entry));
/** A `ListDiagnostics` answer. */
export const decodeDiagnostics = (value: unknown): Decoded<readonly Diagnostic[]> => decode(decodeDicts(value), listOf(diagnostic));

/** The helper's answer is not what this program expects of it. */
export function incompatible(detail: string): Failure {
  return {
    kind: 'helper-incompatible',
    message: `The helper answered in a way that this program does not understand: ${detail}`,
    hint: 'Both come from one package. Wait a minute until the old helper has ended, then try again.',
  };
}

function decode<T>(plain: Result<unknown, string>, shape: Shape<T>): Decoded<T> {
  const shaped = plain.ok ? shape(plain.value, '') : plain;
  return shaped.ok ? shaped : err(incompatible(shaped.error));
}

/** A closed union as a shape; the compiler sees to it that no member is missing. */
function kindOf<K extends string>(kinds: Readonly<Record<K, true>>): Shape<K> {
  return word(...(Object.keys(kinds) as K[]));
}

const source: Shape<EntrySource> = object({
  kind: kindOf<EntrySource['kind']>({ grub: true, bls: true, uki: true, extlinux: true, nixos: true, scan: true }),
  file: text,
  line: number,
});

const problem: Shape<EntryProblem> = object({
  kind: kindOf<EntryProblemKind>({
    'not-linux': true, multiboot: true, 'kernel-missing': true, 'kernel-unreadable': true, 'kernel-invalid': true, 'kernel-architecture': true,
    'initrd-missing': true, 'initrd-unreadable': true, 'initrd-invalid': true, devicetree: true, 'device-unknown': true, encoding: true, evaluation: true,
  }),
  message: text,
});

const entry: Shape<BootEntry> = object({
  id: text,
  title: text,
  titlePath: listOf(text),
  source,
  kernel: orNull(text),
  initrds: listOf(text),
  devicetree: orNull(text),
  commandLine: text,
  default: boolean,
  restricted: boolean,
  problems: listOf(problem),
  kernelRelease: orNull(text),
  architecture: orNull(text),
  running: boolean,
  recovery: boolean,
  quickRestart: boolean,
});

const diagnostic: Shape<Diagnostic> = object({
  file: text,
  line: number,
  kind: kindOf<DiagnosticKind>({
    syntax: true, 'command-failed': true, 'unknown-command': true, 'unsupported-command': true, 'limit-exceeded': true, 'device-not-found': true,
    'file-missing': true, 'file-unreadable': true, encoding: true, 'environment-block': true, 'default-entry': true, 'not-read': true,
  }),
  message: text,
});

const check: Shape<CheckOutcome> = object({
  id: kindOf<CheckId>({
    'default-entry': true, 'entry-fit': true, 'kernel-image': true, 'kernel-architecture': true, initrds: true, 'root-argument': true, 'kexec-tool': true,
    'kexec-support': true, 'kexec-load-disabled': true, lockdown: true, 'package-manager': true, container: true, 'already-loaded': true, 'newest-differs': true,
  }),
  result: kindOf<CheckOutcome['result']>({ ok: true, warning: true, refusal: true, unknown: true }),
  message: text,
  hint: text,
  against: kindOf<CheckOutcome['against']>({ quick: true, any: true }),
});

const plan: Shape<RestartPlan> = object({
  action: kindOf<RestartPlan['action']>({ quick: true, full: true, none: true }),
  entry: orNull(entry),
  kernel: orNull(text),
  initrds: listOf(text),
  commandLine: text,
  checks: listOf(check),
  policy: text,
  savedSeconds: object({ value: orNull(number), from: kindOf<RestartPlan['savedSeconds']['from']>({ measured: true, firmware: true, unknown: true }) }),
});

const outcome: Shape<LoadOutcome> = object({
  plan,
  call: kindOf<LoadOutcome['call']>({ kexec_file_load: true, kexec_load: true }),
  reason: text,
});

/** One reason in RestartReasons. */
export const restartReason: Shape<RestartReason> = object({
  kind: kindOf<RestartReasonKind>({ requested: true, 'kernel-superseded': true, 'modules-gone': true }),
  message: text,
  packages: listOf(text),
});
