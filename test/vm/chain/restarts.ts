import type { Machine } from '../machine/machine.ts';
import { BOOT_TIMEOUT_MS } from './provider.ts';

/** What one restart of a provider's machine came to, as the machine and its console tell. */
export interface ChainReport {
  readonly bootId: string;
  readonly release: string;
  readonly commandLine: string;
  /** Releases of the kernels that started, in order. Not firmware starts: SeaBIOS starts twice for one reset. */
  readonly kernels: readonly string[];
  /** Lines of the console since the restart was asked for. */
  readonly console: readonly string[];
  /** What the check of the root file system said before it was mounted, and what the kernel had to recover. */
  readonly fileSystem: string;
  readonly last: Readonly<Record<string, string>>;
  readonly tries: string;
}

const STATE = '/var/lib/quick-restart/chainload';

/** Restarts the machine with `command`, as root, and waits for a boot that answers. `atQuestion` is called when the console asks. */
export async function restartAndReport(machine: Machine, command = 'systemctl reboot', atQuestion: () => void = () => undefined): Promise<ChainReport> {
  const before = { bootId: machine.root.bootId, lines: machine.serial.lines.length, atMs: performance.now() };
  void machine.root.run(command).catch(() => undefined); // whether it came to another boot is seen below
  const asked = watchFor(machine, before.atMs, atQuestion);
  try {
    await machine.explain('no other boot', () => machine.root.waitForBoot(before.bootId, BOOT_TIMEOUT_MS));
  } finally {
    asked();
  }
  return report(machine, before);
}

/** What is to be seen of the boot that answers now. */
export async function report(machine: Machine, before: { readonly lines: number } = { lines: 0 }): Promise<ChainReport> {
  const { root } = machine;
  const console = machine.serial.lines.slice(before.lines).map((line) => line.text);
  const last = await root.read(`cat ${STATE}/last || true`);
  return {
    bootId: root.bootId ?? '',
    release: await root.read('uname -r'),
    commandLine: await root.read('cat /proc/cmdline'),
    kernels: console.flatMap((line) => /^\[ +0\.0+\] Linux version (\S+)/.exec(line)?.[1] ?? []),
    console,
    fileSystem: await root.read("cat /run/initramfs/fsck.log 2>/dev/null; dmesg | grep -iE 'EXT4.*(recover|orphan)' || true"),
    last: Object.fromEntries(last.split('\n').filter((line) => line !== '').map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)])),
    tries: (await root.read(`cat ${STATE}/tries || true`)).replaceAll('\n', ' '),
  };
}

function watchFor(machine: Machine, sinceMs: number, then: () => void): () => void {
  const timer = setInterval(() => {
    if (machine.serial.find(/Starting own kernel .* press /, sinceMs) === null) return;
    clearInterval(timer);
    then();
  }, 100);
  return () => clearInterval(timer);
}
