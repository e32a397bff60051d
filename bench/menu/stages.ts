import type { Restart } from './restarts.ts';

/** The stages of a restart, in order; each ends at the first line of the journal that matches, the last one at the jump. One that is not there in a way took no time. */
export const STAGES = [
  { what: 'planning, before a y could be typed', end: /: Load was asked for\./ },
  { what: 'until logind is asked; now: loading', end: /systemd-logind\[\d+\]: The system will reboot/ },
  { what: 'session and services stop', end: /systemd\[1\]: Stopped target sysinit\.target/ },
  { what: 'the look at what is loaded', end: /systemd\[1\]: Stopped quick-restart-recheck\.service/ },
  { what: 'loading, in the shutdown', end: /systemd\[1\]: Stopped quick-restart-every\.service/ },
  { what: 'notes, unmounting', end: /systemd\[1\]: Reached target final\.target/ },
  { what: 'the unit that jumps', end: /systemd\[1\]: Shutting down\./ },
  { what: 'systemd-shutdown, to the jump', end: null },
] as const;

/** How long each stage took, in ms. */
export function stagesOf({ jumpMs, confirmedUsec, journal }: Restart): readonly number[] {
  let fromMs = 0;
  return STAGES.map(({ end }) => {
    const toMs = end === null ? jumpMs : (endOf(journal, end, confirmedUsec) ?? fromMs);
    const tookMs = toMs - fromMs;
    fromMs = toMs;
    return tookMs;
  });
}

/** ms since the person's last word; journalctl -o short-unix shows seconds with six decimals. */
function endOf(journal: readonly string[], end: RegExp, confirmedUsec: number): number | null {
  for (const line of journal) {
    const ms = Number(line.slice(0, line.indexOf(' '))) * 1000 - confirmedUsec / 1000;
    if (ms >= 0 && end.test(line)) return ms;
  }
  return null;
}
