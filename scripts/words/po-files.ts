import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { PoEntry, PoFile } from 'gettext-parser';
import { po } from 'gettext-parser';
import type { Message } from './message.ts';

export const TEMPLATE = 'po/quick-restart.pot';
const FOLDER = 'po';
const GENERATED = 'Collected by `make words` from the source; do not edit.';

/** One language's file, by gettext's name: `de`, `pt_BR`. */
export interface PoOfLanguage {
  readonly locale: string;
  readonly path: string;
  readonly file: PoFile;
}

export function readLanguages(): readonly PoOfLanguage[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.po'))
    .sort()
    .map((name) => ({ locale: name.slice(0, -'.po'.length), path: `${FOLDER}/${name}`, file: po.parse(readFileSync(`${FOLDER}/${name}`, 'utf8')) }));
}

export function writePo(path: string, file: PoFile): void {
  writeFileSync(path, formatPo(file));
}

export function formatPo(file: PoFile): string {
  return po.compile(file).toString('utf8');
}

/** The template that translations start from; without dates and line numbers, so that it changes only where texts do. */
export function templateOf(messages: readonly Message[]): string {
  const headers = {
    'Project-Id-Version': 'quick-restart',
    'Report-Msgid-Bugs-To': '',
    'Language': '',
    'MIME-Version': '1.0',
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Transfer-Encoding': '8bit',
    'Plural-Forms': 'nplurals=INTEGER; plural=EXPRESSION;',
  };
  const file: PoFile = { charset: 'utf-8', headers, translations: { '': { '': { msgid: '', msgstr: [''], comments: { translator: GENERATED } } } } };
  for (const message of messages) put(file, emptyEntry(message));
  return formatPo(file);
}

/** What a translator has to fill, with what helps: comments and places. */
export function emptyEntry({ context, text, plural, comments, files }: Message): PoEntry {
  return {
    msgid: text,
    ...(context === '' ? {} : { msgctxt: context }),
    ...(plural === null ? {} : { msgid_plural: plural }),
    msgstr: plural === null ? [''] : ['', ''],
    comments: { reference: files.join('\n'), ...(comments.length === 0 ? {} : { extracted: comments.join('\n') }) },
  };
}

/** The entry of a message, if the file has it. */
export function entryOf(file: PoFile, { context, text }: Pick<Message, 'context' | 'text'>): PoEntry | undefined {
  const ofContext = Object.hasOwn(file.translations, context) ? file.translations[context] : undefined;
  return ofContext !== undefined && Object.hasOwn(ofContext, text) ? ofContext[text] : undefined;
}

export function put(file: PoFile, entry: PoEntry): void {
  (file.translations[entry.msgctxt ?? ''] ??= {})[entry.msgid] = entry;
}

/** All entries but the header. */
export function entries(section: PoFile['translations'] | undefined): readonly PoEntry[] {
  return Object.values(section ?? {})
    .flatMap((ofContext) => Object.values(ofContext))
    .filter(({ msgid }) => msgid !== '');
}

export function isFuzzy({ comments }: PoEntry): boolean {
  return (comments?.flag ?? '').split(/[\s,]+/).includes('fuzzy');
}
