import type { PlanJson } from '../../src/cli/view/plan.ts';
import type { EveryRestart } from '../../src/core/every-restart/mode.ts';
import { type DiskFindings, lookAtDisk } from '../faults/disk.ts';
import { type Agent, GuestRestarted } from '../vm/machine/agent.ts';
import { Machine } from '../vm/machine/machine.ts';
import type { WorkingCopy } from '../vm/machine/working-copy.ts';

/** The saved states: whether the mode is on, with the next restart prepared, and whether the plan refuses a quick restart. */
const STATE = { off: { allowed: 'every-off', refused: 'every-off-refused' }, on: { allowed: 'every-on', refused: 'every-on-refused' } } as const;
/** What paths that want the ten seconds of every other machine remove. */
export const PATIENCE = '/etc/systemd/system/quick-restart-every.service.d/emulated.conf';
const SET_UP_WITHIN_MS = 420_000;
const REFUSE = 'echo 1 >/proc/sys/kernel/kexec_load_disabled';

/** An emulated processor that shares a busy host needs longer than a person would wait; what takes too long is a path of its own. */
const PATIENT = `mkdir -p /etc/systemd/system/quick-restart-every.service.d
printf '[Service]\\nTimeoutStopSec=90s\\nEnvironment=QUICK_RESTART_LOAD_SECONDS=90\\n' >${PATIENCE} && systemctl daemon-reload`;

/** The one machine on which all paths are walked: another QEMU on the same disk for each, see the fault suite's stand. */
export class EveryStand {
  readonly #copy: WorkingCopy;
  readonly #rootStartMiB: number;
  #machine: Machine;
  /** What the machine would start, in the state in which a quick restart is allowed: every path begins there. */
  readonly plan: PlanJson;
  readonly runningRelease: string;

  private constructor(copy: WorkingCopy, rootStartMiB: number, plan: PlanJson, runningRelease: string) {
    this.#copy = copy;
    this.#rootStartMiB = rootStartMiB;
    this.#machine = copy.machine;
    this.plan = plan;
    this.runningRelease = runningRelease;
  }

  /** `copy` has our package, of which nothing runs. `isRefused`: some paths begin where the plan refuses. */
  static async start(copy: WorkingCopy, { rootStartMiB, isRefused }: { readonly rootStartMiB: number; readonly isRefused: boolean }): Promise<EveryStand> {
    const { root, person } = copy.machine;
    const states = async (which: 'allowed' | 'refused'): Promise<void> => {
      await copy.machine.save(STATE.off[which]);
      await root.read('quick-restart every-restart on && systemctl stop quick-restartd.service', SET_UP_WITHIN_MS);
      await copy.machine.save(STATE.on[which]);
    };
    try {
      // A minute after its start the machine notes that this kernel came up, and prepares anew. Not while a path is walked.
      await root.read(PATIENT);
      await root.read('systemctl stop quick-restart-came-up.timer && systemctl start quick-restart-came-up.service', SET_UP_WITHIN_MS);
      const plan = JSON.parse((await person.run('quick-restart plan --json')).stdout) as PlanJson;
      await root.read('systemctl stop quick-restartd.service');
      await states('allowed');
      if (isRefused) {
        await root.read(`quick-restart every-restart off && ${REFUSE} && systemctl stop quick-restartd.service`);
        await states('refused');
      }
      return new EveryStand(copy, rootStartMiB, plan, await root.read('uname -r'));
    } catch (error) {
      await copy.remove();
      throw error;
    }
  }

  get machine(): Machine {
    return this.#machine;
  }

  /** As a boot after a power cut at this moment would find its root file system; the machine must be paused. */
  lookAtDisk(): Promise<DiskFindings> {
    return lookAtDisk(this.#copy.disk, [], this.#rootStartMiB);
  }

  agent(who: 'root' | 'person'): Agent {
    return who === 'root' ? this.#machine.root : this.#machine.person;
  }

  /** Back to the saved state, with this mode; `once` and `skip` are asked for by the person at the machine, without a password. */
  async reset(mode: EveryRestart, which: 'allowed' | 'refused' = 'allowed'): Promise<void> {
    await this.#machine.stop();
    this.#machine = await Machine.start({ disk: this.#copy.disk, snapshot: STATE[mode === 'off' || mode === 'once' ? 'off' : 'on'][which], firmware: this.#copy.firmware });
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
