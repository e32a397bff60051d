import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { createTranslator, SOURCE_CATALOGUE, type Translator } from '../../words/index.ts';

/** The person's language, for every part of a window. */
export const Words = createContext<Translator>(createTranslator(SOURCE_CATALOGUE));

/** `const { t, n } = useWords();` */
export function useWords(): Translator {
  return useContext(Words);
}
