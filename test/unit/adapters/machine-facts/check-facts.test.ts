import assert from 'node:assert/strict';
import { release } from 'node:os';
import test, { describe } from 'node:test';
import { LocalBootFiles } from '../../../../src/adapters/boot-files/local-boot-files.ts';
import { FstabFileSystems } from '../../../../src/adapters/file-systems/fstab-file-systems.ts';
import { RunningMachine } from '../../../../src/adapters/machine-facts/running-machine.ts';
import type { CheckFacts } from '../../../../src/core/restart-plan/check-facts.ts';
import type { PlannedFiles } from '../../../../src/ports/machine-facts.ts';
import { temporaryTree } from '../../../fakes/temporary-directory.ts';

type Test = Parameters<typeof temporaryTree>[0];
type Tree = Parameters<typeof temporaryTree>[1];

const NEXT = '6.12.107+deb13-amd64';
const ENTRY: PlannedFiles = { kernel: `/boot/vmlinuz-${NEXT}`, initrds: [`/boot/initrd.img-${NEXT}`], commandLine: 'root=UUID=1 ro', kernelRelease: NEXT };

function read(t: Test, tree: Tree, changes: Partial<PlannedFiles> | null = {}): CheckFacts {
  const files = new LocalBootFiles(temporaryTree(t, tree));
  const advice = { target: files, fileSystems: new FstabFileSystems(files), askFwupd: () => Promise.resolve({ kind: 'absent' as const }) };
  return new RunningMachine(files, () => null, advice).readCheckFacts(changes === null ? null : { ...ENTRY, ...changes });
}

test('nothing there is unknown, never a guess', (t) => {
  assert.deepEqual(read(t, {}), {
    signatures: { secureBoot: null, checked: null, forced: null, forcedBySecureBoot: null },
    memory: null,
    modules: { kind: 'unknown' },
    bootSpace: null,
    hypervisor: { xenDom0: null, vendor: null, product: null, chassisAssetTag: null },
    stagedUpgrade: null,
  });
});

test('without an entry the machine is read all the same', (t) => {
  const { memory, modules, bootSpace } = read(t, { 'proc/meminfo': 'MemAvailable: 1 kB\n' }, null);
  assert.deepEqual([memory, modules, bootSpace], [{ availableBytes: 1024, swapFreeBytes: 0 }, { kind: 'unknown' }, null]);
});

test('an upgrade that ostree staged, on a system of its own only', (t) => {
  const booted = { 'run/ostree-booted': '' };
  assert.deepEqual([booted, { ...booted, 'run/ostree/staged-deployment': 'x' }, { 'run/ostree/staged-deployment': 'x' }].map((tree) => read(t, tree).stagedUpgrade), [false, true, null]);
  const running = new LocalBootFiles(temporaryTree(t, { ...booted, 'run/ostree/staged-deployment': 'x' }));
  const other = new LocalBootFiles(temporaryTree(t, {}));
  const advice = { target: other, fileSystems: new FstabFileSystems(other), askFwupd: () => Promise.resolve({ kind: 'absent' as const }) };
  assert.equal(new RunningMachine(running, () => null, advice).readCheckFacts(null).stagedUpgrade, null);
});

describe('signatures', () => {
  const EFI = 'sys/firmware/efi/efivars';
  const variable = (value: number): Tree => ({ [`${EFI}/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c`]: Uint8Array.of(6, 0, 0, 0, value) });
  const cases: readonly (readonly [string, Tree, boolean | null])[] = [
    ['on', variable(1), true],
    ['off', variable(0), false],
    ['no UEFI', { 'sys/kernel/x': '' }, false],
    ['UEFI without it', { [`${EFI}/BootOrder-8be4df61-93ca-11d2-aa0d-00e098032b8c`]: '' }, false],
    ['nothing mounted there', { 'sys/firmware/efi/runtime': '' }, null],
    ['cut off', { [`${EFI}/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c`]: Uint8Array.of(6, 0, 0, 0) }, null],
  ];
  for (const [name, tree, expected] of cases) test(`Secure Boot: ${name}`, (t) => assert.equal(read(t, tree).signatures.secureBoot, expected));

  test('what the running kernel was built with', (t) => {
    const { checked, forced, forcedBySecureBoot } = read(t, { [`boot/config-${release()}`]: 'CONFIG_KEXEC_SIG=y\n# CONFIG_KEXEC_SIG_FORCE is not set\nCONFIG_IMA_ARCH_POLICY=y\n' }).signatures;
    assert.deepEqual([checked, forced, forcedBySecureBoot], [true, false, true]);
  });
});

describe('memory', () => {
  const cases: readonly (readonly [string, string | Uint8Array, CheckFacts['memory']])[] = [
    ['as the kernel writes it', 'MemTotal:        8000 kB\nMemFree: 5 kB\nMemAvailable:    2000 kB\nSwapFree:        1000 kB\n', { availableBytes: 2_048_000, swapFreeBytes: 1_024_000 }],
    ['before Linux 3.14, without MemAvailable', 'MemTotal: 8000 kB\nMemFree: 5 kB\n', null],
    ['a number that nobody has', `MemAvailable: ${'9'.repeat(40)} kB\n`, null],
    ['words', 'MemAvailable: much kB\n', null],
    ['negative', 'MemAvailable: -5 kB\n', null],
    ['bytes', Uint8Array.from({ length: 4000 }, (_, at) => at % 256), null],
    ['endless', 'MemAvailable: 5 kB\n'.padEnd(100_000, 'x'), null],
  ];
  for (const [name, text, expected] of cases) test(name, (t) => assert.deepEqual(read(t, { 'proc/meminfo': text }).memory, expected));
});

describe('modules of the entry’s kernel', () => {
  const CONFIG = { [`boot/config-${NEXT}`]: 'CONFIG_EXT4_FS=y\nCONFIG_E1000E=m\n' };
  const BUILT_IN = { [`boot/config-${NEXT}`]: 'CONFIG_EXT4_FS=y\n# CONFIG_E1000E is not set\n' };
  const OTHER = { 'lib/modules/6.1/modules.dep': '' };
  const missing = (needed: boolean | null, path = `/lib/modules/${NEXT}`): CheckFacts['modules'] => ({ kind: 'missing', path, needed });
  const SYSTEM = '/nix/store/abc-nixos-system-box-25.05';
  const cases: readonly (readonly [string, Tree, CheckFacts['modules'], Partial<PlannedFiles>?])[] = [
    ['there', { [`lib/modules/${NEXT}/modules.dep`]: '' }, { kind: 'there' }],
    ['in /usr, /lib a link to it', { [`usr/lib/modules/${NEXT}/modules.dep.bin`]: '', lib: { link: 'usr/lib' } }, { kind: 'there' }],
    ['in /usr only', { [`usr/lib/modules/${NEXT}/modules.dep`]: '' }, { kind: 'there' }],
    ['others only', OTHER, missing(null)],
    ['others only, and the kernel has modules', { ...OTHER, ...CONFIG }, missing(true)],
    ['others only, and the kernel has none', { ...OTHER, ...BUILT_IN }, missing(false)],
    ['none at all, and the kernel has modules', CONFIG, missing(true)],
    ['none at all, and the kernel has none', BUILT_IN, { kind: 'unknown' }],
    ['leftovers without an index', { ...CONFIG, [`lib/modules/${NEXT}/updates/dkms/a.ko`]: '' }, { kind: 'no-index', path: `/lib/modules/${NEXT}`, needed: true }],
    ['a release that leads elsewhere', { 'etc/modules.dep': '', ...OTHER }, { kind: 'unknown' }, { kernelRelease: '../../etc' }],
    ['release unknown', OTHER, { kind: 'unknown' }, { kernelRelease: null }],
    ['NixOS: those of the entry’s own system', { [`${SYSTEM.slice(1)}/kernel-modules/lib/modules/${NEXT}/modules.dep`]: '', ...OTHER }, { kind: 'there' }, { commandLine: `init=${SYSTEM}/init` }],
    ['NixOS: not those of the running one', { 'nix/store/abc-nixos-system-box-25.05/kernel-modules/lib/modules/6.1/x': '', [`lib/modules/${NEXT}/modules.dep`]: '' }, missing(null, `${SYSTEM}/kernel-modules/lib/modules/${NEXT}`), { commandLine: `init=${SYSTEM}/init` }],
    ['libostree: those of the deployment', { [`ostree/deploy/a/usr/lib/modules/${NEXT}/modules.dep`]: '', 'ostree/boot.1/a/0': { link: '../../deploy/a' } }, { kind: 'there' }, { commandLine: 'ostree=/ostree/boot.1/a/0' }],
  ];
  for (const [name, tree, expected, changes] of cases) test(name, (t) => assert.deepEqual(read(t, tree, changes).modules, expected));
});

describe('space where kernels lie', () => {
  test('each file system once, with its files', (t) => {
    const space = read(t, { [`boot/vmlinuz-${NEXT}`]: 'k', [`boot/initrd.img-${NEXT}`]: 'i' }).bootSpace;
    assert.equal(space?.length, 1);
    assert.deepEqual([space[0]?.directory, space[0]?.paths], ['/boot', [ENTRY.kernel, ...ENTRY.initrds]]);
    assert.ok(Number.isSafeInteger(space[0]?.freeBytes));
  });
  test('what is missing has none', (t) => assert.deepEqual(read(t, { [`boot/initrd.img-${NEXT}`]: 'i' }).bootSpace?.map((one) => one.paths), [ENTRY.initrds]));
  test('on /proc nothing is counted', () => {
    const files = new LocalBootFiles('/');
    const advice = { target: files, fileSystems: new FstabFileSystems(files), askFwupd: () => Promise.resolve({ kind: 'absent' as const }) };
    assert.deepEqual(new RunningMachine(files, () => null, advice).readCheckFacts({ ...ENTRY, kernel: '/proc/version', initrds: [] }).bootSpace, []);
  });
});

describe('what the machine runs on', () => {
  const SYS = { 'sys/kernel/x': '' };
  const cases: readonly (readonly [string, Tree, boolean | null])[] = [
    ['hardware', SYS, false],
    ['another hypervisor that says so', { ...SYS, 'sys/hypervisor/type': 'kvm\n' }, false],
    ['dom0 by its capabilities', { ...SYS, 'sys/hypervisor/type': 'xen\n', 'proc/xen/capabilities': 'control_d\n' }, true],
    ['dom0 by its UUID', { ...SYS, 'sys/hypervisor/type': 'xen\n', 'sys/hypervisor/uuid': '00000000-0000-0000-0000-000000000000\n' }, true],
    ['a guest', { ...SYS, 'sys/hypervisor/type': 'xen\n', 'proc/xen/capabilities': '', 'sys/hypervisor/uuid': '1f0e-2\n' }, false],
    ['Xen, and nothing more', { ...SYS, 'sys/hypervisor/type': 'xen\n' }, null],
  ];
  for (const [name, tree, expected] of cases) test(`Xen’s dom0: ${name}`, (t) => assert.equal(read(t, tree).hypervisor.xenDom0, expected));

  test('SMBIOS', (t) => {
    const { vendor, product, chassisAssetTag } = read(t, { 'sys/class/dmi/id/sys_vendor': 'QEMU\n', 'sys/class/dmi/id/product_name': 'Standard PC\n', 'sys/class/dmi/id/chassis_asset_tag': ' \n' }).hypervisor;
    assert.deepEqual([vendor, product, chassisAssetTag], ['QEMU', 'Standard PC', '']);
  });
});
