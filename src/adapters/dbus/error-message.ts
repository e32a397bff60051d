import { ERROR_PREFIX } from '../../contracts/names.ts';
import { ERRORS, type ErrorKind, type Failure } from '../../contracts/errors.ts';
import { wordsOf } from '../../contracts/sentence-shape.ts';
import type { BusError } from './transport/bus-error.ts';
import { decodeDict, encodeDict, type VariantDict } from './variant-dict.ts';

/** A failure as a D-Bus error: its name says the kind, its text is the message, a line end, and the hint where there is one. */
export function encodeFailure(failure: Failure): { readonly name: string; readonly message: string } {
  const [message, hint] = [failure.message, failure.hint].map(oneLine);
  return { name: ERROR_PREFIX + ERRORS[failure.kind].dbus, message: hint === '' || hint === undefined ? (message ?? '') : `${message ?? ''}\n${hint}` };
}

/** What goes behind an error's text for a caller who asked for it: the failure's sentences for translation. */
export function encodeFailureWords({ messageWords, hintWords }: Failure): VariantDict {
  return encodeDict({ messageWords, hintWords });
}

/** The failure in an error of ours; null for every other error. Control characters are taken out: it will be printed. */
export function decodeFailure(error: Pick<BusError, 'name' | 'message' | 'details'>): Failure | null {
  const kind = KIND_BY_NAME.get(error.name);
  if (kind === undefined) return null;
  const [message = '', ...hint] = error.message.split('\n');
  const english = { message: oneLine(message), hint: oneLine(hint.join(' ')) };
  const details = decodeDict(error.details ?? []);
  return { kind, ...english, ...(details.ok ? wordsOf(english, details.value) : {}) };
}

const KIND_BY_NAME: ReadonlyMap<string, ErrorKind> = new Map(
  (Object.keys(ERRORS) as ErrorKind[]).map((kind) => [ERROR_PREFIX + ERRORS[kind].dbus, kind]),
);

function oneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ').trim();
}
