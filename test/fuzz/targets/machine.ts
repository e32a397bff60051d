import { NO_MODE } from '../../../src/adapters/every-restart/mode-files.ts';
import { NextRestart } from '../../../src/adapters/every-restart/next-restart-files.ts';
import type { EnginePorts } from '../../../src/use-cases/engine-ports.ts';
import assert from 'node:assert/strict';
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { encodeServiceState } from '../../../src/adapters/dbus/service-state.ts';
import { encodeDict, encodeDicts } from '../../../src/adapters/dbus/variant-dict.ts';
import { FstabFileSystems } from '../../../src/adapters/file-systems/fstab-file-systems.ts';
import { MountedFileSystems } from '../../../src/adapters/file-systems/mounted-file-systems.ts';
import { NO_HISTORY } from '../../../src/adapters/history/history-file.ts';
import { RunningMachine } from '../../../src/adapters/machine-facts/running-machine.ts';
import { PolicyFiles } from '../../../src/adapters/policy-store/policy-files.ts';
import { restartSources } from '../../../src/adapters/restart-sources/index.ts';
import type { Engine } from '../../../src/use-cases/engine.ts';
import { createEngine } from '../../../src/use-cases/create-engine.ts';
import { KernelClock } from '../../../src/adapters/boot-times/kernel-clock.ts';
import { NO_KERNELS } from '../../../src/adapters/kernels/kernels-file.ts';
import { FakeKexec, FakeWatchdog } from '../../fakes/engine-machine.ts';
import { memoryFiles, type MemoryTree } from '../../fakes/memory-files.ts';
import { gzipEndIn } from '../../unit/core/kernel/support/archives.ts';
import { bytesOf, type FuzzTarget } from '../target.ts';

const TREES = join(import.meta.dirname, '../../fixtures/boot-trees');
const VARIABLES = '/sys/firmware/efi/efivars';
const GLOBAL = '8be4df61-93ca-11d2-aa0d-00e098032b8c';
const variable = (...value: readonly number[]): Uint8Array => Uint8Array.from([7, 0, 0, 0, ...value]);

/** What a running system says of itself, everything that a plan looks at at least once. */
const RUNNING: MemoryTree = {
  '/proc/self/mountinfo': '25 1 254:1 / / rw - ext4 /dev/vda1 rw\n26 25 254:2 / /boot rw - ext4 /dev/vda2 rw\n27 26 254:3 / /boot/efi rw - vfat /dev/vda3 rw\n28 25 254:3 / /efi rw - vfat /dev/vda3 rw\n',
  '/proc/cmdline': 'BOOT_IMAGE=/vmlinuz-6.12.43+deb13-amd64 root=UUID=0f5a2c1e-7b6d-4c3e-9a81-2d4f6b8c0e11 ro quiet\n',
  '/proc/locks': '1: POSIX  ADVISORY  WRITE 1234 fe:01:131090 0 EOF\n2: FLOCK  ADVISORY  WRITE 1 00:1a:7 0 EOF\n',
  '/proc/swaps': 'Filename Type Size Used Priority\n/dev/vda5 partition 1000 0 -2\n/swapfile file 1 0 -3\n',
  '/proc/modules': 'i915 1 0 - Live 0x0\n',
  '/proc/config.gz': gzipSync('CONFIG_KEXEC=y\nCONFIG_KEXEC_FILE=y\n'),
  '/proc/sys/kernel/kexec_load_disabled': '0\n',
  '/sys/kernel/kexec_loaded': '0\n',
  '/sys/kernel/security/lockdown': '[none] integrity confidentiality\n',
  '/sys/power/resume': '254:5\n',
  '/sys/class/block/vda1/dev': '254:1\n',
  '/sys/class/block/vda1/slaves/dm-0': '',
  '/sys/class/block/dm-0/dm/uuid': 'CRYPT-LUKS2-abc-root\n',
  '/sys/class/block/dm-0/dm/name': 'root\n',
  '/sys/class/block/vda5/dev': '254:5\n',
  '/sys/dev/block/254:5': { link: '/sys/class/block/vda5' },
  '/sys/bus/pci/devices/0000:00:02.0/class': '0x030000\n',
  '/sys/bus/pci/devices/0000:00:02.0/vendor': '0x8086\n',
  '/sys/bus/pci/devices/0000:00:02.0/device': '0x1234\n',
  '/sys/bus/pci/devices/0000:00:02.0/driver': { link: '/sys/bus/pci/drivers/i915' },
  '/sys/bus/pci/drivers/i915/bind': '',
  '/run/udev/data/b254:1': 'E:ID_FS_UUID=0f5a2c1e-7b6d-4c3e-9a81-2d4f6b8c0e11\nE:ID_FS_TYPE=ext4\nE:ID_PART_ENTRY_NUMBER=1\n',
  '/run/udev/data/b254:5': 'E:ID_FS_TYPE=swsuspend\nE:ID_FS_UUID=77\n',
  '/dev/disk/by-uuid/0f5a2c1e-7b6d-4c3e-9a81-2d4f6b8c0e11': { link: '/dev/vda1' },
  '/dev/vda1': '',
  '/etc/crypttab': 'root UUID=1 none luks,tpm2-device=auto\n',
  '/etc/os-release': 'ID=debian\nPRETTY_NAME="Debian GNU/Linux 13"\n',
  '/etc/quick-restart/quick-restart.conf': '[Restart]\nDefault=newest\n',
  '/etc/quick-restart/graphics.conf': 'amdgpu * warning\n',
  '/run/reboot-required': '',
  '/run/reboot-required.pkgs': 'linux-image-amd64\nlibc6\n',
  '/run/quick-restart/scanned.json': '{"schema":1,"statements":[{"kind":"requested","source":"needrestart"}]}\n',
  '/run/quick-restart/package-kit.json': '{"schema":1,"statements":[]}\n',
  [`${VARIABLES}/BootNext-${GLOBAL}`]: variable(1, 0),
  [`${VARIABLES}/Boot0001-${GLOBAL}`]: variable(1, 0, 0, 0, 0, 0, 65, 0, 0, 0, 4, 0),
  [`${VARIABLES}/OsIndications-${GLOBAL}`]: variable(0, 0, 0, 0, 0, 0, 0, 0),
};

const MACHINES: readonly { readonly tree: MemoryTree; readonly paths: readonly string[] }[] = readdirSync(TREES, { withFileTypes: true })
  .filter((one) => one.isDirectory())
  .map(({ name }) => {
    const tree = { ...RUNNING, ...readFolder(join(TREES, name, 'root')) };
    return { tree, paths: Object.keys(tree).filter((path) => contentOf(tree, path) !== null) };
  });

/** The first two bytes choose the machine and its file, the others are what the file holds. */
export const MACHINE_TARGET: FuzzTarget = {
  name: 'machine',
  samples: MACHINES.flatMap(({ tree, paths }, machine) => paths.map((path, file) => Buffer.concat([Buffer.from([machine, file]), contentOf(tree, path) ?? Buffer.alloc(0)]))),
  words: ['menuentry ', 'linux /', 'initrd /', 'search ', 'set default=', 'options ', 'UUID=', '{', '}', '\n', '"', "'", '$', '=', '\0', '../', '070701'],
  async check(input: Uint8Array): Promise<void> {
    const machine = MACHINES[(input[0] ?? 0) % MACHINES.length] ?? { tree: {}, paths: [] };
    const path = machine.paths[(input[1] ?? 0) % machine.paths.length] ?? '/proc/cmdline';
    const tree = { ...machine.tree, [path]: input.subarray(2) };
    for (const root of ['/', '/elsewhere']) await assertAnswers(engineOf(tree, root));
  },
};

/** Everything that anybody may ask for is answered, with something that goes over the bus. */
async function assertAnswers(engine: Engine): Promise<void> {
  const listed = engine.listEntries();
  if (listed.ok) {
    encodeDicts(listed.value.entries);
    encodeDicts(listed.value.diagnostics);
    assert.equal(new Set(listed.value.entries.map(({ id }) => id)).size, listed.value.entries.length, 'ids are unique');
    assert.ok(listed.value.entries.filter((entry) => entry.default).length <= 1, 'one default at most');
  }
  const state = engine.state();
  if (state.ok) encodeServiceState(state.value);
  for (const selector of ['', listed.ok ? (listed.value.entries.at(-1)?.id ?? '') : '']) {
    const plan = await engine.plan(selector);
    if (!plan.ok) continue;
    encodeDict(plan.value);
    assert.ok(plan.value.action !== 'quick' || (plan.value.kernel !== null && plan.value.checks.every((check) => check.result !== 'refusal' || check.against !== 'quick')));
  }
}

function engineOf(tree: MemoryTree, root: string): Engine {
  const files = { ...memoryFiles(tree), root, hostPath: (path: string) => ({ ok: true, value: path }) as const };
  const fileSystems = root === '/' ? new MountedFileSystems(files) : new FstabFileSystems(files);
  const quiet = (): void => undefined;
  const ports: EnginePorts = {
    version: '0.0.0-fuzz',
    files,
    fileSystems,
    machine: new RunningMachine({ ...files, root: '/' }, () => '/usr/sbin/kexec', { target: files, fileSystems, askFwupd: () => Promise.resolve({ kind: 'absent' }) }),
    kexec: new FakeKexec(),
    policy: new PolicyFiles(files),
    records: { read: () => null, isUnderWay: () => false, write: () => ({ ok: true, value: null }), clear: quiet },
    stamps: { of: () => [], changed: () => [] },
    kernels: NO_KERNELS,
    watchdog: new FakeWatchdog(),
    clock: new KernelClock(),
    history: NO_HISTORY,
    environmentBlocks: { write: () => ({ ok: true, value: null }) },
    journal: { info: quiet, warning: quiet, error: quiet },
    restartSources: restartSources(files),
    gzipEnd: (path, offset) => Promise.resolve(gzipEndIn(contentOf(tree, path) ?? Buffer.alloc(0))(offset)),
    mode: NO_MODE,
    nextRestart: new NextRestart('/nonexistent'),
    recording: () => ports,
  };
  return createEngine(ports);
}

function contentOf(tree: MemoryTree, path: string): Uint8Array | null {
  const node = tree[path];
  if (typeof node === 'string') return bytesOf(node);
  return node instanceof Uint8Array ? node : null;
}

function readFolder(root: string): MemoryTree {
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' });
  return Object.fromEntries(names.flatMap((name) => {
    const path = join(root, name);
    const status = lstatSync(path);
    if (status.isDirectory()) return [];
    return [[`/${name}`, status.isSymbolicLink() ? { link: readlinkSync(path) } : readFileSync(path)] as const];
  }));
}
