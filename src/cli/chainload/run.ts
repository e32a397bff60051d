import { EXIT, type Failure } from '../../contracts/errors.ts';
import { ok, type Result } from '../../core/result.ts';
import { confirmBoot } from '../../use-cases/chainload/confirm.ts';
import { disableChainload } from '../../use-cases/chainload/disable.ts';
import { enableChainload } from '../../use-cases/chainload/enable.ts';
import type { ChainloadParts } from '../../use-cases/chainload/parts.ts';
import { readChainloadStatus } from '../../use-cases/chainload/read-status.ts';
import { refreshSlots } from '../../use-cases/chainload/refresh.ts';
import { rehearse } from '../../use-cases/chainload/rehearse.ts';
import { switchSlot } from '../../use-cases/chainload/switch-slot.ts';
import type { CliContext } from '../context.ts';
import { render, type Paragraph } from '../text/layout.ts';
import type { Style } from '../text/style.ts';
import type { ChainloadCall } from './arguments.ts';
import { chainloadHelp } from './help.ts';
import { confirmedText, disabledText, enabledJson, enabledText, refreshedText, switchedText } from './view/changes.ts';
import { rehearsalJson, rehearsalText } from './view/rehearsal.ts';
import { statusJson, statusText } from './view/status.ts';

/** What one call prints, in both forms, and its exit code. */
interface Answer {
  readonly json: object;
  readonly text: (style: Style) => readonly Paragraph[];
  readonly exit: number;
}

/** Runs one call of `quick-restart chainload`; the value is its exit code. */
export async function runChainload(call: ChainloadCall, { console, openChainload }: Pick<CliContext, 'console' | 'openChainload'>): Promise<Result<number, Failure>> {
  if (call.action === 'help') {
    console.print(render(chainloadHelp(call.about), console.style));
    return ok(EXIT.done);
  }
  const answer = await answerTo(call, await openChainload());
  if (!answer.ok) return answer;
  const { json, text, exit } = answer.value;
  if (call.json) console.printJson({ schema: 1, ...json });
  else console.print(render(text(console.style), console.style));
  return ok(exit);
}

async function answerTo(call: Exclude<ChainloadCall, { action: 'help' }>, parts: ChainloadParts): Promise<Result<Answer, Failure>> {
  switch (call.action) {
    case 'status':
      return after(readChainloadStatus(parts), (value) => ({ json: statusJson(value), text: (style) => statusText(value, style), exit: EXIT.done }));
    case 'enable':
      return after(await enableChainload(parts, call.request), (value) => ({ json: enabledJson(value), text: (style) => enabledText(value, style), exit: EXIT.done }));
    case 'disable':
      return after(await disableChainload(parts, call.forget), (value) => ({ json: { disabled: value.ways, forgotten: value.forgotten }, text: (style) => disabledText(value, style), exit: value.wasEnabled || value.ways.length > 0 ? EXIT.done : EXIT.nothingToDo }));
    case 'test':
      return after(await rehearse(parts), (value) => {
        const json = rehearsalJson(value);
        return { json, text: (style) => rehearsalText(value, style), exit: json.possible ? EXIT.done : EXIT.refused };
      });
    case 'confirm':
      return after(await confirmBoot(parts), (slot) => ({ json: { confirmed: slot }, text: (style) => confirmedText(slot, style), exit: slot === null ? EXIT.nothingToDo : EXIT.done }));
    case 'refresh':
      return after(await refreshSlots(parts), (slots) => ({ json: { slots }, text: (style) => refreshedText(slots, style), exit: EXIT.done }));
    case 'switch':
      return after(switchSlot(parts, call.slot), (value) => ({ json: { ...value }, text: (style) => switchedText(value, style), exit: EXIT.done }));
  }
}

function after<T>(result: Result<T, Failure>, answer: (value: T) => Answer): Result<Answer, Failure> {
  return result.ok ? ok(answer(result.value)) : result;
}
