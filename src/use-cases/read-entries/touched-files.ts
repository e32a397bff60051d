import type { BootFiles, FileError } from '../../ports/boot-files.ts';
import type { FileSystems } from '../../ports/file-systems.ts';
import type { Result } from '../../core/result.ts';

/** What a reading asked, and how to ask for a mark of it again: equal marks, equal answers. */
interface Question {
  readonly mark: string;
  readonly again: () => string;
}

/** Two changes of a file that are nearer to each other than this may leave the same times: FAT counts in steps of two seconds. */
const TIMES_TELL_AFTER_MS = 3000;
/** A reading that asks for more is not worth remembering. */
const MOST_QUESTIONS = 50_000;
/** Files of the kernel have neither size nor time: what they say is their mark. */
const KERNEL_FILES = /^\/(?:proc|sys)(?:\/|$)/;

/**
 * Files and file systems that note everything that is asked of them, files that are not there included, so that it can be told later
 * whether the same questions would be answered as before. A regular file is marked by device, inode, size and the times of its last
 * changes, in nanoseconds; the contents of a directory by their names; a link by where it leads; files below /proc and /sys, EFI variables among them, by
 * what they hold; the mount table by itself. Marks are taken before the file is read.
 */
export class TouchedFiles {
  readonly files: BootFiles;
  readonly fileSystems: FileSystems;
  readonly #real: { readonly files: BootFiles; readonly fileSystems: FileSystems };
  readonly #now: () => number;
  readonly #questions = new Map<string, Question>();
  #settled = true;

  constructor(real: { readonly files: BootFiles; readonly fileSystems: FileSystems }, now: () => number) {
    this.#real = real;
    this.#now = now;
    this.files = this.#watchedFiles();
    this.fileSystems = {
      read: () => this.#asked('mounts', () => JSON.stringify(real.fileSystems.read()), () => real.fileSystems.read()),
      has: (by, value) => this.#asked(`has ${by} ${value}`, () => String(real.fileSystems.has(by, value)), () => real.fileSystems.has(by, value)),
    };
  }

  /** Every question would be answered as it was. */
  unchanged(): boolean {
    for (const { mark, again } of this.#questions.values()) if (again() !== mark) return false;
    return true;
  }

  /** No file had been changed so shortly before it was read that one more change might not show. */
  get settled(): boolean {
    return this.#settled && this.#questions.size < MOST_QUESTIONS;
  }

  #watchedFiles(): BootFiles {
    const { files } = this.#real;
    const { root } = files;
    return {
      root,
      readText: (path, maxBytes) => this.#content(path, `text ${maxBytes}`, () => files.readText(path, maxBytes), ({ text }) => text),
      readRange: (path, offset, lengthBytes) => this.#content(path, `range ${offset} ${lengthBytes}`, () => files.readRange(path, offset, lengthBytes), (bytes) => bytes.join()),
      stat: (path) => this.#asked(`stat ${path}`, () => this.#status(path), () => files.stat(path)),
      list: (path) => this.#asked(`list ${path}`, () => markOf(files.list(path), (names) => names.join('/')), () => files.list(path)),
      realPath: (path) => this.#asked(`link ${path}`, () => markOf(files.realPath(path), String), () => files.realPath(path)),
      hostPath: (path) => this.#asked(`host ${path}`, () => markOf(files.hostPath(path), String), () => files.hostPath(path)),
    };
  }

  #content<T>(path: string, what: string, read: () => Result<T, FileError>, textOf: (value: T) => string): Result<T, FileError> {
    if (KERNEL_FILES.test(path)) return this.#asked(`${what} ${path}`, () => markOf(read(), textOf), read);
    return this.#asked(`stat ${path}`, () => this.#status(path), read);
  }

  #status(path: string): string {
    const status = this.#real.files.stat(path);
    if (!status.ok) return status.error.kind;
    const { kind, fingerprint, changedMs } = status.value;
    if (KERNEL_FILES.test(path)) return `a ${kind}`;
    if (Math.abs(this.#now() - changedMs) < TIMES_TELL_AFTER_MS) this.#settled = false;
    return fingerprint;
  }

  #asked<T>(key: string, mark: () => string, answer: () => T): T {
    if (!this.#questions.has(key) && this.#questions.size < MOST_QUESTIONS) this.#questions.set(key, { mark: mark(), again: mark });
    return answer();
  }
}

function markOf<T>(answer: Result<T, FileError>, textOf: (value: T) => string): string {
  return answer.ok ? `is ${textOf(answer.value)}` : answer.error.kind;
}
