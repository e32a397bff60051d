import type { Catalogue } from '../contracts/app/appearance.ts';

/** English, the language in which the texts stand in the source: nothing to look up, and the end of every search for a language. */
export const SOURCE_CATALOGUE: Catalogue = {
  language: 'en',
  direction: 'ltr',
  pluralForms: Array.from({ length: 2000 }, (_, count) => (count === 1 ? 0 : 1)),
  texts: {},
};
