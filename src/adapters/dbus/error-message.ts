import { ERROR_PREFIX } from '../../contracts/names.ts';
import { ERRORS, type ErrorKind, type Failure } from '../../contracts/errors.ts';

/** A failure as a D-Bus error: its name says the kind, its text is the message, a line end, and the hint where there is one. */
export function encodeFailure(failure: Failure): { readonly name: string; readonly message: string } {
  const [message, hint] = [failure.message, failure.hint].map(oneLine);
  return { name: ERROR_PREFIX + ERRORS[failure.kind].dbus, message: hint === '' || hint === undefined ? (message ?? '') : `${message ?? ''}\n${hint}` };
}

/** The failure in an error of ours; null for every other error. Control characters are taken out: it will be printed. */
export function decodeFailure(error: { readonly name: string; readonly message: string }): Failure | null {
  const kind = KIND_BY_NAME.get(error.name);
  if (kind === undefined) return null;
  const [message = '', ...hint] = error.message.split('\n');
  return { kind, message: oneLine(message), hint: oneLine(hint.join(' ')) };
}

const KIND_BY_NAME: ReadonlyMap<string, ErrorKind> = new Map(
  (Object.keys(ERRORS) as ErrorKind[]).map((kind) => [ERROR_PREFIX + ERRORS[kind].dbus, kind]),
);

function oneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ').trim();
}
