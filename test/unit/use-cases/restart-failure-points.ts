import type { ErrorKind } from '../../../src/contracts/errors.ts';
import { err, ok } from '../../../src/core/result.ts';
import { type FakeComputer, sampleFailure, sampleInhibitor } from '../../fakes/computer.ts';
import { forbiddenPlan, refusedPlan, sampleEntry, samplePlan } from '../../fakes/sample-plan.ts';

/** One way in which a quick restart can fail. */
export interface FailurePoint {
  readonly name: string;
  readonly arrange: (computer: FakeComputer) => void;
  /** Kind without --fallback; with it, `full` where an ordinary restart is done instead. */
  readonly kind: ErrorKind;
  readonly withFallback: 'full' | ErrorKind;
  /** Whether the load was reached at all. */
  readonly loads: boolean;
}

const detail = 'because';
const lock = ok([sampleInhibitor()]);

/** Every way that is known, from the plan to logind's answer. */
export const FAILURE_POINTS: readonly FailurePoint[] = [
  { name: 'the plan refuses', arrange: (c) => (c.plan = ok(refusedPlan())), kind: 'refused', withFallback: 'full', loads: false },
  { name: 'there is no entry', arrange: (c) => (c.plan = ok(samplePlan({ action: 'full', entry: null }))), kind: 'no-entry', withFallback: 'full', loads: false },
  { name: 'a package manager is at work', arrange: (c) => (c.plan = ok(forbiddenPlan())), kind: 'refused', withFallback: 'refused', loads: false },
  { name: 'the plan cannot be made', arrange: (c) => (c.plan = err(sampleFailure('read-failed'))), kind: 'read-failed', withFallback: 'full', loads: false },
  { name: 'nothing is supported here', arrange: (c) => (c.plan = err(sampleFailure('not-supported'))), kind: 'not-supported', withFallback: 'full', loads: false },
  { name: 'the entry is unknown', arrange: (c) => (c.plan = err(sampleFailure('entry-unknown'))), kind: 'entry-unknown', withFallback: 'entry-unknown', loads: false },
  { name: 'the entry is ambiguous', arrange: (c) => (c.plan = err(sampleFailure('entry-ambiguous'))), kind: 'entry-ambiguous', withFallback: 'entry-ambiguous', loads: false },
  { name: 'somebody blocks shutdown', arrange: (c) => (c.inhibitors = lock), kind: 'inhibited', withFallback: 'inhibited', loads: false },
  { name: 'the locks cannot be read', arrange: (c) => (c.inhibitors = err({ kind: 'no-reply', detail })), kind: 'restart-failed', withFallback: 'restart-failed', loads: false },
  { name: 'CanReboot says inhibited', arrange: (c) => (c.canRestart = ok('inhibitor-blocked')), kind: 'inhibited', withFallback: 'inhibited', loads: false },
  { name: 'CanReboot says challenge-inhibitor-blocked', arrange: (c) => (c.canRestart = ok('challenge-inhibitor-blocked')), kind: 'inhibited', withFallback: 'inhibited', loads: false },
  { name: 'CanReboot says no', arrange: (c) => (c.canRestart = ok('no')), kind: 'not-authorised', withFallback: 'not-authorised', loads: false },
  { name: 'CanReboot says na', arrange: (c) => (c.canRestart = ok('na')), kind: 'not-supported', withFallback: 'not-supported', loads: false },
  { name: 'there is no logind', arrange: (c) => (c.canRestart = err({ kind: 'absent', detail })), kind: 'not-supported', withFallback: 'not-supported', loads: false },
  { name: 'the sessions cannot be read', arrange: (c) => (c.sessions = err({ kind: 'failed', detail })), kind: 'restart-failed', withFallback: 'restart-failed', loads: false },
  { name: 'the load fails', arrange: (c) => (c.loadFailure = sampleFailure('load-failed')), kind: 'load-failed', withFallback: 'full', loads: true },
  { name: 'the load is refused', arrange: (c) => (c.loadFailure = sampleFailure('refused')), kind: 'refused', withFallback: 'full', loads: true },
  { name: 'the load is not authorised', arrange: (c) => (c.loadFailure = sampleFailure('not-authorised')), kind: 'not-authorised', withFallback: 'full', loads: true },
  {
    name: 'the helper dies behind kexec',
    arrange: (c: FakeComputer): void => {
      c.loadFailure = sampleFailure('load-failed');
      c.loadFailsBehindKexec = true;
    },
    kind: 'load-failed', withFallback: 'full', loads: true,
  },
  {
    name: 'a package manager begins during the load',
    arrange: (c: FakeComputer): void => {
      c.loadFailure = sampleFailure('refused');
      c.during.set('load', () => (c.plan = ok(forbiddenPlan())));
    },
    kind: 'refused', withFallback: 'refused', loads: true,
  },
  { name: 'another entry was loaded', arrange: (c) => (c.planAfterLoad = samplePlan({ entry: sampleEntry({ id: 'another' }) })), kind: 'load-failed', withFallback: 'full', loads: true },
  { name: 'another command line was loaded', arrange: (c) => (c.planAfterLoad = samplePlan({ commandLine: 'init=/bin/sh' })), kind: 'load-failed', withFallback: 'full', loads: true },
  { name: 'another initrd was loaded', arrange: (c) => (c.planAfterLoad = samplePlan({ initrds: ['/boot/other'] })), kind: 'load-failed', withFallback: 'full', loads: true },
  { name: 'the system does not confirm the load', arrange: (c) => c.during.set('load', () => (c.reportsLoaded = '')), kind: 'load-failed', withFallback: 'full', loads: true },
  { name: 'somebody else has loaded in between', arrange: (c) => c.during.set('load', () => (c.reportsLoaded = '?')), kind: 'load-failed', withFallback: 'full', loads: true },
  {
    name: 'the state is silent after the load',
    arrange: (c: FakeComputer): void => {
      c.during.set('load', () => (c.stateFailure = sampleFailure('read-failed')));
      c.during.set('unload', () => (c.stateFailure = null));
    },
    kind: 'read-failed', withFallback: 'full', loads: true,
  },
  {
    name: 'somebody changes the initrd behind every load',
    arrange: (c: FakeComputer): void => {
      c.during.set('load', () => queueMicrotask(() => (c.changes = ['/boot/initrd.img'])));
    },
    kind: 'load-failed', withFallback: 'full', loads: true,
  },
  {
    name: 'somebody changes the initrd, and the second load fails',
    arrange: (c: FakeComputer): void => {
      c.during.set('load', () => queueMicrotask(() => (c.changes = ['/boot/initrd.img'])));
      c.during.set('unload', () => (c.loadFailure = sampleFailure('refused')));
    },
    kind: 'refused', withFallback: 'full', loads: true,
  },
  { name: 'a lock appears during the load', arrange: (c) => c.during.set('load', () => (c.inhibitors = lock)), kind: 'inhibited', withFallback: 'inhibited', loads: true },
  { name: 'logind knows no kexec', arrange: (c) => (c.kexecFailure = { kind: 'flag-unknown', detail }), kind: 'not-supported', withFallback: 'full', loads: true },
  { name: 'logind refuses', arrange: (c) => (c.kexecFailure = { kind: 'not-authorised', detail }), kind: 'not-authorised', withFallback: 'full', loads: true },
  { name: 'logind is inhibited', arrange: (c) => (c.kexecFailure = { kind: 'inhibited', detail }), kind: 'inhibited', withFallback: 'inhibited', loads: true },
  { name: 'logind is silent', arrange: (c) => (c.kexecFailure = { kind: 'no-reply', detail }), kind: 'restart-failed', withFallback: 'full', loads: true },
  { name: 'logind fails', arrange: (c) => (c.kexecFailure = { kind: 'failed', detail }), kind: 'restart-failed', withFallback: 'full', loads: true },
];
