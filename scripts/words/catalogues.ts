import { mo, type PoEntry, type PoFile } from 'gettext-parser';
import type { Catalogue } from '../../src/contracts/app/appearance.ts';
import type { Message } from './message.ts';
import { entries, entryOf, isFuzzy, put } from './po-files.ts';
import { parsePluralRule, pluralFormsOf } from './plural-rule.ts';

const CONTEXT_END = '\u0004';
/** Languages written from right to left; Unicode CLDR, characterOrder. */
const RIGHT_TO_LEFT = new Set(['ar', 'arc', 'ckb', 'dv', 'fa', 'he', 'ks', 'ku', 'ps', 'sd', 'ug', 'ur', 'yi']);

/** A language's file as the app reads it: what is fuzzy or missing is left out and stays English. */
export function catalogueOf(locale: string, file: PoFile): Catalogue {
  const translated = entries(file.translations).filter(isTranslated);
  return {
    language: locale.replaceAll('_', '-'),
    direction: RIGHT_TO_LEFT.has(locale.split('_')[0] ?? '') ? 'rtl' : 'ltr',
    pluralForms: pluralFormsOf(parsePluralRule(file.headers['Plural-Forms'] ?? '')),
    texts: Object.fromEntries(translated.map(({ msgctxt, msgid, msgstr }) => [msgctxt === undefined ? msgid : `${msgctxt}${CONTEXT_END}${msgid}`, msgstr])),
  };
}

/** The same for programs that use gettext(3), with these messages only: a .mo file. */
export function gettextCatalogueOf(file: PoFile, messages: readonly Message[]): Buffer {
  const chosen: PoFile = { charset: 'utf-8', headers: file.headers, translations: { '': { '': file.translations['']?.[''] ?? { msgid: '', msgstr: [''] } } } };
  for (const message of messages) {
    const entry = entryOf(file, message);
    if (entry !== undefined && isTranslated(entry)) put(chosen, entry);
  }
  return mo.compile(chosen);
}

function isTranslated(entry: PoEntry): boolean {
  return !isFuzzy(entry) && entry.msgstr.every((text) => text !== '');
}

/** Letters, and the same with accents. */
const PLAIN = 'ABCDEGHIJKLNOPRSTUWYZabcdefghijklnoprstuwyz';
const ACCENTED = Array.from('ÅƁÇĐÉĜĤÎĴĶĻÑÖÞŔŠŢÛŴÝŽåƀçđéƒĝĥîĵķļñöþŕšţûŵýž');

/**
 * English made foreign: accents, brackets, a third longer. A text on the screen without brackets is not translated; one whose end bracket
 * is missing was cut off. `en-XA`, as others name it.
 */
export function pseudoCatalogue(messages: readonly Message[]): Catalogue {
  return {
    language: 'en-XA',
    direction: 'ltr',
    pluralForms: Array.from({ length: 2000 }, (_, count) => (count === 1 ? 0 : 1)),
    texts: Object.fromEntries(
      messages.map(({ context, text, plural }) => [context === '' ? text : `${context}${CONTEXT_END}${text}`, (plural === null ? [text] : [text, plural]).map(pseudo)]),
    ),
  };
}

function pseudo(text: string): string {
  const accented = text.replace(/\{[A-Za-z][A-Za-z0-9]*\}|./gsu, (one) => (one.length > 1 ? one : (ACCENTED[PLAIN.indexOf(one)] ?? one)));
  return `[${accented}${'·'.repeat(Math.ceil(text.length / 3))}]`;
}
