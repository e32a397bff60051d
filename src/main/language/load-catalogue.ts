import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Catalogue } from '../../contracts/app/appearance.ts';
import { chooseLanguage, SOURCE_CATALOGUE, type LocaleVariables } from '../../words/index.ts';

const SUFFIX = '.json';

/** The texts in the language of the session; the files in `folder` are made by scripts/words. English where there is no other. */
export function loadCatalogue(folder: string, environment: LocaleVariables): Catalogue {
  const language = chooseLanguage(environment, languagesIn(folder));
  if (language === SOURCE_CATALOGUE.language) return SOURCE_CATALOGUE;
  return JSON.parse(readFileSync(join(folder, language + SUFFIX), 'utf8')) as Catalogue; // a part of the app itself
}

function languagesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith(SUFFIX))
      .map((name) => name.slice(0, -SUFFIX.length));
  } catch {
    return []; // built without translations
  }
}
