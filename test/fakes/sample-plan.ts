import type { BootEntry } from '../../src/core/boot-entry/boot-entry.ts';
import type { CheckOutcome } from '../../src/core/restart-plan/check.ts';
import type { RestartPlan } from '../../src/core/restart-plan/plan.ts';

export const RUNNING_RELEASE = '6.12.100+deb13-amd64';
export const NEXT_RELEASE = '6.12.107+deb13-amd64';
const DISK = '8b3c1f52-95a4-4c02-9a5c-3c5c5f7a0d11';
const COMMAND_LINE = `root=UUID=${DISK} ro quiet splash`;

/** An entry as Debian's GRUB has it, with whatever a test wants to be different. */
export function sampleEntry(changes: Partial<BootEntry> = {}): BootEntry {
  return {
    id: `gnulinux-simple-${DISK}`,
    title: 'Debian GNU/Linux',
    titlePath: [],
    source: { kind: 'grub', file: '/boot/grub/grub.cfg', line: 112 },
    kernel: `/boot/vmlinuz-${NEXT_RELEASE}`,
    initrds: [`/boot/initrd.img-${NEXT_RELEASE}`],
    devicetree: null,
    commandLine: COMMAND_LINE,
    kernelRelease: NEXT_RELEASE,
    architecture: 'x86_64',
    default: true,
    running: false,
    recovery: false,
    restricted: false,
    quickRestart: true,
    problems: [],
    ...changes,
  };
}

const ADVANCED = 'Advanced options for Debian GNU/Linux';

/** Debian's menu after a kernel upgrade: two kernels, their recovery entries, memtest, firmware setup. */
export function sampleMenu(): readonly BootEntry[] {
  const advanced = (release: string, recovery: boolean, line: number): BootEntry =>
    sampleEntry({
      id: `gnulinux-advanced-${DISK}>gnulinux-${release}-${recovery ? 'recovery' : 'advanced'}-${DISK}`,
      title: `Debian GNU/Linux, with Linux ${release}${recovery ? ' (recovery mode)' : ''}`,
      titlePath: [ADVANCED],
      source: { kind: 'grub', file: '/boot/grub/grub.cfg', line },
      kernel: `/boot/vmlinuz-${release}`,
      initrds: [`/boot/initrd.img-${release}`],
      commandLine: recovery ? `root=UUID=${DISK} ro single` : COMMAND_LINE,
      kernelRelease: release,
      default: false,
      running: release === RUNNING_RELEASE && !recovery,
      recovery,
    });
  const other = (id: string, title: string, line: number, message: string): BootEntry =>
    sampleEntry({
      id, title, source: { kind: 'grub', file: '/boot/grub/grub.cfg', line }, kernel: null, initrds: [], commandLine: '', kernelRelease: null, architecture: null,
      default: false, quickRestart: false, problems: [{ kind: 'not-linux', message }],
    });
  return [
    sampleEntry(),
    advanced(NEXT_RELEASE, false, 134),
    advanced(NEXT_RELEASE, true, 152),
    advanced(RUNNING_RELEASE, false, 171),
    advanced(RUNNING_RELEASE, true, 189),
    other('memtest86+', 'Memory test (memtest86+x64.bin)', 215, 'This starts no Linux kernel.'),
    other('uefi-firmware', 'UEFI Firmware Settings', 231, 'This starts no Linux kernel.'),
  ];
}

/** One outcome of a check. */
export function sampleCheck(changes: Partial<CheckOutcome> = {}): CheckOutcome {
  return { id: 'kernel-image', result: 'ok', message: 'The kernel image is whole.', hint: '', against: 'quick', ...changes };
}

const PASSED: readonly CheckOutcome['id'][] = [
  'default-entry', 'entry-fit', 'kernel-image', 'kernel-architecture', 'initrds', 'root-argument', 'kexec-tool', 'kexec-support',
  'kexec-load-disabled', 'lockdown', 'package-manager', 'container', 'already-loaded', 'newest-differs',
];

/** A plan that allows a quick restart, with whatever a test wants to be different. */
export function samplePlan(changes: Partial<RestartPlan> = {}): RestartPlan {
  const entry = changes.entry === undefined ? sampleEntry() : changes.entry;
  return {
    action: 'quick',
    entry,
    kernel: entry?.kernel ?? null,
    initrds: entry?.initrds ?? [],
    commandLine: entry?.commandLine ?? '',
    trial: false,
    addedWords: [],
    checks: PASSED.map((id) => sampleCheck({ id })),
    policy: 'boot-loader',
    savedSeconds: { value: null, from: 'unknown' },
    ...changes,
  };
}

/** A plan that a truncated initrd refuses. */
export function refusedPlan(): RestartPlan {
  const refusal = sampleCheck({ id: 'initrds', result: 'refusal', message: `/boot/initrd.img-${NEXT_RELEASE} is cut off.`, hint: 'Wait until the upgrade has ended, or run update-initramfs -u.' });
  return samplePlan({ action: 'full', checks: [refusal, sampleCheck()] });
}

/** A plan while a package manager is at work. */
export function forbiddenPlan(): RestartPlan {
  const refusal = sampleCheck({ id: 'package-manager', result: 'refusal', message: 'dpkg is changing the system (process 4711).', hint: 'Wait until it has ended.', against: 'any' });
  return samplePlan({ action: 'none', checks: [refusal, sampleCheck()] });
}

/** Fields of a boot entry in `--json`, in their order; the contract's. */
export const ENTRY_FIELDS = [
  'id', 'title', 'titlePath', 'source', 'kernel', 'initrds', 'devicetree', 'commandLine', 'kernelRelease', 'architecture',
  'default', 'running', 'recovery', 'restricted', 'quickRestart', 'problems',
];
