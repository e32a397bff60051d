import type { BootFiles } from '../../ports/boot-files.ts';

const DIRECTORY = '/sys/firmware/efi/efivars/';
/** With twenty variables that is less than the hundred reads in a second from which on the kernel makes readers wait. */
const FRESH_MS = 250;
/** More variables than anybody asks for. */
const MOST_ANSWERS = 256;

/**
 * The same files, but no UEFI variable is read more often than four times in a second. Each read takes the firmware's time with the
 * whole machine's, and Linux puts a user's readers to sleep who ask for more (fs/efivarfs/file.c, efivarfs_file_read: the limit is
 * root's as well): one caller who asks in a loop would stop the helper for all.
 */
export function restrainVariables(files: BootFiles, now: () => number = Date.now): BootFiles {
  const answers = new Map<string, { readonly answer: unknown; readonly readMs: number }>();
  const sparingly = <T>(path: string, question: string, read: () => T): T => {
    if (!path.startsWith(DIRECTORY)) return read();
    const kept = answers.get(question);
    const ageMs = kept === undefined ? FRESH_MS : now() - kept.readMs;
    if (kept !== undefined && ageMs >= 0 && ageMs < FRESH_MS) return kept.answer as T;
    if (answers.size >= MOST_ANSWERS) answers.clear();
    const answer = read();
    answers.set(question, { answer, readMs: now() });
    return answer;
  };
  return {
    root: files.root,
    readText: (path, maxBytes) => sparingly(path, `text ${maxBytes} ${path}`, () => files.readText(path, maxBytes)),
    readRange: (path, offset, lengthBytes) => sparingly(path, `range ${offset} ${lengthBytes} ${path}`, () => files.readRange(path, offset, lengthBytes)),
    stat: (path) => files.stat(path),
    list: (path) => files.list(path),
    realPath: (path) => files.realPath(path),
    hostPath: (path) => files.hostPath(path),
  };
}
