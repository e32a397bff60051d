import type { SlotName } from '../../../core/chainload/config.ts';
import type { Disabled } from '../../../use-cases/chainload/disable.ts';
import type { Enabled } from '../../../use-cases/chainload/enable.ts';
import type { RefreshedSlot } from '../../../use-cases/chainload/refresh.ts';
import type { Switched } from '../../../use-cases/chainload/switch-slot.ts';
import { paragraph, type Paragraph } from '../../text/layout.ts';
import { span, symbol, type Style } from '../../text/style.ts';
import { checkJson, noteLines } from '../../view/plan.ts';

/** The word for the provider's command line; the package installs the program that it names. */
export const INIT_WORD = 'init=/usr/lib/quick-restart/chainload-init';

export function enabledJson({ slot, active, kernel, kernelRelease, way, delaySeconds, remarks }: Enabled): object {
  return { enabled: true, slot, active, kernel, kernelRelease, how: way, delaySeconds, checks: remarks.map(checkJson) };
}

/** What is set up, what is left for the person to do, and what the checks remarked. */
export function enabledText({ slot, active, kernel, kernelRelease, way, delaySeconds, remarks }: Enabled, style: Style): readonly Paragraph[] {
  const what = kernelRelease === null ? kernel : `${kernelRelease} (${kernel})`;
  const role = slot === active ? 'From the next start on, this machine starts' : 'The backup is';
  return [
    done(`Slot ${slot} is set up.`, ` ${role} ${what}${slot === active ? `, after ${delaySeconds} s in which a key stays` : ''}.`, style),
    ...(way === 'init' ? [paragraph([span(`Put this word on the kernel's command line, where your provider lets you: `), span(INIT_WORD, 'bold')], 2)] : []),
    ...remarks.flatMap((check) => noteLines(check, style)),
    paragraph([span('What would happen now: sudo quick-restart chainload test', 'dim')], 2),
    paragraph([span('Undo: sudo quick-restart chainload disable', 'dim')], 2),
  ];
}

export function disabledText({ ways, wasEnabled, forgotten }: Disabled, style: Style): readonly Paragraph[] {
  if (!wasEnabled && ways.length === 0) return [paragraph([span('Chain loading was not set up.')])];
  return [
    done('Chain loading is off.', ' From the next start on, this machine runs the kernel that it is started with.', style),
    ...(ways.includes('init') ? [paragraph([symbol('warning', style), span(` Take this word off the kernel's command line, before the package is removed: `), span(INIT_WORD, 'bold')], 2, 4)] : []),
    ...(forgotten ? [] : [paragraph([span('The slots stay in /etc/quick-restart/chainload.conf; disable --forget removes them, too.', 'dim')], 2)]),
  ];
}

export function switchedText({ active, before }: Switched, style: Style): readonly Paragraph[] {
  if (active === before) return [done(`Slot ${active} is the active one.`, ' Its tries are counted anew.', style)];
  return [done(`Slot ${active} is the active one now, and ${before} the backup.`, ' From the next start on.', style)];
}

export function confirmedText(slot: SlotName | null, style: Style): readonly Paragraph[] {
  if (slot === null) return [paragraph([span('This boot was not chain loaded: there is nothing to confirm.')])];
  return [done('This boot counts as a good one.', ` Slot ${slot} has all its tries again.`, style)];
}

/** Also what stands in the journal after a change of kernels. */
export function refreshedText(slots: readonly RefreshedSlot[], style: Style): readonly Paragraph[] {
  if (slots.length === 0) return [paragraph([span('No slot was made from a boot entry.')])];
  return slots.map(({ slot, outcome, kernel, message }) => {
    if (outcome === 'kept') return paragraph([symbol('warning', style), span(` Slot ${slot} stays with ${kernel}: ${message}`)], 0, 2);
    return paragraph([symbol('ok', style), span(` Slot ${slot} starts ${kernel}${outcome === 'changed' ? ' from now on' : ', as before'}.`)], 0, 2);
  });
}

function done(what: string, more: string, style: Style): Paragraph {
  return paragraph([symbol('ok', style), span(` ${what}`, 'bold'), span(more)], 0, 2);
}
