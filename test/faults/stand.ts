import assert from 'node:assert/strict';
import { type Agent, type CommandResult, GuestRestarted } from '../vm/machine/agent.ts';
import { Machine } from '../vm/machine/machine.ts';
import { startInstalled } from '../vm/machine/upgraded-image.ts';
import type { WorkingCopy } from '../vm/machine/working-copy.ts';

/** The saved state: as `startInstalled` leaves it, and the helper has just answered, so that it knows of everything as it was before the fault. */
const READY = 'ready';
const BOOT_TIMEOUT_MS = 600_000;

/** The one machine on which all rows are played: set back to the same saved state before each, replaced when its power is cut. */
export class Stand {
  readonly #copy: WorkingCopy;
  #machine: Machine;

  private constructor(copy: WorkingCopy) {
    this.#copy = copy;
    this.#machine = copy.machine;
  }

  static async start(): Promise<Stand> {
    const copy = await startInstalled();
    try {
      await copy.machine.person.read('quick-restart status');
      await copy.machine.save(READY);
      return new Stand(copy);
    } catch (error) {
      await copy.remove();
      throw error;
    }
  }

  get machine(): Machine {
    return this.#machine;
  }

  /** The disk image of the machine, qcow2. */
  get disk(): string {
    return this.#copy.disk;
  }

  get root(): Agent {
    return this.#machine.root;
  }

  /** A person without privileges who sits at the machine. */
  get person(): Agent {
    return this.#machine.person;
  }

  /**
   * Back to the saved state, in another QEMU: within one, an emulated processor's time stamp counter never goes back (QEMU's
   * cpu_get_ticks), so that the guest would see its clock jump and systemd would kill services whose watchdog time had passed.
   */
  async reset(): Promise<void> {
    await this.#machine.stop();
    this.#machine = await Machine.start({ disk: this.disk, snapshot: READY });
    await this.#machine.attach();
  }

  async remove(): Promise<void> {
    await this.#machine.stop();
    await this.#copy.remove();
  }

  /** The command is refused and says why; that nothing is loaded and nothing restarts, the judge sees at the end of each row. */
  async refused(command: string, exit: number, says: RegExp, agent: Agent = this.person): Promise<void> {
    const result = await agent.run(command);
    assert.equal(result.code, exit, `exit code of ${command}: ${result.stdout}${result.stderr}`);
    assert.match(result.stderr, says, `what ${command} said`);
  }

  async nothingLoaded(): Promise<void> {
    assert.equal(await this.root.read('cat /sys/kernel/kexec_loaded'), '0', 'a kernel is left loaded');
  }

  /** Runs what must restart the machine, and waits for the next boot. Gives what the command said, where it said it in time. */
  async restart(command: string, agent: Agent = this.person, withinMs = BOOT_TIMEOUT_MS): Promise<CommandResult | null> {
    const boot = this.root.bootId;
    const answer = await survive(agent.run(command, withinMs));
    if (answer !== null && answer.code !== 0) throw new Error(`no restart: exit ${answer.code} from ${command}\n${answer.stdout}${answer.stderr}`);
    await this.#machine.waitUntilBooted(boot, withinMs);
    return answer;
  }

  /** Waits for another boot than `boot`, for what was started before. */
  async booted(boot: string | null): Promise<void> {
    await this.#machine.waitUntilBooted(boot, BOOT_TIMEOUT_MS);
  }

  /** The power fails and comes back: QEMU is killed, and another one starts from the disk as it was then. */
  async cutPower(): Promise<void> {
    await this.#machine.cutPower();
    this.#machine = await Machine.start({ disk: this.disk });
    await this.#machine.waitUntilBooted(null, BOOT_TIMEOUT_MS);
  }

  /** Waits until a shell condition holds in the guest. */
  async until(condition: string, seconds = 120): Promise<void> {
    const script = `end=$(($(cut -d. -f1 /proc/uptime) + ${seconds})); until ${condition}; do [ $(cut -d. -f1 /proc/uptime) -lt $end ] || exit 1; sleep 0.1; done`;
    await this.#machine.explain(`never came: ${condition}`, () => this.root.read(script, (seconds + 60) * 1000));
  }

  /** Waits for a line on the serial console that came since `sinceMs` (performance.now()). */
  async line(pattern: RegExp, sinceMs: number, seconds = 180): Promise<void> {
    await this.#machine.explain(`no line ${pattern} on the console`, async () => {
      while (this.#machine.serial.find(pattern, sinceMs) === null) {
        if (performance.now() - sinceMs > seconds * 1000) throw new Error(`not within ${seconds} s`);
        await pause(10);
      }
    });
  }
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** The answer of a command, or null where the machine went away first: restarted, set back, or without power. */
export async function survive(answer: Promise<CommandResult>): Promise<CommandResult | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof GuestRestarted || (error instanceof Error && /the virtual machine has ended/.test(error.message))) return null;
    throw error;
  }
}
