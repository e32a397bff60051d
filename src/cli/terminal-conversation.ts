import type { RestartPlan } from '../core/restart-plan/plan.ts';
import type { RestartConversation, RestartHow, RestartStep } from '../use-cases/restart-now.ts';
import type { Progress } from './console.ts';
import type { CliContext } from './context.ts';
import { BLANK, paragraph, render, type Paragraph } from './text/layout.ts';
import { span, symbol } from './text/style.ts';
import { entryName } from './view/entry.ts';
import { planText } from './view/plan.ts';

/** Shows a restart's plan and steps, and asks its question. With JSON on stdout, all of it goes to stderr. */
export class TerminalConversation implements RestartConversation {
  readonly #context: CliContext;
  readonly #json: boolean;
  #progress: Progress | null = null;

  constructor(context: CliContext, json: boolean) {
    this.#context = context;
    this.#json = json;
  }

  showPlan(plan: RestartPlan): void {
    this.#say([...planText(plan, this.#context.runningKernelRelease, this.#context.console.style), BLANK]);
  }

  async confirm(how: RestartHow, plan: RestartPlan | null): Promise<boolean> {
    const entry = plan?.entry ?? null;
    // An ordinary restart goes where the boot loader chooses, unless the person named an entry.
    const into = entry === null || (how === 'full' && plan?.policy !== 'chosen') ? '' : ` into ${entryName(entry)}`;
    const question = `Restart ${how === 'full' ? 'the ordinary way' : 'quickly'}${into} now?`;
    const answer = await this.#context.console.ask(`${question} [y/N]`, this.#context.interrupts.signal);
    return /^\s*y(es)?\s*$/i.test(answer ?? '');
  }

  showStep(step: RestartStep): void {
    this.end();
    const activity = activityOf(step);
    if (activity === null) this.#say(this.#stepText(step));
    else this.#progress = this.#context.console.progress(activity);
  }

  /** Takes the spinner away. */
  end(): void {
    this.#progress?.end();
    this.#progress = null;
  }

  #stepText(step: RestartStep): readonly Paragraph[] {
    const { style } = this.#context.console;
    switch (step.kind) {
      case 'others':
        return [paragraph([symbol('warning', style), span(` Also logged in: ${step.names.join(', ')}. A restart ends their sessions.`)], 0, 2)];
      case 'falling-back':
        return [paragraph([symbol('warning', style), span(` ${step.because.message} An ordinary restart is done instead.`)], 0, 2)];
      case 'loaded':
        return [paragraph([symbol('ok', style), span(` Loaded${step.outcome.call === 'kexec_load' ? ' with the old kexec_load call' : ''}.`)], 0, 2)];
      default:
        return [];
    }
  }

  #say(paragraphs: readonly Paragraph[]): void {
    const { console } = this.#context;
    if (this.#json) console.tell(paragraphs);
    else console.print(render(paragraphs, console.style));
  }
}

/** What takes a moment and is shown for as long as it takes; null for what is only said. */
function activityOf(step: RestartStep): string | null {
  switch (step.kind) {
    case 'loading':
      return `Loading ${step.plan.entry === null ? 'the kernel' : entryName(step.plan.entry)}`;
    case 'unloading':
      return 'Unloading the kernel';
    case 'unmounting':
      return `Unmounting ${step.directory}`;
    case 'restarting':
      return 'Asking logind to restart';
    default:
      return null;
  }
}
