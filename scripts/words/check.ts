import type { PoEntry } from 'gettext-parser';
import type { Found, Message, Problem } from './message.ts';
import type { PoOfLanguage } from './po-files.ts';
import { entries, entryOf, isFuzzy, templateOf } from './po-files.ts';
import { parsePluralRule, pluralFormsOf } from './plural-rule.ts';

const PLACEHOLDER = /\{[A-Za-z][A-Za-z0-9]*\}/g;
const COUNT = '{count}';

/**
 * What is not right with the translations: a template or a file that lacks a text or has a gone one, texts that are empty or fuzzy, other
 * placeholders than the English text has, another number of plural forms than the language has.
 */
export function checkWords(found: Found, template: string, languages: readonly PoOfLanguage[]): readonly Problem[] {
  const stale = withoutPlaces(template) === withoutPlaces(templateOf(found.messages)) ? [] : ['po/quick-restart.pot is not what the source says: run make words'];
  return [...found.problems, ...stale, ...languages.flatMap((language) => checkLanguage(language, found.messages))];
}

/** A text that moved to another file is the same text: the next `make words` writes its new place down. */
function withoutPlaces(template: string): string {
  return template.replace(/^#: .*\n/gm, '');
}

function checkLanguage({ locale, path, file }: PoOfLanguage, messages: readonly Message[]): readonly Problem[] {
  const forms = pluralFormsOf(parsePluralRule(file.headers['Plural-Forms'] ?? ''));
  const say = (problem: string): Problem => `${path}: ${problem}`;
  const wanted = new Set(messages.map(({ context, text }) => `${context}\u0004${text}`));
  const gone = entries(file.translations).filter(({ msgctxt, msgid }) => !wanted.has(`${msgctxt ?? ''}\u0004${msgid}`));
  return [
    ...(file.headers['Language'] === locale ? [] : [say(`the header Language is not ${locale}`)]),
    ...gone.map(({ msgid }) => say(`"${msgid}" is no longer in the source: run make words`)),
    ...messages.flatMap((message) => checkEntry(message, entryOf(file, message), forms).map(say)),
  ];
}

function checkEntry(message: Message, entry: PoEntry | undefined, forms: readonly number[]): readonly string[] {
  const name = `"${message.text}"`;
  if (entry === undefined) return [`${name} is missing: run make words`];
  if (entry.msgstr.some((text) => text.trim() === '')) return [`${name} is not translated`];
  if (isFuzzy(entry)) return [`${name} is marked fuzzy: read it, and take the mark away`];
  const wantedForms = message.plural === null ? 1 : Math.max(...forms) + 1;
  if (entry.msgstr.length !== wantedForms) return [`${name} has ${String(entry.msgstr.length)} forms, and the language ${String(wantedForms)}`];
  return entry.msgstr.flatMap((text, form) => checkText(message, text, countMayBeWord(message, forms, form)).map((what) => `${name}: ${what} in "${text}"`));
}

function checkText({ text, plural }: Message, translated: string, countMayGo: boolean): readonly string[] {
  const wanted = placeholders(plural ?? text);
  const has = placeholders(translated);
  return [
    ...wanted.filter((one) => !has.includes(one) && !(countMayGo && one === COUNT)).map((one) => `${one} is missing`),
    ...has.filter((one) => !wanted.includes(one)).map((one) => `${one} is not in the English text`),
    ...(/^\s|\s$/.test(translated) && !/^\s|\s$/.test(text) ? ['there is space at an end'] : []),
    ...(text.endsWith('…') === translated.endsWith('…') ? [] : ['one ends with “…”, the other does not']),
  ];
}

/** A form that stands for one number only may say it in a word: “a second”. */
function countMayBeWord({ plural }: Message, forms: readonly number[], form: number): boolean {
  return plural !== null && forms.filter((one) => one === form).length <= 1;
}

function placeholders(text: string): readonly string[] {
  return [...text.matchAll(PLACEHOLDER)].map(([one]) => one).sort();
}
