import { type Agent, GuestRestarted } from '../vm/machine/agent.ts';
import { Machine } from '../vm/machine/machine.ts';
import { INSTALLED } from '../vm/machine/upgraded-image.ts';
import type { WorkingCopy } from '../vm/machine/working-copy.ts';
import type { EveryRestart } from '../../src/core/every-restart/mode.ts';

/** The saved state in which the mode is on, and the next restart prepared. */
const ON = 'every-on';

/** The one machine on which all paths are walked: another QEMU on the same disk for each, see the fault suite's stand. */
export class EveryStand {
  readonly #copy: WorkingCopy;
  #machine: Machine;

  private constructor(copy: WorkingCopy) {
    this.#copy = copy;
    this.#machine = copy.machine;
  }

  /** `copy` has the state that `startInstalled` leaves. */
  static async start(copy: WorkingCopy): Promise<EveryStand> {
    try {
      await copy.machine.root.read('quick-restart every-restart on && systemctl stop quick-restartd.service');
      await copy.machine.save(ON);
      return new EveryStand(copy);
    } catch (error) {
      await copy.remove();
      throw error;
    }
  }

  get machine(): Machine {
    return this.#machine;
  }

  get disk(): string {
    return this.#copy.disk;
  }

  agent(who: 'root' | 'person'): Agent {
    return who === 'root' ? this.#machine.root : this.#machine.person;
  }

  /** Back to the saved state, with this mode; `once` and `skip` are asked for by the person at the machine, without a password. */
  async reset(mode: EveryRestart): Promise<void> {
    await this.#machine.stop();
    this.#machine = await Machine.start({ disk: this.disk, snapshot: mode === 'off' || mode === 'once' ? INSTALLED : ON });
    await this.#machine.attach();
    if (mode === 'once' || mode === 'skip') await this.#machine.person.read(`quick-restart every-restart ${mode}`);
  }

  async remove(): Promise<void> {
    await this.#machine.stop();
    await this.#copy.remove();
  }
}

/** Starts a command that takes the machine down, as a rule before it has answered. */
export function send(agent: Agent, command: string, withinMs: number): Promise<void> {
  return agent.run(command, withinMs).then(
    ({ code, stdout, stderr }) => {
      if (code !== 0) throw new Error(`exit ${code} from ${command}\n${stdout}${stderr}`);
    },
    (error: unknown) => {
      if (!(error instanceof GuestRestarted) && !(error instanceof Error && /the virtual machine has ended/.test(error.message))) throw error;
    },
  );
}
