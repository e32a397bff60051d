import { SLOT_NAMES, type Slot, type SlotName } from '../../../core/chainload/config.ts';
import type { ChainloadStatus } from '../../../use-cases/chainload/read-status.ts';
import { BLANK, paragraph, type Paragraph } from '../../text/layout.ts';
import { span, symbol, type Span, type Style } from '../../text/style.ts';
import { fact } from '../../view/facts.ts';
import { INIT_WORD } from './changes.ts';
import { WHAT_TO_DO, WHY } from './reasons.ts';

/** A slot as JSON prints it. */
interface SlotJson extends Slot {
  /** Failed or unconfirmed starts since its last confirmed one; null where only root may read it. */
  readonly tries: number | null;
  readonly usedUp: boolean | null;
}

/** `chainload status --json`, without the schema number. */
export interface ChainloadStatusJson {
  readonly enabled: boolean;
  readonly how: ChainloadStatus['ways'];
  /** The slot that this boot came from. */
  readonly chained: SlotName | null;
  readonly kernelRelease: string;
  readonly active: SlotName;
  readonly delaySeconds: number;
  readonly tries: number;
  readonly slots: Readonly<Record<SlotName, SlotJson | null>>;
  readonly last: (NonNullable<ChainloadStatus['last']> & { readonly thisBoot: boolean; readonly message: string }) | null;
  readonly problems: ChainloadStatus['problems'];
}

export function statusJson({ config, ways, chained, kernelRelease, tries, last, decidedNow, problems }: ChainloadStatus): ChainloadStatusJson {
  const slotJson = (name: SlotName): SlotJson | null => {
    const slot = config.slots[name];
    const count = tries?.[name] ?? null;
    return slot === null ? null : { ...slot, tries: count, usedUp: count === null ? null : count >= config.tries };
  };
  return {
    enabled: config.enabled && problems.length === 0,
    how: ways,
    chained,
    kernelRelease,
    active: config.active,
    delaySeconds: config.delaySeconds,
    tries: config.tries,
    slots: { a: slotJson('a'), b: slotJson('b') },
    last: last === null ? null : { ...last, thisBoot: decidedNow, message: WHY[last.why] },
    problems,
  };
}

/** Whether it is set up, what this boot is, why it is no other, and the slots with their counters. */
export function statusText(status: ChainloadStatus, style: Style): readonly Paragraph[] {
  const { config, kernelRelease, problems } = status;
  return [
    fact('Chain loading', ...setUpSpans(status, style)),
    fact('This boot', ...bootSpans(status, style)),
    fact('Running kernel', span(kernelRelease, 'bold')),
    ...problems.map(({ line, message }) => paragraph([symbol('refusal', style), span(` chainload.conf, line ${line}: ${message}`)], 2, 4)),
    ...(SLOT_NAMES.some((name) => config.slots[name] !== null) ? [BLANK, ...SLOT_NAMES.flatMap((name) => slotFacts(status, name, style))] : []),
    ...(status.tries === null ? [BLANK, paragraph([span('The counters and the last decision are for root to read: sudo quick-restart chainload', 'dim')], 2)] : []),
  ];
}

function setUpSpans({ config, ways, problems }: ChainloadStatus, style: Style): readonly Span[] {
  if (problems.length > 0) return [symbol('refusal', style), span(' off: chainload.conf has a line that is not understood')];
  if (!config.enabled) return [span('off'), span(ways.length > 0 ? `, though ${byWay(ways)} asks for it at boot` : '', 'dim')];
  if (ways.length === 0) return [symbol('warning', style), span(' on, and nothing runs it at boot. '), span('Set it up: sudo quick-restart chainload enable', 'dim')];
  return [symbol('ok', style), span(` on, by ${byWay(ways)}`), span(`; ${config.delaySeconds} s to press a key`, 'dim')];
}

const WAY_NAMES = { systemd: 'systemd', sysv: 'an init script', init: 'init=' } as const;

function byWay(ways: ChainloadStatus['ways']): string {
  return ways.map((way) => WAY_NAMES[way]).join(' and ');
}

function bootSpans({ chained, last, decidedNow, config, tries, ways }: ChainloadStatus, style: Style): readonly Span[] {
  if (chained !== null) return [symbol('ok', style), span(` chain loaded from slot ${chained}`), span(chained === config.active ? '' : ', the backup', 'bold'), span(backupHint(chained, config.active), 'dim')];
  if (last === null || !decidedNow) return [span('not chain loaded'), span(tries === null ? '' : ': nothing was decided in this boot', 'dim'), span(tries !== null && ways.includes('init') ? `. Is ${INIT_WORD} on the provider's command line?` : '', 'dim')];
  const what = WHAT_TO_DO[last.why];
  return [symbol(last.why === 'stayed' || last.why === 'disabled' ? 'ok' : 'warning', style), span(` not chain loaded: ${WHY[last.why]}. `), span(what ?? '', 'dim')];
}

function backupHint(chained: SlotName, active: SlotName): string {
  return chained === active ? '' : `; slot ${active} did not come up. Keep this one: sudo quick-restart chainload switch ${chained}`;
}

function slotFacts({ config, tries }: ChainloadStatus, name: SlotName, style: Style): readonly Paragraph[] {
  const slot = config.slots[name];
  const role = name === config.active ? 'active' : 'backup';
  if (slot === null) return [fact(`Slot ${name}`, span(`${role}, nothing configured`, 'dim'))];
  const line = [...(slot.reuse ? ['(the running one)'] : []), ...(slot.append === '' ? [] : [slot.append])].join(' ');
  return [
    fact(`Slot ${name}`, span(role, 'bold'), ...triesSpans(tries?.[name] ?? null, config.tries, style)),
    fact('', span(slot.kernel), span(slot.entry === null ? '' : `, of the entry ${slot.entry}`, 'dim')),
    ...slot.initrds.map((initrd) => fact('', span(initrd))),
    fact('', span(line === '' ? '(empty command line)' : line, line === '' ? 'dim' : 'plain')),
  ];
}

function triesSpans(count: number | null, most: number, style: Style): readonly Span[] {
  if (count === null || count === 0) return [];
  if (count >= most) return [span(', '), symbol('refusal', style), span(` ${count} of ${most} tries used up: not started any more`)];
  return [span(', '), symbol('warning', style), span(` ${count} of ${most} tries without a confirmed boot`)];
}
