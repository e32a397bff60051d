import type { BootEntry } from '../../boot-entry/boot-entry.ts';
import { say, type Sentence } from '../../sentence.ts';
import type { AdviceFacts } from '../advice-facts.ts';
import type { CheckOutcome } from '../check.ts';
import { GRAPHICS_RULES_FILE, graphicsRuleFor, type GraphicsRule } from '../graphics-rules.ts';
import type { Machine } from '../machine.ts';
import { outcome } from '../outcome.ts';

/** Drivers of display devices that were reported to leave the screen black: graphics-drivers.ts, and the administrator's own rules. */
export function checkGraphics({ graphics }: AdviceFacts, entry: BootEntry | null, machine: Machine): CheckOutcome {
  const { devices, ownRules } = graphics;
  if (ownRules.oddLines.length > 0) return outcome('graphics', 'unknown', oddRules(ownRules.oddLines), say('Each line is: driver, kernels, then ok, note or warning; see quick-restart(1).'));
  if (devices === null) return outcome('graphics', 'unknown', say('Which graphics drivers are in use could not be read.'), say('If the screen stays black, the machine may still be reached over the network.'));
  const releases = entry?.kernelRelease === null || entry === null ? [machine.kernelRelease] : [machine.kernelRelease, entry.kernelRelease];
  const rules = devices.flatMap((device) => graphicsRuleFor(device, releases, ownRules.rules) ?? []);
  const warning = rules.find((rule) => rule.verdict === 'warning');
  if (warning !== undefined) {
    const { driver } = warning;
    return outcome('graphics', 'warning', mayStayBlack(warning), say('If it does, switch the machine off and on; if it does not: {file} takes “{driver} * ok”.', { file: GRAPHICS_RULES_FILE, driver }));
  }
  const note = rules.find((rule) => rule.verdict === 'note');
  if (note !== undefined) return outcome('graphics', 'ok', say('With the graphics driver {driver} the screen stays dark until the new kernel has started it.', { driver: note.driver }), say('Give it half a minute before you worry.'));
  return outcome('graphics', 'ok', say('No graphics driver in use is known to leave the screen black.'));
}

/** With a person's own words; the reports of our rules are in docs/advice.md. */
function mayStayBlack({ driver, source }: GraphicsRule): Sentence {
  if (source === '' || source.startsWith('https://')) return say('With the graphics driver {driver} the screen may stay black after a quick restart.', { driver });
  return say('With the graphics driver {driver} the screen may stay black after a quick restart ({reason}).', { driver, reason: source.slice(0, 120) });
}

function oddRules([line = 0]: readonly number[]): Sentence {
  const file = GRAPHICS_RULES_FILE;
  return line === 0 ? say('The rules in {file} could not be read.', { file }) : say('Line {line} of {file} could not be understood.', { line, file });
}
