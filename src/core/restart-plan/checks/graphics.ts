import type { BootEntry } from '../../boot-entry/boot-entry.ts';
import type { AdviceFacts } from '../advice-facts.ts';
import type { CheckOutcome } from '../check.ts';
import { GRAPHICS_RULES_FILE, graphicsRuleFor, type GraphicsRule } from '../graphics-rules.ts';
import type { Machine } from '../machine.ts';
import { outcome } from '../outcome.ts';

/** Drivers of display devices that were reported to leave the screen black: graphics-drivers.ts, and the administrator's own rules. */
export function checkGraphics({ graphics }: AdviceFacts, entry: BootEntry | null, machine: Machine): CheckOutcome {
  const { devices, ownRules } = graphics;
  if (ownRules.oddLines.length > 0) return outcome('graphics', 'unknown', oddRules(ownRules.oddLines), 'Each line is: driver, kernels, then ok, note or warning; see quick-restart(1).');
  if (devices === null) return outcome('graphics', 'unknown', 'Which graphics drivers are in use could not be read.', 'If the screen stays black, the machine may still be reached over the network.');
  const releases = entry?.kernelRelease === null || entry === null ? [machine.kernelRelease] : [machine.kernelRelease, entry.kernelRelease];
  const rules = devices.flatMap((device) => graphicsRuleFor(device, releases, ownRules.rules) ?? []);
  const warning = rules.find((rule) => rule.verdict === 'warning');
  if (warning !== undefined) {
    return outcome('graphics', 'warning', `With the graphics driver ${warning.driver} the screen may stay black after a quick restart${reasonOf(warning)}.`, `If it does, switch the machine off and on; if it does not: ${GRAPHICS_RULES_FILE} takes “${warning.driver} * ok”.`);
  }
  const note = rules.find((rule) => rule.verdict === 'note');
  if (note !== undefined) return outcome('graphics', 'ok', `With the graphics driver ${note.driver} the screen stays dark until the new kernel has started it.`, 'Give it half a minute before you worry.');
  return outcome('graphics', 'ok', 'No graphics driver in use is known to leave the screen black.');
}

/** A person's own words; the reports of our rules are in docs/advice.md. */
function reasonOf({ source }: GraphicsRule): string {
  return source === '' || source.startsWith('https://') ? '' : ` (${source.slice(0, 120)})`;
}

function oddRules([first = 0]: readonly number[]): string {
  return first === 0 ? `The rules in ${GRAPHICS_RULES_FILE} could not be read.` : `Line ${first} of ${GRAPHICS_RULES_FILE} could not be understood.`;
}
