import type { Found, Message } from '../message.ts';

/** Keys of type localestring that people read; Desktop Entry Specification, "Recognized desktop entry keys". */
const DESKTOP_KEYS = /^(Name|GenericName|Comment|Keywords)=(.+)$/gm;
/**
 * Elements that are translated: AppStream 2.1.1 and 2.1.3, "Component metadata", but for release notes and developer names; polkit(8), "Declaring
 * actions", the texts of the password dialog.
 */
const ELEMENTS = /<(name|summary|p|li|caption|keyword|description|message)>\s*([^<]+?)\s*<\/\1>/g;
/** The application's name is a name; as a button's text the same words are translated. */
export const NAME_CONTEXT = 'application name';
const NAME_COMMENT = 'The name of the program. It stays as it is, unless your script writes foreign names in another way.';
const COMMENTS: Readonly<Record<string, string>> = { Keywords: 'Words to search the program by, each followed by a semicolon; do not drop the semicolons.' };

/** How to find a text's translation in each language; null where there is none. */
export type Languages = ReadonlyMap<string, (context: string, text: string) => string | null>;

/** The texts of a desktop entry, one for each translatable key. */
export function readDesktopEntry(file: string, text: string): Found {
  const messages = [...text.matchAll(DESKTOP_KEYS)].map((match) => {
    const [, key = '', value = ''] = match;
    return message(file, contextOf(key, text, match.index), value, COMMENTS[key]);
  });
  return { messages, problems: [] };
}

/** The texts of an AppStream metainfo file or of a polkit policy, white space as one space. */
export function readXmlTexts(file: string, xml: string): Found {
  const messages = [...translatable(xml).matchAll(ELEMENTS)].map(([, tag = '', value = '']) => message(file, tag === 'name' ? NAME_CONTEXT : '', textOf(value)));
  return { messages, problems: [] };
}

/** `Name=Quick Restart` gets a line `Name[de]=…` for every language that has the text. */
export function translateDesktopEntry(text: string, languages: Languages): string {
  return text.replace(DESKTOP_KEYS, (line, key: string, value: string, offset: number) => {
    const translated = translationsOf(languages, contextOf(key, text, offset), value);
    return [line, ...translated.map((one) => `${key}[${one.locale}]=${one.text}`)].join('\n');
  });
}

/** Each translatable element is followed by itself in every language that has it, with `xml:lang`. */
export function translateXml(xml: string, languages: Languages): string {
  const limit = translatable(xml).length;
  return xml.replace(ELEMENTS, (element: string, tag: string, value: string, offset: number) => {
    if (offset >= limit) return element;
    const translated = translationsOf(languages, tag === 'name' ? NAME_CONTEXT : '', textOf(value));
    const indent = /[ \t]*$/.exec(xml.slice(0, offset))?.[0] ?? '';
    return [element, ...translated.map((one) => `<${tag} xml:lang="${one.locale}">${escapeXml(one.text)}</${tag}>`)].join(`\n${indent}`);
  });
}

/** The name of the program itself, and not of one of its actions, which have groups of their own. */
function contextOf(key: string, text: string, offset: number): string {
  const group = text.slice(0, offset).lastIndexOf('\n[');
  return key === 'Name' && !text.startsWith('\n[Desktop Action', group) ? NAME_CONTEXT : '';
}

function translationsOf(languages: Languages, context: string, text: string): readonly { readonly locale: string; readonly text: string }[] {
  return [...languages].flatMap(([locale, look]) => {
    const translated = look(context, text);
    return translated === null || translated === '' ? [] : [{ locale, text: translated }];
  });
}

function message(file: string, context: string, text: string, comment?: string): Message {
  const said = context === NAME_CONTEXT ? NAME_COMMENT : comment;
  return { context, text, plural: null, comments: said === undefined ? [] : [said], files: [file] };
}

/** Releases come last and stay English; the developer's name has no text of its own here. */
function translatable(xml: string): string {
  const releases = xml.indexOf('<releases');
  return releases === -1 ? xml : xml.slice(0, releases);
}

function textOf(element: string): string {
  return element.replace(/\s+/g, ' ').trim().replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&apos;', "'").replaceAll('&amp;', '&');
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
