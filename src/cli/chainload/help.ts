import { examples, heading, term } from '../text/help-parts.ts';
import { BLANK, paragraph, type Paragraph } from '../text/layout.ts';
import { span } from '../text/style.ts';
import { ACTIONS, CHAINLOAD_OPTIONS, CHAINLOAD_SUMMARY, type ActionName, type ChainloadOption } from './actions.ts';

/** The help of one action, or of chain loading as a whole where `about` is null. */
export function chainloadHelp(about: ActionName | null): readonly Paragraph[] {
  return about === null ? wholeHelp() : actionHelp(about);
}

function wholeHelp(): readonly Paragraph[] {
  return [
    paragraph([span('Usage: quick-restart chainload [ACTION] [OPTIONS]')]),
    BLANK,
    paragraph([span(`Chain loading: ${CHAINLOAD_SUMMARY}.`)]),
    paragraph([span('Before any service runs, the kernel that the machine was started with loads yours and jumps. A key stays; a kernel that does not come up gives way to the backup.')]),
    BLANK,
    heading('Actions:'),
    ...Object.entries(ACTIONS).map(([name, { operand, summary }]) => term(operand === null ? name : `${name} [${operand}]`, summary)),
    BLANK,
    heading('Examples:'),
    ...examples([
      ['sudo quick-restart chainload enable --entry default', "start what this system's own boot loader would"],
      ['sudo quick-restart chainload test', 'what would happen now?'],
      ['quick-restart chainload enable --help', 'everything about one action'],
    ]),
  ];
}

function actionHelp(name: ActionName): readonly Paragraph[] {
  const { operand, options, summary, details, examples: shown } = ACTIONS[name];
  return [
    paragraph([span(`Usage: quick-restart chainload ${name}${operand === null ? '' : ` [${operand}]`} ${options.map((one) => `[${withValue(one)}]`).join(' ')}`)], 0, 4),
    BLANK,
    paragraph([span(`${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`)]),
    ...details.map((one) => paragraph([span(one)])),
    BLANK,
    heading('Options:'),
    ...[...options, 'help' as const].map((one) => term(CHAINLOAD_OPTIONS[one].short === null ? withValue(one) : `-${CHAINLOAD_OPTIONS[one].short}, ${withValue(one)}`, CHAINLOAD_OPTIONS[one].help)),
    BLANK,
    heading('Examples:'),
    ...examples(shown),
  ];
}

function withValue(name: ChainloadOption): string {
  const { value, many } = CHAINLOAD_OPTIONS[name];
  return `--${name}${value === null ? '' : ` ${value}`}${many ? '…' : ''}`;
}
