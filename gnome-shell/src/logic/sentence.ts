/** A sentence of the helper as template and values; `messageWords` in dbus/org.quickrestart1.xml, "Words". */
export interface Sentence {
  readonly text: string;
  readonly plural: string | null;
  readonly values: Readonly<Record<string, string | number | Sentence>>;
}

/** gettext(3) of the extension's own catalogue: what it lacks comes back as it is. */
export interface Gettext {
  readonly gettext: (text: string) => string;
  readonly ngettext: (one: string, many: string, count: number) => string;
  readonly pgettext: (context: string, text: string) => string;
}

/** A text of the extension, or of the helper, in the person's language. The literals in calls of `t`, `n` and `c` are collected for translators (docs/translating.md). */
export interface Words {
  readonly t: (text: string) => string;
  /** `n('{count} second', '{count} seconds', seconds)`. */
  readonly n: (one: string, many: string, count: number) => string;
  /** `c('tray menu', 'Quick Restart…')`: the same words elsewhere may need another translation. */
  readonly c: (context: string, text: string) => string;
  /** The sentence, or the English text where it cannot be put together. */
  readonly sentence: (sentence: Sentence | null, english: string) => string;
}

/** Words in the language that `gettext` speaks. */
export function createWords({ gettext, ngettext, pgettext }: Gettext): Words {
  const write = ({ text, plural, values }: Sentence): string => {
    const count = values['count'];
    const template = plural !== null && typeof count === 'number' ? ngettext(text, plural, count) : gettext(text);
    return insert(template, values, (value) => (typeof value === 'object' ? write(value) : plain(value)));
  };
  return {
    t: gettext,
    n: (one, many, count) => insert(ngettext(one, many, count), { count }, plain),
    c: pgettext,
    sentence: (sentence, english) => (sentence === null ? english : write(sentence)),
  };
}

/** How deep sentences may stand in each other; the helper's own go three deep. */
const DEEPEST = 8;

/** A sentence as it comes over the bus, unpacked; null where it is none. Never throws. */
export function readSentence(from: unknown, depth = 0): Sentence | null {
  if (!isRecord(from) || depth > DEEPEST) return null;
  const { text, plural, values } = from;
  if (typeof text !== 'string' || !(plural === undefined || typeof plural === 'string') || !isRecord(values)) return null;
  const read = Object.entries(values).map(([name, value]) => [name, typeof value === 'string' || typeof value === 'number' ? value : readSentence(value, depth + 1)] as const);
  if (read.some(([, value]) => value === null)) return null;
  return { text, plural: plural ?? null, values: Object.fromEntries(read.filter((one): one is readonly [string, string | number | Sentence] => one[1] !== null)) };
}

/** Whether a value from outside is a dictionary. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const FIRST_STRONG_ISOLATE = '\u2068';
const POP_DIRECTIONAL_ISOLATE = '\u2069';
const BIDI_CONTROLS = /[\u202a-\u202e\u2066-\u2069]/g;
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/;

/** A value cannot turn the sentence around, nor the sentence the value; Unicode Annex 9, 2.4. */
function plain(value: string | number): string {
  return String(value).replace(BIDI_CONTROLS, '');
}

function insert<Value>(template: string, values: Readonly<Record<string, Value>>, write: (value: Value) => string): string {
  const isolated = RIGHT_TO_LEFT.test(template) ? (text: string): string => `${FIRST_STRONG_ISOLATE}${text}${POP_DIRECTIONAL_ISOLATE}` : (text: string): string => text;
  return template.replace(/\{([A-Za-z][A-Za-z0-9]*)\}/g, (whole, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    return value === undefined ? whole : isolated(write(value));
  });
}
