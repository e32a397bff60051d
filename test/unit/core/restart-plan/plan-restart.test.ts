import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import type { EntryProblemKind } from '../../../../src/core/boot-entry/boot-entry.ts';
import { planRestart, type PlanInput } from '../../../../src/core/restart-plan/plan-restart.ts';
import { adviceFacts } from '../../../fakes/advice-facts.ts';
import { checkFacts } from '../../../fakes/check-facts.ts';
import { entry, entryOf, files, machine, NEWER, RUNNING } from '../boot-entry/support/sample-entries.ts';

function plan(changes: Partial<PlanInput> = {}): ReturnType<typeof planRestart> {
  return planRestart({ machine: machine(), entries: [entry({ default: true }), entryOf(RUNNING)], policy: { kind: 'boot-loader' }, chosen: null, files: files(), facts: checkFacts(), advice: adviceFacts(), ...changes });
}

test('a quick restart: what will be loaded, every check once and in order', () => {
  const { checks, entry: planned, ...rest } = plan();
  assert.deepEqual(rest, {
    action: 'quick',
    kernel: `/boot/vmlinuz-${NEWER}`,
    initrds: [`/boot/initrd.img-${NEWER}`],
    commandLine: 'root=UUID=1-2 ro quiet',
    trial: false,
    addedWords: [],
    policy: 'boot-loader',
    savedSeconds: { value: null, from: 'unknown' },
  });
  assert.equal(planned?.id, 'gnulinux-simple');
  assert.deepEqual(
    checks.map((check) => `${check.id} ${check.result}`),
    [
      'default-entry', 'entry-fit', 'kernel-image', 'kernel-architecture', 'kernel-signature', 'kernel-modules', 'initrds', 'initrd-age',
      'root-argument', 'command-line', 'memory', 'boot-space', 'kexec-tool', 'kexec-support',
      'kexec-load-disabled', 'lockdown', 'package-manager', 'container', 'hypervisor', 'already-loaded', 'newest-differs', 'firmware-update', 'secure-boot-keys',
      'firmware-setup', 'one-shot-entry', 'boot-loader-upgraded', 'microcode', 'hibernation-image', 'root-disk', 'disk-passphrase', 'graphics',
    ].map((id) => `${id} ok`),
  );
});

describe('the action', () => {
  const busy = { busyPackageManagers: [{ name: 'dpkg', pid: 1 }] };
  const cases = [
    ['a refusal of kexec: full', { machine: machine({}, { tool: null }) }, 'full'],
    ['a refusal of any restart: none', { machine: machine(busy) }, 'none'],
    ['both: none', { machine: machine(busy, { tool: null }) }, 'none'],
    ['no entry: full', { entries: [], files: null }, 'full'],
    ['warnings: quick', { machine: machine({}, { loaded: true }) }, 'quick'],
    ['unknown facts: quick', { machine: machine({ lockdown: 'unknown', busyPackageManagers: null }, { fileLoad: null, classicLoad: null, loadDisabled: null, loaded: null }) }, 'quick'],
    ['an initrd that is gone from the default entry: none', { files: files({ initrds: [{ path: `/boot/initrd.img-${NEWER}`, state: { kind: 'missing' } }] }) }, 'none'],
  ] as const;
  for (const [name, changes, action] of cases) test(name, () => assert.equal(plan(changes).action, action));
});

describe('no problem of an entry goes unseen', () => {
  const kinds: readonly EntryProblemKind[] = [
    'not-linux', 'multiboot', 'kernel-missing', 'kernel-unreadable', 'kernel-invalid', 'initrd-missing', 'initrd-unreadable', 'initrd-invalid',
    'devicetree', 'device-unknown', 'encoding', 'evaluation',
  ];
  for (const kind of kinds) {
    test(`${kind}, though its files look sound`, () => {
      const chosen = entry({ problems: [{ kind, message: 'Seen by the reader.' }] });
      assert.equal(plan({ chosen }).action, 'full');
    });
  }
  test('an initrd that was looked for and not found: no path, no file to check', () => {
    const chosen = entry({ initrds: [], problems: [{ kind: 'initrd-missing', message: 'No initrd was found.' }] });
    assert.equal(plan({ chosen, files: files({ initrds: [] }) }).action, 'full');
  });
});

describe('the entry', () => {
  test('that a person named', () => {
    const chosen = entryOf(RUNNING);
    const made = plan({ chosen, files: files({ initrds: [{ path: `/boot/initrd.img-${RUNNING}`, state: { kind: 'missing' } }] }) });
    assert.deepEqual([made.entry, made.policy, made.action], [chosen, 'chosen', 'full']);
  });
  test('of the policy', () => {
    const made = plan({ policy: { kind: 'entry', id: RUNNING } });
    assert.deepEqual([made.entry?.id, made.policy], [RUNNING, `entry:${RUNNING}`]);
  });
  test('none: nothing to load, and the machine’s checks all the same', () => {
    const made = plan({ entries: [], files: null });
    assert.deepEqual([made.entry, made.kernel, made.initrds, made.commandLine], [null, null, [], '']);
    assert.ok(made.checks.some((check) => check.id === 'kexec-tool') && !made.checks.some((check) => check.id === 'kernel-image'));
  });
});

test('a measured saving is passed on', () => {
  assert.deepEqual(plan({ savedSeconds: { value: 23.1, from: 'measured' } }).savedSeconds, { value: 23.1, from: 'measured' });
});
