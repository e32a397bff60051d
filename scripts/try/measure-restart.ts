import { type Agent, type CommandResult, GuestRestarted } from '../../test/vm/machine/agent.ts';
import type { Machine } from '../../test/vm/machine/machine.ts';
import type { RestartReport } from './restart-report.ts';

const RESTART_TIMEOUT_MS = 420_000;

interface Moments {
  readonly startMs: number;
  readonly jumpMs: number;
  readonly kernelStartMs: number;
}

/**
 * Runs `command` as `agent` (it must restart the machine), waits for the next boot, and reports.
 * Throws where the command fails or no other boot comes.
 */
export async function measureRestart(machine: Machine, agent: Agent, command: string): Promise<RestartReport> {
  const bootIdBefore = machine.root.bootId;
  if (bootIdBefore === null) throw new Error('the machine has not been started');
  const before = { firmware: machine.firmwareStarts(), startMs: performance.now() };
  const answer = await request(machine, agent, command);
  const bootId = await machine.waitUntilBooted(bootIdBefore, RESTART_TIMEOUT_MS);
  const moments = { startMs: before.startMs, jumpMs: jump(machine, before.startMs), kernelStartMs: await kernelStart(machine) };
  const userspaceMs = await timestamp(machine, 'UserspaceTimestampMonotonic');
  const finishMs = await timestamp(machine, 'FinishTimestampMonotonic');
  return {
    parts: { ...outside(moments), kernelMs: userspaceMs, servicesMs: finishMs - userspaceMs },
    requestMs: answer === null ? null : answer.atMs - before.startMs,
    requestOutput: answer === null ? '' : answer.stdout + answer.stderr,
    firmwareStarts: machine.firmwareStarts() - before.firmware,
    resets: machine.events.filter((event) => event.name === 'RESET' && event.atMs >= before.startMs).length,
    bootIdBefore,
    bootId,
    ...(await inside(machine, bootIdBefore)),
  };
}

/** The command's answer, or null where the restart came first. */
async function request(machine: Machine, agent: Agent, command: string): Promise<CommandResult | null> {
  try {
    const answer = await machine.explain('no restart', () => agent.run(command, RESTART_TIMEOUT_MS));
    if (answer.code !== 0) throw new Error(`no restart: exit ${answer.code} from: ${command}\n${answer.stdout}${answer.stderr}`);
    return answer;
  } catch (error) {
    if (error instanceof Error && error.cause instanceof GuestRestarted) return null;
    throw error;
  }
}

function outside({ startMs, jumpMs, kernelStartMs }: Moments): { readonly shutdownMs: number; readonly firmwareMs: number } {
  return { shutdownMs: jumpMs - startMs, firmwareMs: kernelStartMs - jumpMs };
}

/** The kernel's last line before the jump, or the reset of the machine. */
function jump(machine: Machine, sinceMs: number): number {
  const line = machine.serial.find(/kexec_core: Starting new kernel/, sinceMs);
  const reset = machine.events.find((event) => event.name === 'RESET' && event.atMs >= sinceMs);
  const atMs = line?.atMs ?? reset?.atMs;
  if (atMs === undefined) throw new Error(`the machine restarted, but neither kexec nor a reset was seen\n${machine.serial.tail()}`);
  return atMs;
}

/** Host's time at which the running kernel's clock began. */
async function kernelStart(machine: Machine): Promise<number> {
  const { stdout, atMs } = await machine.root.run('cat /proc/uptime');
  return atMs - Number(stdout.split(' ')[0]) * 1000;
}

async function timestamp(machine: Machine, property: string): Promise<number> {
  const usec = Number(await machine.root.read(`systemctl show --value -p ${property}`));
  if (!(usec > 0)) throw new Error(`systemd does not tell its ${property}`);
  return usec / 1000;
}

type Inside = Pick<RestartReport, 'kernelRelease' | 'commandLine' | 'witnessed' | 'fileSystemCheck' | 'recoveries' | 'passwordPrompts'>;

async function inside({ root }: Machine, bootIdBefore: string): Promise<Inside> {
  const lines = async (script: string): Promise<readonly string[]> => (await root.read(`${script} || true`)).split('\n').filter((line) => line !== '');
  const polkit = "-u polkit --no-pager -o cat | grep -iE 'authentication agent|authenticat(ed|e)'";
  return {
    kernelRelease: await root.read('uname -r'),
    commandLine: await root.read('cat /proc/cmdline'),
    witnessed: await lines('cat /var/lib/quick-restart-try/witness'),
    fileSystemCheck: (await lines('cat /run/initramfs/fsck.log')).join('\n'),
    recoveries: await lines("journalctl -b -k --no-pager -o cat | grep -iE 'recover|orphan'"),
    passwordPrompts: [...(await lines(`journalctl -b ${bootIdBefore.replaceAll('-', '')} ${polkit}`)), ...(await lines(`journalctl -b ${polkit}`))],
  };
}
