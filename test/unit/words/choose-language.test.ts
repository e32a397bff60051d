import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import type { LocaleVariables } from '../../../src/words/index.ts';
import { chooseLanguage } from '../../../src/words/index.ts';

const AVAILABLE = ['ar', 'de', 'es', 'fr', 'ja', 'pt-BR'];

/** One line a case: the environment and the language. */
const CASES: readonly (readonly [environment: LocaleVariables, language: string])[] = [
  [{}, 'en'],
  [{ LANG: '' }, 'en'],
  [{ LANG: 'de_DE.UTF-8' }, 'de'],
  [{ LANG: 'de_AT@euro' }, 'de'],
  [{ LANG: 'pt_BR.UTF-8' }, 'pt-BR'],
  [{ LANG: 'pt_br' }, 'pt-BR'],
  [{ LANG: 'pt_PT.UTF-8' }, 'en'],
  [{ LANG: 'en_GB.UTF-8', LANGUAGE: 'en_GB:en:de' }, 'en'],
  [{ LANG: 'sv_SE.UTF-8' }, 'en'],
  [{ LANG: 'fr_FR.UTF-8', LC_MESSAGES: 'es_ES.UTF-8' }, 'es'],
  [{ LANG: 'fr_FR.UTF-8', LC_MESSAGES: '', LC_ALL: 'ja_JP.UTF-8' }, 'ja'],
  [{ LANG: 'fr_FR.UTF-8', LANGUAGE: 'sv:ar_EG:de' }, 'ar'],
  [{ LANG: 'fr_FR.UTF-8', LANGUAGE: 'sv:fi' }, 'fr'],
  [{ LANG: 'C.UTF-8', LANGUAGE: 'de' }, 'en'],
  [{ LANG: 'C', LANGUAGE: 'de' }, 'en'],
  [{ LC_ALL: 'POSIX', LANG: 'de_DE.UTF-8' }, 'en'],
  [{ LANG: '../../etc/passwd' }, 'en'],
];

describe('the language is chosen as gettext chooses it', () => {
  for (const [environment, language] of CASES) {
    test(`${JSON.stringify(environment)} → ${language}`, () => assert.equal(chooseLanguage(environment, AVAILABLE), language));
  }
});
