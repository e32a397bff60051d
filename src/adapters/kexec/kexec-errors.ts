import type { KexecError } from '../../ports/kexec.ts';

/** kexec(8) reports errno only as text (C locale): errno(3) words and what they mean for kexec_file_load(2). */
const MEANINGS: readonly (readonly [RegExp, KexecError['kind']])[] = [
  [/key was rejected|required key not available|bad message|key has (?:expired|been revoked)/i, 'signature'],
  [/operation not permitted|permission denied/i, 'not-permitted'],
  [/function not implemented|not supported by (?:the )?(?:running )?kernel|syscall .*not available/i, 'not-supported'],
  [/exec format error|invalid argument|cannot determine the file type|not (?:a )?(?:valid|supported)|cannot load/i, 'rejected'],
];

/**
 * The kind of a kexec(8) failure from what it wrote to stderr; `failed` where nothing known is in it.
 *
 * @example classify('kexec_file_load failed: Required key not available').kind // 'signature'
 */
export function classify(stderr: string): KexecError {
  const detail = stderr.trim().split('\n').filter((line) => line !== '').join('; ') || 'kexec failed without a word';
  const match = MEANINGS.find(([pattern]) => pattern.test(detail));
  return { kind: match?.[1] ?? 'failed', detail };
}
