import type { PoEntry, PoFile } from 'gettext-parser';
import type { Message } from './message.ts';
import { emptyEntry, entries, entryOf, isFuzzy, put } from './po-files.ts';
import { parsePluralRule } from './plural-rule.ts';

/** How much two texts must have in common for a translation to be worth offering; msgmerge(1) does the same by its own measure. */
const ALIKE = 0.6;

/**
 * A language's file with exactly the messages of the template. Translations stay; a new text that is like a gone one gets its translation,
 * marked fuzzy, with the text that it was made for; what is gone is kept as obsolete, for the day when it comes back.
 */
export function merge(old: PoFile, messages: readonly Message[]): PoFile {
  const { count } = parsePluralRule(old.headers['Plural-Forms'] ?? '');
  const merged: PoFile = { charset: 'utf-8', headers: old.headers, translations: { '': { '': old.translations['']?.[''] ?? { msgid: '', msgstr: [''] } } } };
  const wanted = new Set(messages.map(keyOf));
  const gone = [...entries(old.translations).filter((entry) => !wanted.has(keyOfEntry(entry))), ...entries(old.obsolete)];
  for (const message of messages) put(merged, mergedEntry(message, count, entryOf(old, message), gone));
  const used = new Set(entries(merged.translations).map(keyOfEntry));
  const obsolete = gone.filter((entry) => !used.has(keyOfEntry(entry)) && isTranslated(entry) && !isFuzzy(entry));
  return obsolete.length === 0 ? merged : { ...merged, obsolete: sectionOf(obsolete) };
}

function mergedEntry(message: Message, plurals: number, old: PoEntry | undefined, gone: readonly PoEntry[]): PoEntry {
  const empty = emptyEntry(message);
  const forms = message.plural === null ? 1 : plurals;
  const own = old ?? gone.find((entry) => keyOfEntry(entry) === keyOf(message) && isTranslated(entry));
  if (own !== undefined && isTranslated(own)) {
    const kept = own.msgid_plural === empty.msgid_plural && own.msgstr.length === forms && !isFuzzy(own);
    return withTranslation(empty, own, kept ? null : own, forms);
  }
  const like = gone.filter(isTranslated).map((entry) => ({ entry, likeness: likeness(entry.msgid, message.text) })).sort((a, b) => b.likeness - a.likeness)[0];
  if (like !== undefined && like.likeness >= ALIKE) return withTranslation(empty, like.entry, like.entry, forms);
  return { ...empty, msgstr: Array.from({ length: forms }, () => '') };
}

function withTranslation(empty: PoEntry, from: PoEntry, fuzzyFrom: PoEntry | null, forms: number): PoEntry {
  const translator = from.comments?.translator;
  const comments = {
    ...empty.comments,
    ...(translator === undefined ? {} : { translator }),
    ...(fuzzyFrom === null ? {} : { flag: 'fuzzy', previous: from.comments?.previous ?? `msgid ${JSON.stringify(fuzzyFrom.msgid)}` }),
  };
  return { ...empty, msgstr: Array.from({ length: forms }, (_, form) => from.msgstr[form] ?? from.msgstr.at(-1) ?? ''), comments };
}

function isTranslated({ msgstr }: PoEntry): boolean {
  return msgstr.some((text) => text !== '');
}

function keyOf({ context, text }: Message): string {
  return `${context}\u0004${text}`;
}

function keyOfEntry({ msgctxt, msgid }: PoEntry): string {
  return `${msgctxt ?? ''}\u0004${msgid}`;
}

function sectionOf(all: readonly PoEntry[]): PoFile['translations'] {
  const file: PoFile = { charset: 'utf-8', headers: {}, translations: {} };
  for (const entry of all) put(file, { ...entry, comments: entry.comments?.translator === undefined ? {} : { translator: entry.comments.translator } });
  return file.translations;
}

/** Sørensen-Dice over pairs of neighbouring letters: 1 for the same text, 0 for nothing in common. */
function likeness(one: string, other: string): number {
  const pairs = (text: string): string[] => Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => text.slice(at, at + 2).toLowerCase());
  const rest = pairs(other);
  const all = pairs(one);
  const total = all.length + rest.length;
  const common = all.filter((pair) => {
    const at = rest.indexOf(pair);
    if (at !== -1) rest.splice(at, 1);
    return at !== -1;
  }).length;
  return total === 0 ? 0 : (2 * common) / total;
}
