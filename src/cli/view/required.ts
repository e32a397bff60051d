import type { ServiceState } from '../../contracts/quick-restart-service.ts';
import type { RestartReason } from '../../core/restart-required/restart-reason.ts';
import { paragraph, type Paragraph } from '../text/layout.ts';
import { span, symbol, type Span, type Style } from '../text/style.ts';

/** A reason in JSON, as in `required --json` and `status --json`. */
export type ReasonJson = RestartReason;

/** `required --json`. */
export interface RequiredJson {
  readonly schema: 1;
  readonly required: boolean;
  readonly reasons: readonly ReasonJson[];
}

export function requiredJson({ restartRequired, restartReasons }: ServiceState): RequiredJson {
  return { schema: 1, required: restartRequired, reasons: restartReasons.map(reasonJson) };
}

/** With the keys of the contract and no others. */
export function reasonJson({ kind, message, packages, morePackages, sinceMs, confidence, sources }: RestartReason): ReasonJson {
  return { kind, message, packages, morePackages, sinceMs, confidence, sources };
}

/** Whether, and each reason with how sure it is, since when, and who says so. */
export function requiredText({ restartRequired, restartReasons }: ServiceState, style: Style): readonly Paragraph[] {
  const perhaps = restartReasons.length > 0 ? 'No restart is required for sure. What speaks for one:' : 'No restart is required.';
  return [paragraph([span(restartRequired ? 'A restart is required:' : perhaps)]), ...restartReasons.map((reason) => reasonLine(reason, style))];
}

function reasonLine(reason: RestartReason, style: Style): Paragraph {
  const more = [
    ...(reason.confidence === 'likely' ? ['perhaps'] : []),
    ...(reason.sinceMs === null ? [] : [`since ${localTime(reason.sinceMs)}`]),
    `says ${reason.sources.join(', ')}`,
  ];
  return paragraph([symbol(reason.confidence === 'sure' ? 'warning' : 'unknown', style), span(` ${reason.message}`), span(packagesText(reason)), span(` (${more.join('; ')})`, 'dim')], 2, 4);
}

/** For status: in one line whether a restart is needed, the first reason, and where the others are. */
export function reasonSpans({ restartRequired, restartReasons }: ServiceState, style: Style): readonly Span[] {
  const [first] = restartReasons;
  if (first === undefined) return restartRequired ? [symbol('warning', style), span(' yes')] : [span('no')];
  const sure = restartRequired ? (restartReasons.find((reason) => reason.confidence === 'sure') ?? first) : first;
  const others = restartReasons.length - 1;
  const more = others === 0 ? '' : ` ${others} more ${others === 1 ? 'reason' : 'reasons'}: quick-restart required`;
  const verdict = restartRequired ? [symbol('warning', style), span(' yes: ')] : [symbol('unknown', style), span(' perhaps: ')];
  return [...verdict, span(sure.message + packagesText(sure)), span(more, 'dim')];
}

const MOST_PACKAGES = 4;

/** The packages that asked, unless the sentence names them itself. */
function packagesText({ packages, morePackages, message }: RestartReason): string {
  const shown = packages.slice(0, MOST_PACKAGES);
  if (shown.length === 0 || shown.every((one) => message.includes(one))) return '';
  const more = packages.length + morePackages - shown.length;
  return ` (${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''})`;
}

/** `2026-11-21 14:02`, in this machine's time. */
function localTime(timeMs: number): string {
  const time = new Date(timeMs);
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())} ${two(time.getHours())}:${two(time.getMinutes())}`;
}
