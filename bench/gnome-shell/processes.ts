import type { Desktop } from '../../test/desktop/support/desktop.ts';

/** What GNOME Shell has used up so far. */
export interface ShellUse {
  /** Time on a processor, in ms, of threads that have ended as well: utime and stime of proc_pid_stat(5), in ticks of 10 ms. */
  readonly processorMs: number;
  /** How often its main loop went to sleep of its own accord, and so was woken: its first thread's, proc_pid_status(5). What extensions do runs there. */
  readonly wakeUps: number;
}

const TICK_MS = 10;

/** Reads it from outside, so that the shell does nothing for it. */
export async function useOf(desktop: Desktop): Promise<ShellUse> {
  const text = await desktop.shell('cd "/proc/$(pgrep --uid person --exact gnome-shell)" && cat stat && grep ^voluntary status');
  const [, state = ''] = /^\d+ \(.*\) (.*)$/m.exec(text) ?? [];
  const fields = state.split(' ').map(Number);
  const [, wakeUps] = /^voluntary_ctxt_switches:\s+(\d+)$/m.exec(text) ?? [];
  return { processorMs: ((fields[11] ?? NaN) + (fields[12] ?? NaN)) * TICK_MS, wakeUps: Number(wakeUps) };
}
