import { STATUS } from './errors.ts';

/** An option of a command. `optional` says that its argument may be missing. */
export interface OptionSpec {
  readonly long: string;
  readonly short?: string;
  readonly argument?: boolean;
  readonly optional?: boolean;
}

/** How a command takes its options. `acceptDash`: unknown options are arguments; `atStart`: none after the first argument. */
export interface OptionRules {
  readonly options: readonly OptionSpec[];
  readonly acceptDash?: boolean;
  readonly atStart?: boolean;
}

/** Options by long name, each with the arguments that it was given (null for none), and the arguments that remain. */
export interface ParsedOptions {
  readonly given: ReadonlyMap<string, readonly (string | null)[]>;
  readonly args: readonly string[];
}

/**
 * Takes the options out of a command's arguments, by the rules of GRUB's own option parser; the answer is a number
 * (GRUB's error number) where GRUB would not run the command, 0 when it only prints its help.
 */
export function parseOptions(rules: OptionRules, args: readonly string[]): ParsedOptions | number {
  const parse = new OptionParse(rules, args);
  return parse.run();
}

/** The last argument of an option; undefined where the option is not given. */
export function lastArgument(parsed: ParsedOptions, name: string): string | null | undefined {
  return parsed.given.get(name)?.at(-1);
}

const HELP: OptionSpec = { long: 'help', short: 'h' };
const USAGE: OptionSpec = { long: 'usage', short: 'u' };

class OptionParse {
  readonly #rules: OptionRules;
  readonly #args: readonly string[];
  readonly #given = new Map<string, (string | null)[]>();
  readonly #rest: string[] = [];
  #at = 0;

  constructor(rules: OptionRules, args: readonly string[]) {
    this.#rules = rules;
    this.#args = args;
  }

  run(): ParsedOptions | number {
    for (; this.#at < this.#args.length; this.#at++) {
      const arg = this.#args[this.#at] ?? '';
      if (arg === '--') {
        if (!this.#isPlain(arg)) {
          this.#rest.push(...this.#args.slice(this.#at + 1));
          break;
        }
      }
      const failure = this.#isPlain(arg) ? this.#keep(arg) : arg.startsWith('--') ? this.#long(arg) : this.#short(arg);
      if (failure !== null) return failure;
    }
    return { given: this.#given, args: this.#rest };
  }

  #isPlain(arg: string): boolean {
    return (this.#rest.length > 0 && this.#rules.atStart === true) || !arg.startsWith('-') || arg.length === 1;
  }

  #keep(arg: string): null {
    this.#rest.push(arg);
    return null;
  }

  #short(arg: string): number | null {
    const letters = Array.from(arg.slice(1));
    if (this.#rules.acceptDash === true && letters.some((letter) => this.#findShort(letter) === null)) return this.#keep(arg);
    for (const letter of letters.slice(0, -1)) {
      const option = this.#findShort(letter);
      if (option === null || (option.argument === true && option.optional !== true)) return STATUS.badArgument;
      const failure = this.#store(option, null);
      if (failure !== null) return failure;
    }
    const last = this.#findShort(letters.at(-1) ?? '');
    if (last === null) return STATUS.badArgument;
    return this.#finish(last, last.argument === true ? this.#following(last) : null);
  }

  #following(option: OptionSpec): string | null {
    const next = this.#args[this.#at + 1];
    if (next === undefined || (option.optional === true && next.length >= 2 && next.startsWith('-'))) return null;
    this.#at++;
    return next;
  }

  #long(arg: string): number | null {
    const equals = arg.indexOf('=');
    const name = arg.slice(2, equals < 0 ? undefined : equals);
    const option = [...this.#rules.options, HELP, USAGE].find((one) => one.long === name) ?? null;
    if (option === null) return this.#rules.acceptDash === true ? this.#keep(arg) : STATUS.badArgument;
    let value = equals < 0 ? null : arg.slice(equals + 1);
    const next = this.#args[this.#at + 1];
    if (value === null && option.argument === true && next !== undefined && !next.startsWith('-')) {
      value = next;
      this.#at++;
    }
    return this.#finish(option, value);
  }

  #finish(option: OptionSpec, value: string | null): number | null {
    if (option.argument !== true && value !== null) return STATUS.badArgument;
    if (option.argument === true && option.optional !== true && value === null) return STATUS.badArgument;
    return this.#store(option, value);
  }

  #store(option: OptionSpec, value: string | null): number | null {
    if (option === HELP || option === USAGE) return STATUS.ok;
    const values = this.#given.get(option.long) ?? [];
    values.push(value);
    this.#given.set(option.long, values);
    return null;
  }

  #findShort(letter: string): OptionSpec | null {
    const named = this.#rules.options.find((option) => option.short === letter);
    return named ?? (letter === 'h' ? HELP : letter === 'u' ? USAGE : null);
  }
}
