import type { RunningTool } from '../../core/restart-plan/check-facts.ts';
import type { BootFiles } from '../../ports/boot-files.ts';

const MAX_BYTES = 64 * 1024;
const COMM_BYTES = 64;

/** As many processes as are looked at: more than that are somebody's flood, and no answer is given. */
const MOST_PROCESSES = 8192;

/** Names as the kernel keeps them (proc_pid_comm(5): 15 bytes) of the programs that make initrds, and of what they run. */
const TOOLS: ReadonlySet<string> = new Set(['update-initramf', 'mkinitramfs', 'dracut', 'dracut-install', 'mkinitcpio', 'kernel-install', 'mkinitrd', 'booster', 'mkosi-initrd']);

/**
 * Programs of root that are making an initrd now; null where processes of others cannot be seen (hidepid=, proc(5)). Only root's in the
 * machine's own process namespace count: anybody may call a program of theirs dracut, and a container builds its own initrds.
 */
export function runningInitrdTools(files: BootFiles): readonly RunningTool[] | null {
  const listed = files.list('/proc');
  if (!listed.ok || !files.readRange('/proc/1/comm', 0, COMM_BYTES).ok) return null;
  const pids = listed.value.filter((name) => /^[1-9]\d*$/.test(name));
  if (pids.length > MOST_PROCESSES) return null;
  return pids.flatMap((pid) => {
    const name = nameOf(files, pid);
    return TOOLS.has(name) && isRoots(files, pid) ? [{ name, pid: Number(pid) }] : [];
  });
}

/** Empty for one that has ended in between. */
function nameOf(files: BootFiles, pid: string): string {
  const comm = files.readRange(`/proc/${pid}/comm`, 0, COMM_BYTES);
  return comm.ok ? new TextDecoder().decode(comm.value).replace(/\n$/, '') : '';
}

/** proc_pid_status(5): real and effective user, and one process id only. */
function isRoots(files: BootFiles, pid: string): boolean {
  const status = files.readText(`/proc/${pid}/status`, MAX_BYTES);
  return status.ok && /^Uid:\t0\t0\t/m.test(status.value.text) && !/^NSpid:\t\d+\t\d/m.test(status.value.text);
}
