import { po } from 'gettext-parser';
import type { Message } from '../../../../scripts/words/message.ts';
import type { PoOfLanguage } from '../../../../scripts/words/po-files.ts';

/** A message with nothing but its text. */
export function message(text: string, rest: Partial<Message> = {}): Message {
  return { context: '', text, plural: null, comments: [], files: ['src/main/x.ts'], ...rest };
}

/** A German file with these entries, written as PO files are. */
export function german(entries: string, plurals = 'nplurals=2; plural=n != 1;'): PoOfLanguage {
  const text = `msgid ""\nmsgstr ""\n"Language: de\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n"Plural-Forms: ${plurals}\\n"\n\n${entries}\n`;
  return { locale: 'de', path: 'po/de.po', file: po.parse(text) };
}
