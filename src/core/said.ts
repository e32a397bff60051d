import { asItIs, inEnglish, type Sentence } from './sentence.ts';

/** A sentence as contracts carry it: in English, and in words that can be put into another language; these are absent where an older version said it. */
export interface Said {
  readonly message: string;
  readonly messageWords?: Sentence;
}

/** The same with what to do; `hint` is empty where nothing is to be done. */
export interface SaidWithHint extends Said {
  readonly hint: string;
  readonly hintWords?: Sentence;
}

/** The message of this sentence. */
export function said(message: Sentence): Required<Said> {
  return { message: inEnglish(message), messageWords: message };
}

/** The message and the hint of these sentences; null where nothing is to be done. */
export function saidWithHint(message: Sentence, hint: Sentence | null): SaidWithHint {
  return { ...said(message), ...(hint === null ? { hint: '' } : { hint: inEnglish(hint), hintWords: hint }) };
}

/** What was said, as a sentence; that of an older version as it is. */
export function messageOf({ message, messageWords }: Said): Sentence {
  return messageWords ?? asItIs(message);
}

/** What to do about it, as a sentence; null where nothing is to be done. */
export function hintOf({ hint, hintWords }: SaidWithHint): Sentence | null {
  return hint === '' ? null : (hintWords ?? asItIs(hint));
}
