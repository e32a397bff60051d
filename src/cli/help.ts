import { COMMANDS, OPTIONS, type CommandName, type OptionName } from './commands.ts';
import { CHAINLOAD_SUMMARY } from './chainload/actions.ts';
import { examples, heading, term } from './text/help-parts.ts';
import { BLANK, paragraph, type Paragraph } from './text/layout.ts';
import { span } from './text/style.ts';

/** The help of one command, or of the program where `about` is null. */
export function helpText(about: CommandName | null): readonly Paragraph[] {
  return about === null ? programHelp() : commandHelp(about);
}

function programHelp(): readonly Paragraph[] {
  const commands = Object.entries(COMMANDS).map(([name, rules]) => term(rules.operand === null ? name : `${name} [${rules.operand}]`, rules.summary));
  return [
    paragraph([span('Usage: quick-restart [COMMAND] [OPTIONS]')]),
    BLANK,
    paragraph([span('Restarts Linux straight into the kernel that the boot loader would start, without firmware and boot loader in between.')]),
    BLANK,
    heading('Commands:'),
    ...commands,
    term('chainload [ACTION]', CHAINLOAD_SUMMARY),
    BLANK,
    heading('Options:'),
    ...(['json', 'help', 'version'] as const).map(optionHelp),
    BLANK,
    heading('Examples:'),
    ...examples([
      ['quick-restart', 'what would a restart do?'],
      ['quick-restart now', 'restart quickly'],
      ['quick-restart now --help', 'everything about one command'],
    ]),
    BLANK,
    heading('Exit codes:'),
    paragraph([span('0 done, 1 failed, 2 usage, 3 refused by a check, 4 not authorised, 5 not supported here, 6 nothing to do')], 2),
  ];
}

function commandHelp(name: CommandName): readonly Paragraph[] {
  const rules = COMMANDS[name];
  const options = [...rules.options, 'help' as const];
  return [
    paragraph([span(`Usage: quick-restart ${name}${rules.operand === null ? '' : ` [${rules.operand}]`} ${rules.options.map((one) => `[${withValue(one)}]`).join(' ')}`)], 0, 4),
    BLANK,
    paragraph([span(sentence(rules.summary))]),
    ...rules.details.map((one) => paragraph([span(one)])),
    BLANK,
    heading('Options:'),
    ...options.map(optionHelp),
    BLANK,
    heading('Examples:'),
    ...examples(rules.examples),
  ];
}

function optionHelp(name: OptionName): Paragraph {
  const { short, help } = OPTIONS[name];
  return term(short === null ? withValue(name) : `-${short}, ${withValue(name)}`, help);
}

function withValue(name: OptionName): string {
  const { value } = OPTIONS[name];
  return value === null ? `--${name}` : `--${name} ${value}`;
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
