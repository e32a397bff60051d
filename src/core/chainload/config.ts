import { err, ok, type Result } from '../result.ts';

/** The two starts that can be configured; which of them is active, and which is the backup, is said by `active`. */
export type SlotName = 'a' | 'b';
export const SLOT_NAMES: readonly SlotName[] = ['a', 'b'];

/** One start: what kexec is given. */
export interface Slot {
  /** Absolute path; links are followed. */
  readonly kernel: string;
  readonly initrds: readonly string[];
  /** The command line, or, with `reuse`, what stands behind the running one. */
  readonly append: string;
  readonly reuse: boolean;
  /** Which boot entry it was made from, `default` for the one of the policy; null where it was given by paths. A note of the CLI. */
  readonly entry: string | null;
}

/** /etc/quick-restart/chainload.conf as it counts. */
export interface ChainloadConfig {
  readonly enabled: boolean;
  /** How long the countdown is; 0: none. */
  readonly delaySeconds: number;
  /** How often a slot may be tried without a boot that was confirmed. */
  readonly tries: number;
  readonly active: SlotName;
  /** What the init wrapper hands over to; null where nothing is said, which means /sbin/init. */
  readonly init: string | null;
  /** null where it names no kernel. */
  readonly slots: Readonly<Record<SlotName, Slot | null>>;
}

/** A line that cannot be understood. Line numbers start at 1. One sentence. */
export interface ConfigProblem {
  readonly line: number;
  readonly message: string;
}

/** Where it is. */
export const CHAINLOAD_CONFIG = '/etc/quick-restart/chainload.conf';

/** What counts where there is no file, or an empty one. */
export const NO_CONFIG: ChainloadConfig = { enabled: false, delaySeconds: 10, tries: 3, active: 'a', init: null, slots: { a: null, b: null } };

/** The init that is started where the file names none. */
export const USUAL_INIT = '/sbin/init';

/**
 * Parses chainload.conf(5): `key=value` a line, blanks around both trimmed, `#` comments, no quoting. Of a key that stands twice the last
 * one counts; `a.initrd` and `b.initrd` may stand often. The shell program at boot reads the same file by the same rules
 * (test/contract/chainload.test.ts). Error: every line that is not understood, and then nothing of the file counts.
 *
 * @example parseConfig('enabled=yes\na.kernel=/vmlinuz\na.reuse=yes\n')
 */
export function parseConfig(text: string): Result<ChainloadConfig, readonly ConfigProblem[]> {
  const problems: ConfigProblem[] = [];
  const values = new Map<string, string[]>();
  for (const { key, value, line, problem } of configLines(text)) {
    if (problem !== null) problems.push({ line, message: problem });
    else if (key !== null) values.set(key, isRepeatable(key) ? [...(values.get(key) ?? []), value] : [value]);
  }
  return problems.length > 0 ? err(problems) : ok(configOf(values));
}

/** One line of the file. `key` is null for what holds no setting: blanks, comments, and what is not understood (`problem` says why). */
export interface ConfigLine {
  readonly line: number;
  readonly key: string | null;
  readonly value: string;
  readonly problem: string | null;
}

/** The lines of the file in their order, each taken apart and checked by itself. */
export function configLines(text: string): readonly ConfigLine[] {
  return text.split('\n').map((raw, index) => lineOf(raw, index + 1));
}

/** Whether the file gives this value back as it is: one line, without outer blanks and control characters. */
export function fitsOneLine(value: string): boolean {
  return value === value.trim() && !/[\p{Cc}\u2028\u2029]/u.test(value);
}

/** Whether a value may stand there, and what may stand there otherwise. */
export function problemOf(key: string, value: string): string | null {
  const rule = RULES.get(key);
  if (rule === undefined) return `There is no setting ${key}.`;
  return rule.fits(value) ? null : `${key} must be ${rule.what}, not “${value}”.`;
}

function lineOf(raw: string, line: number): ConfigLine {
  const nothing = { line, key: null, value: '', problem: null };
  const text = trimBlanks(raw);
  if (text === '' || text.startsWith('#')) return nothing;
  if (UNFIT.test(raw)) return { ...nothing, problem: 'It holds a character that no line may hold.' };
  const equals = text.indexOf('=');
  if (equals === -1) return { ...nothing, problem: 'It is neither key=value nor a comment.' };
  const key = trimBlanks(text.slice(0, equals));
  const value = trimBlanks(text.slice(equals + 1));
  const problem = problemOf(key, value);
  return problem === null ? { line, key, value, problem } : { ...nothing, problem };
}

/** NUL ends every text in a shell; a carriage return would become a part of a path. */
const UNFIT = /[\0\r]/;

function trimBlanks(text: string): string {
  return text.replace(/^[ \t]+|[ \t]+$/g, '');
}

interface Rule {
  readonly what: string;
  readonly fits: (value: string) => boolean;
}

const YES_OR_NO: Rule = { what: 'yes or no', fits: (value) => value === 'yes' || value === 'no' };
const PATH: Rule = { what: 'a path that begins with /', fits: (value) => value.startsWith('/') };
const ANYTHING: Rule = { what: 'a text', fits: () => true };

const RULES: ReadonlyMap<string, Rule> = new Map([
  ['enabled', YES_OR_NO],
  ['delay', numberUpTo(0, 300)],
  ['tries', numberUpTo(1, 10)],
  ['active', { what: 'a or b', fits: (value: string) => value === 'a' || value === 'b' }],
  ['init', PATH],
  ...SLOT_NAMES.flatMap((slot): readonly (readonly [string, Rule])[] => [
    [`${slot}.kernel`, PATH],
    [`${slot}.initrd`, PATH],
    [`${slot}.append`, ANYTHING],
    [`${slot}.reuse`, YES_OR_NO],
    [`${slot}.entry`, ANYTHING],
  ]),
]);

/** No leading zeros: to a shell they mean another number. */
function numberUpTo(least: number, most: number): Rule {
  return { what: `a number from ${least} to ${most}`, fits: (value) => /^(?:0|[1-9]\d{0,2})$/.test(value) && Number(value) >= least && Number(value) <= most };
}

function isRepeatable(key: string): boolean {
  return key.endsWith('.initrd');
}

function configOf(values: ReadonlyMap<string, readonly string[]>): ChainloadConfig {
  const last = (key: string): string | null => values.get(key)?.at(-1) ?? null;
  const slotOf = (name: SlotName): Slot | null => {
    const kernel = last(`${name}.kernel`);
    if (kernel === null) return null;
    const entry = last(`${name}.entry`);
    return { kernel, initrds: values.get(`${name}.initrd`) ?? [], append: last(`${name}.append`) ?? '', reuse: last(`${name}.reuse`) === 'yes', entry: entry === '' ? null : entry };
  };
  return {
    enabled: last('enabled') === 'yes',
    delaySeconds: Number(last('delay') ?? NO_CONFIG.delaySeconds),
    tries: Number(last('tries') ?? NO_CONFIG.tries),
    active: last('active') === 'b' ? 'b' : 'a',
    init: last('init'),
    slots: { a: slotOf('a'), b: slotOf('b') },
  };
}
