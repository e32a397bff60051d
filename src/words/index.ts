/** The words of the app in a person's language; GNU gettext's messages, contexts and plural forms, with named placeholders. */
export { chooseLanguage } from './choose-language.ts';
export type { LocaleVariables } from './choose-language.ts';
export { SOURCE_CATALOGUE } from './source-catalogue.ts';
export { createTranslator } from './translator.ts';
export type { Translator } from './translator.ts';
