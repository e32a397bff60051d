// The checks that are given CheckFacts; their siblings are in checks.test.ts and advice.test.ts.
import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import type { BootEntry } from '../../../../src/core/boot-entry/boot-entry.ts';
import type { RootFacts } from '../../../../src/core/restart-plan/advice-facts.ts';
import type { CheckFacts, HypervisorFacts, SignatureFacts } from '../../../../src/core/restart-plan/check-facts.ts';
import type { CheckOutcome } from '../../../../src/core/restart-plan/check.ts';
import type { EntryFiles, KernelImageMore, Machine } from '../../../../src/core/restart-plan/machine.ts';
import { planRestart } from '../../../../src/core/restart-plan/plan-restart.ts';
import { adviceFacts } from '../../../fakes/advice-facts.ts';
import { checkFacts, hypervisorFacts, signatureFacts } from '../../../fakes/check-facts.ts';
import { entry, files, machine, NEWER } from '../boot-entry/support/sample-entries.ts';

export type FactCheckId = 'kernel-signature' | 'kernel-modules' | 'initrd-age' | 'command-line' | 'memory' | 'boot-space' | 'staged-upgrade' | 'hypervisor';

interface Situation {
  readonly entry?: Partial<BootEntry>;
  readonly files?: Partial<EntryFiles> | null;
  readonly machine?: Partial<Machine>;
  readonly facts?: Partial<CheckFacts>;
  readonly root?: RootFacts;
}

function check(id: FactCheckId, { entry: changed, files: found, machine: running, facts, root }: Situation): CheckOutcome {
  const plan = planRestart({
    machine: machine(running),
    entries: [entry({ default: true, ...changed })],
    policy: { kind: 'boot-loader' },
    chosen: null,
    files: found === null ? null : files(found),
    facts: checkFacts(facts),
    advice: adviceFacts(root === undefined ? {} : { root }),
  });
  const outcomes = plan.checks.filter((one) => one.id === id);
  assert.equal(outcomes.length, 1, `${id} once`);
  return outcomes[0] as CheckOutcome;
}

const INITRD = `/boot/initrd.img-${NEWER}`;
const MB = 1_000_000;
const DAY_MS = 86_400_000;
const MADE_MS = Date.UTC(2026, 10, 1);
const valid = { kind: 'valid', release: NEWER, architecture: 'x86_64', sizeBytes: 12 * MB } as const;
const image = (more: KernelImageMore): Partial<EntryFiles> => ({ kernel: { ...valid, ...more } });
const needing = (signed: boolean | undefined, facts: Partial<SignatureFacts>, lockdown: Machine['lockdown'] = 'none'): Situation => ({
  files: image(signed === undefined ? {} : { signed }), facts: { signatures: signatureFacts(facts) }, machine: { lockdown },
});
const modules = (kind: 'missing' | 'no-index', needed: boolean | null): Situation => ({ facts: { modules: { kind, path: `/lib/modules/${NEWER}`, needed } } });
const ages = (kernelModifiedMs: number | undefined, modifiedMs: number | undefined, path = INITRD): Situation => ({
  entry: { initrds: [path] }, files: { kernelModifiedMs, initrds: [{ path, state: { kind: 'valid', sizeBytes: 1 }, modifiedMs }] },
});
const lines = (running: string, next: string): Situation => ({ machine: { commandLine: running }, entry: { commandLine: next } });
/** A kernel of 12 MB that takes 50 MB when it starts, and an initrd of 30 MB: read 12 + 12 + 30, kept 50 + 30. */
const memory = (availableBytes: number, swapFreeBytes = 0, more: KernelImageMore = { memoryBytes: 50 * MB }): Situation => ({ files: image(more), facts: { memory: { availableBytes, swapFreeBytes } } });
const space = (freeBytes: number, paths = [`/boot/vmlinuz-${NEWER}`, INITRD]): Situation => ({ facts: { bootSpace: [{ directory: '/boot', freeBytes, paths }] } });
const on = (facts: Partial<HypervisorFacts>, changes: Partial<Machine> = {}): Situation => ({ facts: { hypervisor: hypervisorFacts(facts) }, machine: changes });
const OTHER_DISK = { name: '/dev/sdb2', number: '8:18', uuid: '9-9' };
const otherRoot = (wanted: Extract<RootFacts, { kind: 'here' }>['wanted']): Situation => ({
  entry: { commandLine: 'root=UUID=9-9 ro' }, root: { kind: 'here', running: { name: '/dev/vda1', number: '254:1', uuid: '1-2' }, wanted, encryption: [] },
});

/** `note`: in order, and something to tell. `any`: a refusal of any restart. */
type Expected = CheckOutcome['result'] | 'note' | 'any';

const CASES: Readonly<Record<FactCheckId, readonly (readonly [string, Situation, Expected, RegExp?])[]>> = {
  'kernel-signature': [
    ['nothing asks for one', needing(false, {}), 'ok', /asks for no signature/],
    ['lockdown, signed', needing(true, {}, 'integrity'), 'ok', /is signed/],
    ['lockdown, not signed', needing(false, {}, 'integrity'), 'refusal'],
    ['stronger lockdown, not signed', needing(false, {}, 'confidentiality'), 'refusal'],
    ['lockdown, and the image does not show it', needing(undefined, {}, 'integrity'), 'unknown'],
    ['lockdown, the kernel’s configuration unknown, not signed', needing(false, { checked: null }, 'integrity'), 'refusal'],
    ['lockdown of a kernel that looks at no signatures', needing(false, { checked: false }, 'integrity'), 'unknown'],
    ['a kernel that looks at no signatures', needing(false, { checked: false, forced: false }), 'ok'],
    ['forced by its configuration, not signed', needing(false, { forced: true }), 'refusal'],
    ['forced by Secure Boot, not signed', needing(false, { secureBoot: true }), 'refusal'],
    ['forced by Secure Boot, signed', needing(true, { secureBoot: true }), 'ok'],
    ['Secure Boot, and nothing makes it force', needing(false, { secureBoot: true, forcedBySecureBoot: false }), 'ok'],
    ['whether Secure Boot is on is unknown', needing(false, { secureBoot: null }), 'unknown'],
    ['lockdown unknown, not signed', needing(false, {}, 'unknown'), 'unknown'],
    ['lockdown unknown, signed', needing(true, {}, 'unknown'), 'ok'],
    ['files not looked at, and one is asked for', { files: null, machine: { lockdown: 'integrity' } }, 'unknown'],
  ],
  'kernel-modules': [
    ['installed', {}, 'ok'],
    ['missing, and the kernel has modules', modules('missing', true), 'refusal', /not installed: there is no \/lib\/modules/],
    ['missing, and whether it has any is unknown', modules('missing', null), 'warning'],
    ['missing, and it has none', modules('missing', false), 'ok', /has no modules/],
    ['without an index', modules('no-index', true), 'refusal', /modules\.dep/],
    ['without an index, and whether it needs one is unknown', modules('no-index', null), 'warning'],
    ['unreadable', { facts: { modules: { kind: 'unknown' } } }, 'unknown'],
    ['release unknown', { entry: { kernelRelease: null } }, 'unknown'],
    ['another disk’s are elsewhere', { ...otherRoot({ kind: 'found', device: OTHER_DISK }), ...modules('missing', true) }, 'unknown'],
    ['a disk that is not there', { ...otherRoot({ kind: 'missing' }), ...modules('missing', true) }, 'unknown'],
    ['whose disk is unknown', { ...otherRoot({ kind: 'unknown' }), ...modules('missing', true) }, 'unknown'],
    ['the same disk by another name', { ...otherRoot({ kind: 'found', device: { ...OTHER_DISK, number: '254:1' } }), ...modules('missing', true) }, 'refusal'],
    ['another subvolume', { entry: { commandLine: 'root=UUID=1-2 rootflags=subvol=@old' }, ...modules('missing', true) }, 'unknown'],
    ['another system’s entry (--root), whose files were read', { root: { kind: 'elsewhere' }, entry: { commandLine: 'root=UUID=9-9' }, ...modules('missing', true) }, 'refusal'],
  ],
  'initrd-age': [
    ['made after its kernel', ages(MADE_MS, MADE_MS + DAY_MS), 'ok'],
    ['older', ages(MADE_MS, MADE_MS - DAY_MS), 'warning', /is older than its kernel image/],
    ['a little older: copied in that order', ages(MADE_MS, MADE_MS - 60_000), 'ok'],
    ['equal', ages(MADE_MS, MADE_MS), 'ok'],
    ['a store whose times are all 1', ages(1000, 1000), 'ok'],
    ['made reproducibly', ages(MADE_MS, 0), 'ok'],
    ['at the beginning of FAT’s time', ages(MADE_MS, Date.UTC(1980, 0, 1)), 'ok'],
    ['microcode', ages(MADE_MS, MADE_MS - DAY_MS, '/boot/intel-ucode.img'), 'ok'],
    ['microcode of another name', ages(MADE_MS, MADE_MS - DAY_MS, '/boot/early_ucode.cpio'), 'ok'],
    ['its own time unknown', ages(MADE_MS, undefined), 'ok'],
    ['the kernel’s time unknown', ages(undefined, MADE_MS), 'unknown'],
    ['no initrd', { entry: { initrds: [] }, files: { initrds: [] } }, 'ok'],
    ['not looked at', { files: null }, 'unknown'],
  ],
  'command-line': [
    ['the same', {}, 'ok'],
    ['in another order, with what boot loaders add', lines('BOOT_IMAGE=/x ro root=UUID=1-2 initrd=\\a', 'root=UUID=1-2 ro'), 'ok'],
    ['a word more and one less', lines('root=UUID=1-2 ro nomodeset', 'root=UUID=1-2 ro quiet'), 'note', /: \+quiet −nomodeset\.$/],
    ['a word twice', lines('root=UUID=1-2 console=tty0', 'root=UUID=1-2 console=tty0 console=tty0'), 'note', /: \+console=tty0\.$/],
    ['words in quotes stay whole', lines('root=UUID=1-2', 'root=UUID=1-2 dyndbg="file a.c +p"'), 'note', /: \+dyndbg="file a\.c \+p"\.$/],
    ['many words', lines('root=UUID=1-2', `root=UUID=1-2 ${Array.from({ length: 20 }, (_, at) => `w${at}`).join(' ')}`), 'note', /\+w7 \+\(12 more\)\.$/],
    ['a word without an end', lines('root=UUID=1-2', `root=UUID=1-2 ${'x'.repeat(5000)}`), 'note', /^.{0,200}$/],
    ['the running one unreadable', lines('', 'root=UUID=1-2'), 'unknown'],
    ['another system’s', { ...lines('a', 'b'), root: { kind: 'elsewhere' } }, 'ok'],
  ],
  memory: [
    ['enough', memory(1000 * MB), 'ok'],
    ['what is read and what is kept, and the reserve', memory(134 * MB + 64 * 1024 * 1024), 'ok'],
    ['a byte less than that', memory(134 * MB + 64 * 1024 * 1024 - 1), 'warning', /up to 134 MB/],
    ['just the load', memory(134 * MB), 'warning'],
    ['a byte less than the load', memory(134 * MB - 1), 'refusal', /too little memory/],
    ['swap makes room', memory(34 * MB, 100 * MB), 'warning'],
    ['swap does not make room enough', memory(34 * MB, 100 * MB - 1), 'refusal'],
    ['what the kernel takes is not stated: six times its file', memory(12 * 8 * MB + 60 * MB - 1, 0, {}), 'refusal', /up to 156 MB/],
    ['a unified image is taken apart first', memory(12 * 4 * MB + 50 * MB - 1, 0, { memoryBytes: 50 * MB, unified: true }), 'refusal'],
    ['several initrds are joined first', { entry: { initrds: ['/a', '/b'] }, files: { ...image({ memoryBytes: 50 * MB }), initrds: [{ path: '/a', state: { kind: 'valid', sizeBytes: 5 * MB } }, { path: '/b', state: { kind: 'valid', sizeBytes: 25 * MB } }] }, facts: { memory: { availableBytes: 160 * MB, swapFreeBytes: 0 } } }, 'refusal', /up to 164 MB/],
    ['unknown how much is free', { facts: { memory: null } }, 'unknown'],
    ['a kernel that is missing', { files: { kernel: { kind: 'missing' } } }, 'unknown'],
    ['an initrd that is missing', { files: { initrds: [{ path: INITRD, state: { kind: 'missing' } }] } }, 'unknown'],
    ['not looked at', { files: null }, 'unknown'],
  ],
  'boot-space': [
    ['room', space(1000 * MB), 'ok'],
    ['just room for one more', space(42 * MB), 'ok'],
    ['a byte less', space(42 * MB - 1), 'warning', /\/boot is nearly full: 42 MB are left, and the next kernel takes about 42 MB/],
    ['full', space(0), 'warning', /0 MB are left/],
    ['only the initrd lies there', space(30 * MB, [INITRD]), 'ok'],
    ['the second file system is full', { facts: { bootSpace: [{ directory: '/boot', freeBytes: 1000 * MB, paths: [] }, { directory: '/efi', freeBytes: 1, paths: [INITRD] }] } }, 'warning', /\/efi/],
    ['nothing is ever written there', { facts: { bootSpace: [] } }, 'ok'],
    ['unreadable', { facts: { bootSpace: null } }, 'unknown'],
    ['not looked at', { files: null }, 'unknown'],
  ],
  'staged-upgrade': [
    ['none', { facts: { stagedUpgrade: false } }, 'ok'],
    ['staged', { facts: { stagedUpgrade: true } }, 'refusal', /staged/],
  ],
  hypervisor: [
    ['hardware', on({ vendor: 'LENOVO', product: '20XX' }), 'ok'],
    ['nothing stated', on({ vendor: null, product: null }), 'ok'],
    ['QEMU', on({ vendor: 'QEMU', product: 'Standard PC (Q35 + ICH9, 2009)' }), 'ok'],
    ['QEMU on ARM', on({ vendor: 'QEMU' }, { architecture: 'aarch64' }), 'warning', /QEMU on ARM/],
    ['VMware', on({ vendor: 'VMware, Inc.' }), 'ok'],
    ['VMware on ARM', on({ vendor: 'VMware, Inc.' }, { architecture: 'aarch64' }), 'warning'],
    ['Hyper-V', on({ vendor: 'Microsoft Corporation', product: 'Virtual Machine', chassisAssetTag: '1234' }), 'ok'],
    ['Azure', on({ vendor: 'Microsoft Corporation', product: 'Virtual Machine', chassisAssetTag: '7783-7084-3265-9085-8269-3286-77' }), 'refusal', /Microsoft Azure/],
    ['Google', on({ vendor: 'Google', product: 'Google Compute Engine' }), 'warning'],
    ['a laptop of Google’s', on({ vendor: 'Google', product: 'Eve' }), 'ok'],
    ['Xen’s own domain', on({ xenDom0: true }), 'refusal', /dom0/],
    ['/sys unreadable', on({ xenDom0: null }), 'unknown'],
    ['WSL 2', on({}, { kernelRelease: '6.6.87.2-microsoft-standard-WSL2' }), 'any', /Windows/],
  ],
};

for (const [id, cases] of Object.entries(CASES) as [FactCheckId, (typeof CASES)['memory']][]) {
  describe(id, () => {
    for (const [name, situation, expected, words] of cases) {
      test(`${name}: ${expected}`, () => {
        const outcome = check(id, situation);
        const result = expected === 'note' ? 'ok' : expected === 'any' ? 'refusal' : expected;
        assert.equal(outcome.result, result, outcome.message);
        assert.equal(outcome.against, expected === 'any' ? 'any' : 'quick');
        assert.match(outcome.message, /^[\p{Lu}“/].*[.”]$/u, 'a sentence');
        if (expected === 'ok') assert.equal(outcome.hint, '');
        else if (result !== 'unknown') assert.match(outcome.hint, /\.$/, 'says what to do');
        if (words !== undefined) assert.match(outcome.message, words);
      });
    }
  });
}
