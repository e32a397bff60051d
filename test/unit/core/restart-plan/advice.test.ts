import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import type { BootEntry } from '../../../../src/core/boot-entry/boot-entry.ts';
import type { FoundDevice, AdviceFacts, BootOption, FirmwareVariables, RootFacts } from '../../../../src/core/restart-plan/advice-facts.ts';
import type { AdviceId, CheckOutcome } from '../../../../src/core/restart-plan/check.ts';
import { checkRemoteSession } from '../../../../src/core/restart-plan/checks/remote-session.ts';
import type { Policy, RestartPlan } from '../../../../src/core/restart-plan/plan.ts';
import { planRestart } from '../../../../src/core/restart-plan/plan-restart.ts';
import { parseGraphicsRules } from '../../../../src/core/restart-plan/graphics-rules.ts';
import { adviceFacts, quietFirmware } from '../../../fakes/advice-facts.ts';
import { checkFacts } from '../../../fakes/check-facts.ts';
import { entry, entryOf, files, machine, NEWER, RUNNING } from '../boot-entry/support/sample-entries.ts';

interface Situation {
  readonly advice?: Partial<AdviceFacts>;
  readonly firmware?: Partial<FirmwareVariables>;
  readonly root?: Partial<Extract<RootFacts, { kind: 'here' }>>;
  /** Changes of the default entry. */
  readonly entry?: Partial<BootEntry>;
  readonly policy?: Policy;
  /** The person named the default entry, or another one. */
  readonly chosen?: 'default' | 'other';
}

function planOf(situation: Situation): RestartPlan {
  const first = entry({ default: true, ...situation.entry });
  const other = entryOf(RUNNING);
  const facts = adviceFacts(situation.advice);
  return planRestart({
    machine: machine(),
    entries: [first, other],
    policy: situation.policy ?? { kind: 'boot-loader' },
    chosen: situation.chosen === undefined ? null : situation.chosen === 'default' ? first : other,
    files: files(), facts: checkFacts(),
    advice: {
      ...facts,
      ...(situation.firmware === undefined ? {} : { firmware: quietFirmware(situation.firmware) }),
      ...(situation.root === undefined || facts.root.kind === 'elsewhere' ? {} : { root: { ...facts.root, ...situation.root } }),
    },
  });
}

function check(id: AdviceId, situation: Situation): CheckOutcome {
  const found = planOf(situation).checks.filter((one) => one.id === id);
  assert.equal(found.length, 1, `${id} once`);
  return found[0] as CheckOutcome;
}

const UPDATER: BootOption = { number: 3, description: 'Linux Firmware Updater', firmwareUpdater: true };
const WINDOWS: BootOption = { number: 2, description: 'Windows Boot Manager', firmwareUpdater: false };
const NO_UEFI: Situation = { advice: { firmware: { kind: 'none' } } };
const UNREADABLE: Situation = { advice: { firmware: { kind: 'unreadable', detail: 'no efivarfs is mounted' } } };
const answered = (needRestart: readonly string[], needShutdown: readonly string[] = []): Situation => ({ advice: { fwupd: { kind: 'answered', needRestart, needShutdown } } });
const OTHER_DISK = { name: '/dev/sdb2', number: '8:18', uuid: '9-9' } as const;
const OTHER_ROOT: Situation = { entry: { commandLine: 'root=UUID=9-9 ro' }, root: { wanted: { kind: 'found', device: OTHER_DISK } } };
const layer = (...keys: readonly ('passphrase' | 'key-file' | 'tpm2' | 'token')[]): Situation => ({ root: { encryption: keys.map((key) => ({ name: `luks-${key}`, key })) } });
const graphics = (driver: string, id: string, rules = ''): Situation => ({ advice: { graphics: { devices: [{ driver, id }], ownRules: parseGraphicsRules(rules) } } });
const place = (image: boolean | null): Situation => ({ advice: { hibernation: { places: [{ device: '/dev/sda2', image }] } } });
const packages = (...names: readonly string[]): Situation => ({ advice: { packages: names } });
const NEWEST: Policy = { kind: 'newest' };
const MEMTEST = { kernel: null, title: 'Memory test' } as const;

/** `note`: in order, and something to tell. */
type Expected = CheckOutcome['result'] | 'note';

const CASES: Readonly<Record<Exclude<AdviceId, 'remote-session'>, readonly (readonly [string, Situation, Expected, RegExp?])[]>> = {
  'firmware-update': [
    ['nothing waits', {}, 'ok'],
    ['no UEFI', NO_UEFI, 'ok'],
    ['a capsule on disk', { firmware: { asksForCapsule: true } }, 'refusal'],
    ['fwupd’s program is next', { firmware: { bootNext: UPDATER } }, 'refusal', /fwupd/],
    ['something else is next', { firmware: { bootNext: WINDOWS } }, 'ok'],
    ['fwupd names a device', answered(['System Firmware']), 'refusal', /System Firmware/],
    ['fwupd names many devices', answered(['a', 'b', 'c', 'd', 'e']), 'refusal', /a, b, c and 2 more/],
    ['fwupd names a device on a machine without UEFI', { advice: { firmware: { kind: 'none' }, ...answered(['SSD']).advice } }, 'refusal', /SSD/],
    ['a device that must be switched off', answered([], ['Dock']), 'warning', /Dock/],
    ['one of each', answered(['SSD'], ['Dock']), 'refusal', /SSD/],
    ['fwupd runs and waits for nothing', answered([]), 'ok'],
    ['fwupd is silent', { advice: { fwupd: { kind: 'silent', detail: 'fwupd did not answer' } } }, 'unknown'],
    ['fwupd is silent, and a capsule lies there', { advice: { fwupd: { kind: 'silent', detail: 'x' } }, firmware: { asksForCapsule: true } }, 'refusal'],
    ['variables unreadable', UNREADABLE, 'unknown', /no efivarfs is mounted/],
    ['variables unreadable, and fwupd knows', { advice: { firmware: { kind: 'unreadable', detail: 'x' }, ...answered(['SSD']).advice } }, 'refusal'],
    ['an odd OsIndications', { firmware: { odd: ['OsIndications'] } }, 'unknown', /OsIndications/],
    ['an odd load option', { firmware: { odd: ['Boot0003'] } }, 'unknown'],
    ['an odd variable of somebody else', { firmware: { odd: ['MokNew'] } }, 'ok'],
  ],
  'secure-boot-keys': [
    ['nothing waits', {}, 'ok'],
    ['no UEFI', NO_UEFI, 'ok'],
    ['a new key', { firmware: { mokRequests: ['MokNew', 'MokAuth'] } }, 'refusal', /MokNew, MokAuth/],
    ['unreadable', UNREADABLE, 'unknown'],
  ],
  'firmware-setup': [
    ['nobody asked', {}, 'ok'],
    ['no UEFI', NO_UEFI, 'ok'],
    ['setup', { firmware: { asksForSetup: true } }, 'refusal', /setup/],
    ['recovery', { firmware: { asksForRecovery: true } }, 'refusal', /recovery/],
    ['unreadable', UNREADABLE, 'unknown'],
    ['an odd OsIndications', { firmware: { odd: ['OsIndications'] } }, 'unknown'],
  ],
  'one-shot-entry': [
    ['nothing', {}, 'ok'],
    ['no UEFI', NO_UEFI, 'ok'],
    ['another boot option', { firmware: { bootNext: WINDOWS } }, 'refusal', /“Windows Boot Manager”/],
    ['another boot option without a name', { firmware: { bootNext: { ...WINDOWS, description: null } } }, 'refusal', /Boot0002/],
    ['another boot option, where it is not known what was started', { firmware: { bootNext: WINDOWS, bootCurrent: null } }, 'refusal'],
    ['the boot option that this system came from', { firmware: { bootNext: WINDOWS, bootCurrent: 2 } }, 'ok'],
    ['fwupd’s is told elsewhere', { firmware: { bootNext: UPDATER } }, 'ok'],
    ['another boot option, and the person named an entry', { firmware: { bootNext: WINDOWS }, chosen: 'other' }, 'warning', /you named/],
    ['the boot menu', { firmware: { loaderMenuAsked: true } }, 'refusal', /menu/],
    ['GRUB’s next entry', { advice: { nextEntry: '1>2' } }, 'warning', /leaves the choice in place/],
    ['systemd-boot’s', { firmware: { loaderOneShot: 'a.conf', loader: 'systemd-boot 257' } }, 'warning'],
    ['GRUB’s next entry is no Linux', { advice: { nextEntry: '3' }, entry: MEMTEST }, 'refusal', /“Memory test”/],
    ['GRUB’s next entry, and the policy goes elsewhere', { advice: { nextEntry: '3' }, entry: { kernelRelease: '6.1-old' }, policy: NEWEST }, 'refusal'],
    ['GRUB’s next entry, and the policy comes to the same', { advice: { nextEntry: '3' }, policy: NEWEST }, 'warning'],
    ['GRUB’s next entry, and the person named another', { advice: { nextEntry: '3' }, chosen: 'other' }, 'warning', /you named/],
    ['GRUB’s next entry, and the person named it', { advice: { nextEntry: '3' }, chosen: 'default' }, 'warning', /leaves the choice/],
    ['GRUB’s next entry, left over beside systemd-boot', { advice: { nextEntry: '3' }, firmware: { loader: 'systemd-boot 257' } }, 'ok'],
    ['no default entry to name', { advice: { nextEntry: 'gone' }, entry: { default: false } }, 'refusal', /“gone”/],
    ['unreadable', UNREADABLE, 'unknown'],
    ['unreadable, and GRUB knows', { advice: { firmware: { kind: 'unreadable', detail: 'x' }, nextEntry: '1' } }, 'warning'],
    ['an odd BootNext', { firmware: { odd: ['BootNext'] } }, 'unknown'],
    ['an odd environment block', { advice: { nextEntry: undefined } }, 'unknown'],
    ['an odd environment block, left over beside systemd-boot', { advice: { nextEntry: undefined }, firmware: { loader: 'systemd-boot 257' } }, 'ok'],
  ],
  'boot-loader-upgraded': [
    ['no', packages('linux-image-6.12.107+deb13-amd64', 'libc6', 'grubby-not-really'), 'ok'],
    ...['shim-signed', 'shim', 'grub-efi-amd64-signed', 'grub2-efi-x64', 'systemd-boot', 'systemd-boot-efi'].map((name) => [name, packages('libc6', name), 'note', new RegExp(name)] as const),
    ['unreadable', { advice: { packages: null } }, 'unknown'],
  ],
  microcode: [
    ['no', packages('intel-gpu-tools'), 'ok'],
    ...['intel-microcode', 'amd64-microcode', 'microcode_ctl', 'ucode-intel'].map((name) => [name, packages(name), 'note', new RegExp(name)] as const),
    ['without an initrd to bring it', { ...packages('intel-microcode'), entry: { initrds: [] } }, 'unknown'],
    ['unreadable', { advice: { packages: null } }, 'unknown'],
  ],
  'hibernation-image': [
    ['no place for one', {}, 'ok'],
    ['an empty place', place(false), 'ok'],
    ['one', place(true), 'refusal', /\/dev\/sda2/],
    ['not seen', place(null), 'unknown'],
    ['one behind an empty place', { advice: { hibernation: { places: [{ device: '/dev/a', image: null }, { device: '/dev/b', image: true }] } } }, 'refusal', /\/dev\/b/],
  ],
  'root-disk': [
    ['the same words', { root: { wanted: { kind: 'missing' }, running: null } }, 'ok'],
    ['other words, the same device', { ...OTHER_ROOT, root: { wanted: { kind: 'found', device: { ...OTHER_DISK, number: '254:1', uuid: null } } } }, 'ok'],
    ['another disk of the same btrfs', { ...OTHER_ROOT, root: { wanted: { kind: 'found', device: { ...OTHER_DISK, uuid: '1-2' } } } }, 'ok'],
    ['another system', OTHER_ROOT, 'refusal', /\/dev\/sdb2.*\/dev\/vda1/],
    ['another system that was named', { ...OTHER_ROOT, chosen: 'default' }, 'warning'],
    ['a disk that is gone', { ...OTHER_ROOT, root: { wanted: { kind: 'missing' } } }, 'refusal', /UUID=9-9/],
    ['a disk that is gone, of an entry that was named', { ...OTHER_ROOT, root: { wanted: { kind: 'missing' } }, chosen: 'default' }, 'refusal'],
    ['what only the initrd knows', { ...OTHER_ROOT, root: { wanted: { kind: 'unknown' } } }, 'unknown'],
    ['the running root has no device', { ...OTHER_ROOT, root: { running: null, wanted: { kind: 'found', device: OTHER_DISK } } }, 'unknown'],
    ['no two devices without a UUID are one', { entry: OTHER_ROOT.entry as Partial<BootEntry>, root: { running: { ...OTHER_DISK, number: '1:1', uuid: null }, wanted: { kind: 'found', device: { ...OTHER_DISK, uuid: null } } } }, 'refusal'],
    ['no root=', { entry: { commandLine: 'ro' } }, 'ok'],
    ['another system’s entries (--root)', { advice: { root: { kind: 'elsewhere' } }, entry: { commandLine: 'root=UUID=9-9' } }, 'ok'],
  ],
  'disk-passphrase': [
    ['not encrypted', {}, 'ok'],
    ['a passphrase', layer('passphrase'), 'warning', /luks-passphrase.*passphrase is asked/],
    ['a security key', layer('token'), 'warning', /security key/],
    ['the TPM', layer('tpm2'), 'warning', /TPM/],
    ['a key file', layer('key-file'), 'warning', /key file/],
    ['of several what takes a person', layer('key-file', 'tpm2', 'passphrase'), 'warning', /luks-passphrase/],
    ['not known', { root: { encryption: null } }, 'unknown'],
    ['another system’s entries (--root)', { advice: { root: { kind: 'elsewhere' } } }, 'ok'],
  ],
  graphics: [
    ['no display', {}, 'ok'],
    ['no report about it', graphics('virtio_gpu_unheard_of', '1af4:1050'), 'ok'],
    ['nvidia’s own', graphics('nvidia', '10de:2482'), 'warning', /nvidia/],
    ['Jasper Lake', graphics('i915', '8086:4e61'), 'warning', /i915/],
    ['another Intel', graphics('i915', '8086:9a49'), 'note', /i915/],
    ['amdgpu', graphics('amdgpu', '1002:73bf'), 'note', /amdgpu/],
    ['the administrator knows better', graphics('nvidia', '10de:2482', 'nvidia * ok'), 'ok'],
    ['for this kernel', graphics('nvidia', '10de:2482', 'nvidia 6.12 ok'), 'ok'],
    ['for another kernel', graphics('nvidia', '10de:2482', 'nvidia 5.10-6.11 ok'), 'warning'],
    ['for another device', graphics('nvidia', '10de:2482', 'nvidia:10de:0001 * ok'), 'warning'],
    ['and can add one, with their own words', graphics('mgag200', '102b:0522', 'mgag200 * warning stays black on the rack console'), 'warning', /stays black on the rack console/],
    ['of their rules the last', graphics('nvidia', '10de:2482', 'nvidia * ok\nnvidia * warning'), 'warning'],
    ['with a line that is none', graphics('nvidia', '10de:2482', '# mine\nnvidia ok'), 'unknown', /^Line 2 of \/etc\/quick-restart\/graphics\.conf/],
    ['in a file that cannot be read', { advice: { graphics: { devices: [], ownRules: { rules: [], oddLines: [0] } } } }, 'unknown', /could not be read/],
    ['unreadable', { advice: { graphics: { devices: null, ownRules: { rules: [], oddLines: [] } } } }, 'unknown'],
  ],
};

for (const [id, cases] of Object.entries(CASES) as [Exclude<AdviceId, 'remote-session'>, (typeof CASES)['microcode']][]) {
  describe(id, () => {
    for (const [name, situation, expected, message] of cases) {
      test(`${name}: ${expected}`, () => isAsExpected(check(id, situation), expected, message));
    }
  });
}

describe('remote-session', () => {
  test('at the machine', () => isAsExpected(checkRemoteSession(false), 'ok'));
  test('over the network', () => isAsExpected(checkRemoteSession(true), 'warning'));
  test('not known', () => isAsExpected(checkRemoteSession(null), 'unknown'));
});

function isAsExpected(outcome: CheckOutcome, expected: Expected, message?: RegExp): void {
  assert.equal(outcome.result, expected === 'note' ? 'ok' : expected, outcome.message);
  assert.match(outcome.message, /^[\p{Lu}“]/u, 'a sentence');
  assert.match(outcome.message, /[.”]$/u, 'a sentence');
  if (message !== undefined) assert.match(outcome.message, message);
  // A note is told by its hint.
  assert.equal(outcome.hint === '', expected === 'ok', outcome.hint);
  assert.match(outcome.hint, /^$|\.$/);
  assert.equal(outcome.against, 'quick', 'the ordinary restart is always sound');
}

describe('every combination', () => {
  /** One situation of each rule that refuses, warns or notes, and none touches what another one looks at. */
  const parts: readonly (readonly [AdviceId, Situation])[] = [
    ['firmware-update', answered(['SSD'])],
    ['secure-boot-keys', { firmware: { mokRequests: ['MokNew'] } }],
    ['firmware-setup', { firmware: { asksForSetup: true } }],
    ['one-shot-entry', { firmware: { bootNext: WINDOWS } }],
    ['boot-loader-upgraded', packages('shim-signed', 'libc6')],
    ['microcode', packages('amd64-microcode')],
    ['hibernation-image', place(true)],
    ['root-disk', OTHER_ROOT],
    ['disk-passphrase', layer('passphrase')],
    ['graphics', graphics('nvidia', '10de:2482')],
  ];
  const alone = new Map(parts.map(([id, situation]) => [id, check(id, situation)]));
  const quiet = new Map(parts.map(([id]) => [id, check(id, {})]));

  test('each rule says what it says alone, and the action is full where one of them refuses', () => {
    for (let chosen = 0; chosen < 1 << parts.length; chosen += 1) {
      const taken = parts.filter((_, at) => (chosen & (1 << at)) !== 0);
      const plan = planOf(taken.reduce<Situation>((all, [, one]) => merge(all, one), {}));
      for (const [id] of parts) {
        const expected = taken.some(([one]) => one === id) ? alone.get(id) : quiet.get(id);
        assert.deepEqual(plan.checks.find((one) => one.id === id), expected, taken.map(([one]) => one).join(' '));
      }
      const refuses = taken.some(([id]) => alone.get(id)?.result === 'refusal');
      assert.equal(plan.action, refuses ? 'full' : 'quick', taken.map(([one]) => one).join(' '));
    }
  });

  test('with a machine that must not restart at all, that comes first', () => {
    const busy = { ...machine(), busyPackageManagers: [{ name: 'dpkg', pid: 1 }] };
    const { action } = planRestart({ machine: busy, entries: [entry({ default: true })], policy: { kind: 'boot-loader' }, chosen: null, files: files(), facts: checkFacts(), advice: adviceFacts({ firmware: quietFirmware({ asksForSetup: true }) }) });
    assert.equal(action, 'none');
  });
});

function merge(one: Situation, other: Situation): Situation {
  const lists = [one.advice?.packages ?? [], other.advice?.packages ?? []].flat();
  return {
    advice: { ...one.advice, ...other.advice, ...(lists.length === 0 ? {} : { packages: lists }) },
    firmware: { ...one.firmware, ...other.firmware },
    root: { ...one.root, ...other.root },
    entry: { ...one.entry, ...other.entry },
  };
}

test('without an entry the machine’s advice is given all the same', () => {
  const plan = planRestart({ machine: machine(), entries: [], policy: { kind: 'boot-loader' }, chosen: null, files: null, facts: checkFacts(), advice: adviceFacts({ firmware: quietFirmware({ asksForSetup: true }) }) });
  assert.equal(plan.checks.find((one) => one.id === 'firmware-setup')?.result, 'refusal');
  assert.ok(!plan.checks.some((one) => one.id === 'root-disk'));
});

test('the kernel that is to be started counts for a graphics rule as well', () => {
  assert.ok(NEWER.startsWith('6.12.107'));
  assert.equal(check('graphics', graphics('nvidia', '10de:2482', 'nvidia 6.12.107 ok')).result, 'ok');
});

test('another system’s disk (--root) must be on this machine; what only its initrd makes may not be seen yet', () => {
  const of = (wanted?: FoundDevice): CheckOutcome => check('root-disk', { entry: { commandLine: 'root=UUID=7-7 ro' }, advice: { root: wanted === undefined ? { kind: 'elsewhere' } : { kind: 'elsewhere', wanted } } });
  assert.match(of({ kind: 'missing' }).message, /UUID=7-7 is not to be seen/);
  assert.deepEqual([{ kind: 'missing' } as const, { kind: 'unknown' } as const, { kind: 'found', device: OTHER_DISK } as const, undefined].map((wanted) => of(wanted).result), ['refusal', 'ok', 'ok', 'ok']);
});
