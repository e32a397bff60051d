import type { Failure } from '../../contracts/errors.ts';
import { failure } from '../../contracts/failure.ts';
import type { LoadOutcome, NextRestartState } from '../../contracts/quick-restart-service.ts';
import type { BootEntry, EntryProblem, EntryProblemKind, EntrySource } from '../../core/boot-entry/boot-entry.ts';
import type { Diagnostic, DiagnosticKind } from '../../core/diagnostic.ts';
import type { RestartKind, RestartRecord } from '../../core/history/restart-record.ts';
import type { CheckId, CheckOutcome } from '../../core/restart-plan/check.ts';
import type { RestartPlan } from '../../core/restart-plan/plan.ts';
import type { RestartConfidence, RestartReason, RestartReasonKind, RestartSourceId } from '../../core/restart-required/restart-reason.ts';
import type { FailedRestart } from '../../core/trial/failed-restart.ts';
import type { FailureHow } from '../../core/trial/kept-kernels.ts';
import { err, ok, type Result } from '../../core/result.ts';
import { say } from '../../core/sentence.ts';
import { withWords } from '../../contracts/sentence-shape.ts';
import { boolean, listOf, number, object, orElse, orNull, text, word, type Shape } from '../../contracts/shape.ts';
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
/** A `ListHistory` answer. */
export const decodeHistory = (value: unknown): Decoded<readonly RestartRecord[]> => decode(decodeDicts(value), listOf(restart));

/** The helper's answer is not what this program expects of it. */
export function incompatible(detail: string): Failure {
  return failure(
    'helper-incompatible',
    say('The helper answered in a way that this program does not understand: {detail}', { detail }),
    say('Both come from one package. Wait a minute until the old helper has ended, then try again.'),
  );
}

function decode<T>(plain: Result<unknown, string>, shape: Shape<T>): Decoded<T> {
  const shaped = plain.ok ? shape(plain.value, '') : plain;
  return shaped.ok ? shaped : err(incompatible(shaped.error));
}

/**
 * Every word of the closed unions that go over the bus; the compiler sees to it that none is missing, and
 * test/contract that each is documented.
 */
export const WORDS = {
  sourceKind: { grub: true, bls: true, uki: true, extlinux: true, nixos: true, scan: true } satisfies Words<EntrySource['kind']>,
  problemKind: {
    'not-linux': true, multiboot: true, 'kernel-missing': true, 'kernel-unreadable': true, 'kernel-invalid': true, 'kernel-architecture': true,
    'initrd-missing': true, 'initrd-unreadable': true, 'initrd-invalid': true, devicetree: true, 'device-unknown': true, encoding: true, evaluation: true,
  } satisfies Words<EntryProblemKind>,
  diagnosticKind: {
    syntax: true, 'command-failed': true, 'unknown-command': true, 'unsupported-command': true, 'limit-exceeded': true, 'device-not-found': true,
    'file-missing': true, 'file-unreadable': true, encoding: true, 'environment-block': true, 'default-entry': true, 'not-read': true,
  } satisfies Words<DiagnosticKind>,
  /** Of this version; a newer helper's own word is taken as it comes. */
  checkId: {
    'default-entry': true, 'entry-fit': true, 'kernel-image': true, 'kernel-architecture': true, 'kernel-signature': true, 'kernel-modules': true,
    initrds: true, 'initrd-age': true, 'root-argument': true, 'command-line': true, memory: true, 'boot-space': true, 'kexec-tool': true,
    'kexec-support': true, 'kexec-load-disabled': true, lockdown: true, 'package-manager': true, 'staged-upgrade': true, container: true, hypervisor: true, 'already-loaded': true,
    'failed-before': true, 'newest-differs': true, 'initrd-tools': true, inhibitors: true, 'other-people': true,
    'firmware-update': true, 'secure-boot-keys': true, 'firmware-setup': true, 'one-shot-entry': true, 'boot-loader-upgraded': true, microcode: true,
    'hibernation-image': true, 'root-disk': true, 'disk-passphrase': true, graphics: true, 'remote-session': true,
  } satisfies Words<CheckId>,
  checkResult: { ok: true, warning: true, refusal: true, unknown: true } satisfies Words<CheckOutcome['result']>,
  checkAgainst: { quick: true, any: true } satisfies Words<CheckOutcome['against']>,
  action: { quick: true, full: true, none: true } satisfies Words<RestartPlan['action']>,
  savedFrom: { measured: true, firmware: true, unknown: true } satisfies Words<RestartPlan['savedSeconds']['from']>,
  call: { kexec_file_load: true, kexec_load: true } satisfies Words<LoadOutcome['call']>,
  restartKind: { quick: true, ordinary: true, 'power-cycle': true, 'soft-reboot': true, unknown: true } satisfies Words<RestartKind>,
  failureHow: { 'never-came-up': true, panicked: true, 'stopped-early': true, 'did-not-stay': true } satisfies Words<FailureHow>,
  nextRestartKind: { quick: true, ordinary: true } satisfies Words<NextRestartState['kind']>,
  reasonKind: {
    'modules-gone': true, 'kernel-superseded': true, 'kernel-updated': true, 'boot-chain': true, libraries: true, requested: true,
  } satisfies Words<RestartReasonKind>,
  reasonConfidence: { sure: true, likely: true } satisfies Words<RestartConfidence>,
  reasonSource: {
    'running-kernel': true, 'required-file': true, nixos: true, 'package-kit': true, needrestart: true, 'needs-restarting': true,
  } satisfies Words<RestartSourceId>,
} as const;

type Words<K extends string> = Readonly<Record<K, true>>;

function kindOf<K extends string>(kinds: Words<K>): Shape<K> {
  return word(...(Object.keys(kinds) as K[]));
}

const source: Shape<EntrySource> = object({ kind: kindOf(WORDS.sourceKind), file: text, line: number });

const problem: Shape<EntryProblem> = withWords(object({ kind: kindOf(WORDS.problemKind), message: text }));

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

const diagnostic: Shape<Diagnostic> = withWords(object({ file: text, line: number, kind: kindOf(WORDS.diagnosticKind), message: text }));

const check: Shape<CheckOutcome> = withWords(
  object({ id: text, result: kindOf(WORDS.checkResult), message: text, hint: text, against: kindOf(WORDS.checkAgainst) }),
);

const plan: Shape<RestartPlan> = object({
  action: kindOf(WORDS.action),
  entry: orNull(entry),
  kernel: orNull(text),
  initrds: listOf(text),
  commandLine: text,
  trial: orElse(boolean, false),
  addedWords: orElse(listOf(text), []),
  checks: listOf(check),
  policy: text,
  savedSeconds: object({ value: orNull(number), from: kindOf(WORDS.savedFrom) }),
});

const outcome: Shape<LoadOutcome> = object({ plan, call: kindOf(WORDS.call), reason: text });

const restartKeys = object({
  kind: kindOf(WORDS.restartKind),
  askedAtMs: orNull(number),
  finishedAtMs: number,
  fromRelease: orNull(text),
  toRelease: orNull(text),
  totalSeconds: orNull(number),
  stoppingSeconds: orNull(number),
  firmwareSeconds: orNull(number),
  loaderSeconds: orNull(number),
  startingSeconds: orNull(number),
  cameUp: boolean,
  skippedSeconds: orNull(number),
});

const restart: Shape<RestartRecord> = (value, key) => {
  const keys = restartKeys(value, key);
  if (!keys.ok) return keys;
  const { skippedSeconds, ...record } = keys.value;
  return ok(skippedSeconds === null ? record : { ...record, skippedSeconds });
};

/** One reason in RestartReasons. */
export const restartReason: Shape<RestartReason> = withWords(
  object({
    kind: kindOf(WORDS.reasonKind),
    message: text,
    packages: listOf(text),
    morePackages: number,
    sinceMs: orNull(number),
    confidence: kindOf(WORDS.reasonConfidence),
    sources: listOf(kindOf(WORDS.reasonSource)),
  }),
);

/** NextRestart. */
export const nextRestart: Shape<NextRestartState> = withWords(object({ kind: kindOf(WORDS.nextRestartKind), entryId: orNull(text), kernelRelease: orNull(text), possible: orElse(boolean, true), message: text }));

/** One failure in FailedRestarts. */
export const failedRestart: Shape<FailedRestart> = withWords(
  object({
    kernelRelease: orNull(text),
    kernel: text,
    entryId: text,
    how: kindOf(WORDS.failureHow),
    trial: boolean,
    atMs: number,
    times: number,
    latest: boolean,
    refused: boolean,
    message: text,
  }),
);
