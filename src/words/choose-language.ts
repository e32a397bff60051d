import { SOURCE_CATALOGUE } from './source-catalogue.ts';

/** The environment variables that name a person's language; locale(7), and GNU gettext manual 2.3, "Setting the POSIX Locale". */
export interface LocaleVariables {
  readonly LANGUAGE?: string | undefined;
  readonly LC_ALL?: string | undefined;
  readonly LC_MESSAGES?: string | undefined;
  readonly LANG?: string | undefined;
}

/**
 * The first language of the environment that is there, as BCP 47: the locale is the first set one of LC_ALL, LC_MESSAGES, LANG;
 * LANGUAGE is a list that goes before it, unless the locale is C or POSIX. `pt_BR.UTF-8` → `pt-BR`; `de_AT` → `de`; without a match `en`.
 */
export function chooseLanguage(environment: LocaleVariables, available: readonly string[]): string {
  const all = new Map([SOURCE_CATALOGUE.language, ...available].map((language) => [language.toLowerCase(), language]));
  for (const wanted of wantedLocales(environment)) {
    const [language = '', country = ''] = wanted.replace(/[.@].*$/, '').toLowerCase().split(/[_-]/);
    const found = all.get(`${language}-${country}`) ?? all.get(language);
    if (found !== undefined) return found;
  }
  return SOURCE_CATALOGUE.language;
}

function wantedLocales({ LANGUAGE, LC_ALL, LC_MESSAGES, LANG }: LocaleVariables): readonly string[] {
  const locale = [LC_ALL, LC_MESSAGES, LANG].find((one) => one !== undefined && one !== '') ?? 'C';
  if (/^(C|POSIX)([.@]|$)/.test(locale)) return [];
  return [...(LANGUAGE ?? '').split(':'), locale].filter((one) => one !== '');
}
