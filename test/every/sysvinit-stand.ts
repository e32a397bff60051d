import { BOOTED, sysvinitImage } from '../../scripts/guest/sysvinit/sysvinit-image.ts';
import { stepsTo } from '../../scripts/guest/steps.ts';
import { builtPackage, installPackage } from '../../scripts/try/guest-packages.ts';
import { lookAtDisk, type DiskFindings } from '../faults/disk.ts';
import { Machine } from '../vm/machine/machine.ts';
import { startCopy, type WorkingCopy } from '../vm/machine/working-copy.ts';
import { send } from './stand.ts';

/** Saved states: with our package; and with the mode on, the next restart prepared. */
export const OFF = 'sysvinit-off';
export const ON = 'sysvinit-on';

const BOOT_TIMEOUT_MS = 420_000;
const COMMAND_TIMEOUT_MS = 60_000;

/** What one restart came to, as the machine and its console tell. */
export interface SysvRestart {
  /** Times at which the kernel jumped into another one. */
  readonly jumps: number;
  /** SeaBIOS starts; it starts more than once for one reset. */
  readonly firmwareStarts: number;
  readonly release: string;
  readonly commandLine: string;
  /** What the kernel had to recover of the root file system. */
  readonly recovered: string;
  /** Lines of the console since the restart was asked for, with the host's time. */
  readonly console: Machine['serial']['lines'];
}

/** A machine whose PID 1 is sysvinit, with our package; another QEMU on the same disk for each row, as in the suite of all paths. */
export class SysvStand {
  readonly #copy: WorkingCopy;
  #machine: Machine;
  /** What `plan --json` says with the mode on. */
  readonly plan: { readonly commandLine: string; readonly addedWords: readonly string[]; readonly entry: { readonly kernelRelease: string } };

  private constructor(copy: WorkingCopy, plan: SysvStand['plan']) {
    this.#copy = copy;
    this.#machine = copy.machine;
    this.plan = plan;
  }

  static async start(): Promise<SysvStand> {
    const steps = stepsTo((text) => void process.stdout.write(text));
    const deb = await steps.run('building our package', builtPackage);
    const copy = await startCopy(await sysvinitImage(steps), BOOTED);
    const { machine } = copy;
    try {
      await steps.run('installing our package', () => installPackage(machine, deb));
      await machine.save(OFF);
      await steps.run('setting the mode', () => machine.root.read('quick-restart every-restart on'));
      const plan = JSON.parse(await machine.root.read('quick-restart plan --json')) as SysvStand['plan'];
      await machine.save(ON);
      return new SysvStand(copy, plan);
    } catch (error) {
      await copy.remove();
      throw error;
    }
  }

  get machine(): Machine {
    return this.#machine;
  }

  async reset(snapshot: typeof OFF | typeof ON): Promise<Machine> {
    await this.#machine.stop();
    this.#machine = await Machine.start({ disk: this.#copy.disk, snapshot });
    await this.#machine.attach();
    return this.#machine;
  }

  /** Has the machine restart by `command`, as root, and waits for a boot that answers. */
  async restart(command: string): Promise<SysvRestart> {
    const machine = this.#machine;
    const before = { bootId: machine.root.bootId, lines: machine.serial.lines.length, firmware: machine.firmwareStarts() };
    await machine.explain(`no restart by ${command}`, async () => {
      // The machine goes before the command answers: the next boot ends the wait.
      await send(machine.root, command, BOOT_TIMEOUT_MS);
      await machine.root.waitForBoot(before.bootId, BOOT_TIMEOUT_MS);
    });
    const console = machine.serial.lines.slice(before.lines);
    return {
      jumps: console.filter(({ text }) => text.includes('kexec_core: Starting new kernel')).length,
      firmwareStarts: machine.firmwareStarts() - before.firmware,
      release: await machine.root.read('uname -r'),
      commandLine: await machine.root.read('cat /proc/cmdline'),
      recovered: await machine.root.read("cat /run/initramfs/fsck.log 2>/dev/null | grep -iE 'recover|corrupt|not cleanly' ; dmesg | grep -iE 'EXT4.*(recover|orphan)' || true"),
      console,
    };
  }

  /** Has the machine switch itself off by `command`, and looks at its disk. */
  async switchOff(command: string): Promise<{ readonly jumps: number; readonly disk: DiskFindings }> {
    const machine = this.#machine;
    const from = machine.serial.lines.length;
    await send(machine.root, command, COMMAND_TIMEOUT_MS);
    await machine.waitUntilOff(BOOT_TIMEOUT_MS);
    const jumps = machine.serial.lines.slice(from).filter(({ text }) => /Starting new kernel|Quick Restart/.test(text)).length;
    return { jumps, disk: await lookAtDisk(this.#copy.disk, []) };
  }

  async remove(): Promise<void> {
    await this.#machine.stop();
    await this.#copy.remove();
  }
}
