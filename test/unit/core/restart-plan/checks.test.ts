import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import type { BootEntry } from '../../../../src/core/boot-entry/boot-entry.ts';
import type { AdviceId, CheckId, CheckOutcome, OwnSightId } from '../../../../src/core/restart-plan/check.ts';
import type { EntryFiles, InitrdState, KernelImageState, KexecFacts, Machine } from '../../../../src/core/restart-plan/machine.ts';
import { planRestart, type PlanInput } from '../../../../src/core/restart-plan/plan-restart.ts';
import { sampleFailure } from '../../../fakes/sample-kernels.ts';
import { adviceFacts } from '../../../fakes/advice-facts.ts';
import { checkFacts } from '../../../fakes/check-facts.ts';
import type { FactCheckId } from './fact-checks.test.ts';
import { entry, entryOf, files, machine, NEWER, RUNNING } from '../boot-entry/support/sample-entries.ts';

interface Situation {
  readonly entry?: Partial<BootEntry>;
  readonly files?: Partial<EntryFiles> | null;
  readonly machine?: Partial<Machine>;
  readonly kexec?: Partial<KexecFacts>;
  readonly past?: PlanInput['past'];
  readonly others?: readonly BootEntry[];
}

/** The outcome of one check in a plan for the boot loader's default. */
function check(id: CheckId, situation: Situation): CheckOutcome {
  const plan = planRestart({
    machine: machine(situation.machine, situation.kexec),
    entries: [entry({ default: true, ...situation.entry }), ...(situation.others ?? [])],
    policy: { kind: 'boot-loader' },
    chosen: null,
    files: situation.files === null ? null : files(situation.files),
    facts: checkFacts(),
    advice: adviceFacts(),
    past: situation.past ?? { trial: false, failure: null },
  });
  const outcome = plan.checks.find((one) => one.id === id);
  assert.ok(outcome, `no check ${id}`);
  return outcome;
}

const kernel = (state: KernelImageState): Partial<EntryFiles> => ({ kernel: state });
const initrd = (state: InitrdState): Partial<EntryFiles> => ({ initrds: [{ path: `/boot/initrd.img-${NEWER}`, state }] });
const valid = (architecture: string | null): Partial<EntryFiles> => kernel({ kind: 'valid', release: NEWER, architecture, sizeBytes: 1 });
const CUT_OFF = { kind: 'invalid', detail: 'it is cut off', truncated: true } as const;
const STRANGE = { kind: 'invalid', detail: 'it is not a kernel image' } as const;
const noRoot = (commandLine: string, more: Partial<BootEntry> = {}): Situation => ({ entry: { commandLine, ...more } });

const CASES: Readonly<Record<Exclude<CheckId, 'default-entry' | AdviceId | OwnSightId | FactCheckId>, readonly (readonly [string, Situation, CheckOutcome['result'], CheckOutcome['against']?])[]>> = {
  'entry-fit': [
    ['in order', {}, 'ok'],
    ['problems that the check of the files sees are left to it', { entry: { problems: [{ kind: 'initrd-missing', message: 'It is missing.' }] }, files: initrd({ kind: 'missing' }) }, 'ok'],
    ['problems of files that it does not see', { entry: { problems: [{ kind: 'initrd-missing', message: 'It is missing.' }] } }, 'refusal'],
    ['wants its own device tree', { entry: { problems: [{ kind: 'devicetree', message: 'It wants a device tree.' }] } }, 'refusal'],
    ['an unknown device', { entry: { problems: [{ kind: 'device-unknown', message: 'Which disk (hd3) is, is not known.' }] } }, 'refusal'],
    ['memtest', { entry: { kernel: null, problems: [{ kind: 'not-linux', message: 'It is memtest.' }] } }, 'refusal'],
    ['no kernel and no reason', { entry: { kernel: null } }, 'refusal'],
  ],
  'kernel-image': [
    ['whole', {}, 'ok'],
    ['not looked at', { files: null }, 'unknown'],
    ['compressed, its end unseen', { files: kernel({ kind: 'valid', release: null, architecture: null, sizeBytes: 1, endUnseen: true }) }, 'unknown'],
    ['missing, and the boot loader would miss it too', { files: kernel({ kind: 'missing' }) }, 'refusal', 'any'],
    ['cut off, and the boot loader would start it too', { files: kernel(CUT_OFF) }, 'refusal', 'any'],
    ['something that we do not know says nothing about the boot loader', { files: kernel(STRANGE) }, 'refusal', 'quick'],
    ['unreadable', { files: kernel({ kind: 'unreadable', detail: 'permission denied' }) }, 'refusal', 'quick'],
  ],
  'kernel-architecture': [
    ['the same', {}, 'ok'],
    ['i586 and i686 are one', { files: valid('i686'), machine: { architecture: 'i586' } }, 'ok'],
    ['unknown', { files: valid(null) }, 'unknown'],
    ['foreign', { files: valid('aarch64') }, 'refusal', 'quick'],
    ['a 32-bit kernel on a 64-bit machine', { files: valid('i686') }, 'refusal', 'quick'],
  ],
  initrds: [
    ['whole', {}, 'ok'],
    ['none', { entry: { initrds: [] }, files: { initrds: [] } }, 'ok'],
    ['not looked at', { files: null }, 'unknown'],
    ['one was not looked at', { files: { initrds: [] } }, 'unknown'],
    ['its end unseen', { files: initrd({ kind: 'valid', sizeBytes: 1, endUnseen: true }) }, 'unknown'],
    ['missing, and the boot loader would miss it too', { files: initrd({ kind: 'missing' }) }, 'refusal', 'any'],
    ['cut off, and the boot loader would load it too', { files: initrd(CUT_OFF) }, 'refusal', 'any'],
    ['of no known format', { files: initrd(STRANGE) }, 'refusal', 'quick'],
    ['unreadable', { files: initrd({ kind: 'unreadable', detail: 'input error' }) }, 'refusal', 'quick'],
    ['the second of two is missing', { entry: { initrds: ['/boot/a', '/boot/b'] }, files: { initrds: [{ path: '/boot/a', state: { kind: 'valid', sizeBytes: 1 } }, { path: '/boot/b', state: { kind: 'missing' } }] } }, 'refusal', 'any'],
  ],
  'root-argument': [
    ['root=', {}, 'ok'],
    ['none, and an initrd that this machine came up with', { ...noRoot('ro quiet'), machine: { commandLine: 'ro quiet' } }, 'ok'],
    ['none, as the initrd of a NixOS knows it', noRoot('init=/nix/store/x-nixos-system-y/init'), 'ok'],
    ['none, but dm-verity’s hash', noRoot('roothash=abc ro'), 'ok'],
    ['none, although the running kernel has one', noRoot('ro quiet'), 'warning'],
    ['empty', noRoot('root= ro'), 'warning'],
    ['none, and no initrd', { ...noRoot('ro', { initrds: [] }), machine: { commandLine: 'ro' } }, 'warning'],
    ['a dataset, which the initrd finds', noRoot('root=ZFS=rpool/ROOT'), 'ok'],
    ['over the network', noRoot('root=nfs:server:/export'), 'ok'],
    ['a word that nobody knows', noRoot('root=frobnicate'), 'unknown'],
    ['a word that nobody knows, and that this machine came up with', { ...noRoot('root=frobnicate'), machine: { commandLine: 'root=frobnicate' } }, 'ok'],
    ['an init without an initrd finds nothing', noRoot('init=/sbin/init', { initrds: [] }), 'warning'],
  ],
  'kexec-tool': [
    ['installed', {}, 'ok'],
    ['missing', { kexec: { tool: null } }, 'refusal', 'quick'],
  ],
  'kexec-support': [
    ['both calls', {}, 'ok'],
    ['the old call only', { kexec: { fileLoad: false } }, 'ok'],
    ['neither', { kexec: { fileLoad: false, classicLoad: false } }, 'refusal', 'quick'],
    ['unknown', { kexec: { fileLoad: null, classicLoad: null } }, 'unknown'],
    ['half unknown', { kexec: { fileLoad: null, classicLoad: false } }, 'unknown'],
  ],
  'kexec-load-disabled': [
    ['allowed', {}, 'ok'],
    ['switched off', { kexec: { loadDisabled: true } }, 'refusal', 'quick'],
    ['unknown', { kexec: { loadDisabled: null } }, 'unknown'],
  ],
  lockdown: [
    ['none', {}, 'ok'],
    ['none, and only the old call', { kexec: { fileLoad: false } }, 'ok'],
    ['integrity', { machine: { lockdown: 'integrity' } }, 'ok'],
    ['integrity, and only the old call', { machine: { lockdown: 'integrity' }, kexec: { fileLoad: false } }, 'refusal', 'quick'],
    ['confidentiality, and only the old call', { machine: { lockdown: 'confidentiality' }, kexec: { fileLoad: false } }, 'refusal', 'quick'],
    ['integrity, and the calls are unknown', { machine: { lockdown: 'integrity' }, kexec: { fileLoad: null } }, 'unknown'],
    ['unknown', { machine: { lockdown: 'unknown' } }, 'unknown'],
  ],
  'package-manager': [
    ['idle', {}, 'ok'],
    ['at work', { machine: { busyPackageManagers: [{ name: 'dpkg', pid: 4711 }] } }, 'refusal', 'any'],
    ['at work, its process unknown', { machine: { busyPackageManagers: [{ name: 'rpm', pid: null }] } }, 'refusal', 'any'],
    ['unknown', { machine: { busyPackageManagers: null } }, 'unknown'],
  ],
  container: [
    ['none', {}, 'ok'],
    ['a container', { machine: { container: true } }, 'refusal', 'any'],
  ],
  'already-loaded': [
    ['nothing', {}, 'ok'],
    ['a kernel', { kexec: { loaded: true } }, 'warning'],
    ['unknown', { kexec: { loaded: null } }, 'unknown'],
  ],
  'failed-before': [
    ['came up before', {}, 'ok'],
    ['what is known cannot be read', { past: 'unknown' }, 'unknown'],
    ['failed', { past: { trial: true, failure: sampleFailure() } }, 'refusal', 'quick'],
    ['failed, and came up the ordinary way since', { past: { trial: true, failure: sampleFailure({ cameUpSince: true }) } }, 'warning'],
    ['failed twice, and came up the ordinary way since', { past: { trial: true, failure: sampleFailure({ cameUpSince: true, times: 2 }) } }, 'refusal', 'quick'],
  ],
  'newest-differs': [
    ['the default is the newest', { others: [entryOf(RUNNING)] }, 'ok'],
    ['a newer one is installed', { others: [entryOf('6.12.110+deb13-amd64')] }, 'warning'],
    ['a newer one of another flavour', { others: [entryOf('6.12.110+deb13-cloud-amd64')] }, 'ok'],
    ['a newer one for recovery', { others: [entryOf('6.12.110+deb13-amd64', { recovery: true })] }, 'ok'],
    ['the default is of another flavour', { entry: { kernelRelease: '6.12.107+deb13-cloud-amd64' }, others: [entryOf(NEWER)] }, 'warning'],
    ['the default’s release is unknown', { entry: { kernelRelease: null }, others: [entryOf(NEWER)] }, 'unknown'],
    ['none of the running flavour', { machine: { kernelRelease: '6.12.1-zen1-1-zen' } }, 'unknown'],
  ],
};

for (const [id, cases] of Object.entries(CASES) as [CheckId, (typeof CASES)['entry-fit']][]) {
  describe(id, () => {
    for (const [name, situation, result, against] of cases) {
      test(`${name}: ${result}`, () => {
        const outcome = check(id, situation);
        assert.equal(outcome.result, result, outcome.message);
        assert.equal(outcome.against, against ?? 'quick');
        assert.match(outcome.message, /^[\p{Lu}“].*[.”]$/u, 'a sentence');
        if (result === 'refusal' || result === 'warning') assert.match(outcome.hint, /\.$/, 'says what to do');
        if (result === 'ok') assert.equal(outcome.hint, '');
      });
    }
    test('has a good and a bad case', () => {
      assert.ok(cases.some(([, , result]) => result === 'ok'));
      assert.ok(cases.some(([, , result]) => result === 'refusal' || result === 'warning'));
    });
  });
}

test('a broken file of an entry that the boot loader would not start stands against the quick restart only', () => {
  const chosen = entryOf(RUNNING);
  for (const state of [{ kind: 'missing' }, CUT_OFF] as const) {
    const { checks } = planRestart({
      machine: machine(),
      entries: [entry({ default: true }), chosen],
      policy: { kind: 'boot-loader' },
      chosen,
      files: { kernel: state, initrds: [{ path: chosen.initrds[0] ?? '', state }] },
      facts: checkFacts(),
      advice: adviceFacts(),
    });
    const refusals = checks.filter((one) => one.result === 'refusal');
    assert.deepEqual(refusals.map((one) => [one.id, one.against]), [['kernel-image', 'quick'], ['initrds', 'quick']]);
  }
});
