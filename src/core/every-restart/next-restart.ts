/** A file, or a part of one; paths are of the running system. */
export interface LoadPiece {
  readonly path: string;
  readonly offset: number;
  readonly sizeBytes: number;
}

/** What the next restart starts, made ready while the machine runs, so that its end needs no more than to compare and to load. */
export interface NextStart {
  readonly kind: 'quick';
  /** /proc/sys/kernel/random/boot_id: it holds for this boot only. */
  readonly bootId: string;
  readonly entryId: string;
  readonly kernelRelease: string | null;
  /** With the words that a trial adds. */
  readonly commandLine: string;
  /** Where the kernel has no kexec_file_load, the old call may be used. */
  readonly allowClassicLoad: boolean;
  readonly kernel: LoadPiece;
  /** Joined in this order, each padded to four bytes. */
  readonly initrds: readonly LoadPiece[];
  /** What must be as it is now, a stamp for each file; see NextRestartFiles.stamps. */
  readonly stamps: readonly string[];
}

/** An ordinary restart, and why; one sentence in English. */
export interface NextOrdinary {
  readonly kind: 'ordinary';
  readonly reason: string;
}

export type NextRestart = NextStart | NextOrdinary;

/**
 * The file that systemd/libexec/load-next, a shell script, reads when services have stopped: a key and its value a line, `end` last.
 * A value with a line end in it could say anything to that script: such a start becomes an ordinary restart.
 */
export function formatNextRestart(next: NextRestart): string {
  const lines = next.kind === 'quick' ? linesOf(next) : ordinaryLines(next.reason);
  const safe = lines.some((line) => /[\n\r\0]/.test(line)) ? ordinaryLines('a name in its boot entry holds a control character') : lines;
  return `${safe.join('\n')}\n`;
}

function linesOf({ bootId, entryId, kernelRelease, commandLine, allowClassicLoad, kernel, initrds, stamps }: NextStart): readonly string[] {
  return [
    FIRST_LINE,
    `boot ${bootId}`,
    `release ${kernelRelease ?? ''}`,
    `entry ${entryId}`,
    `classic ${allowClassicLoad ? 'yes' : 'no'}`,
    `kernel ${pieceText(kernel)}`,
    ...initrds.map((one) => `initrd ${pieceText(one)}`),
    ...stamps,
    `command ${commandLine}`,
    'end',
  ];
}

function ordinaryLines(reason: string): readonly string[] {
  return [FIRST_LINE, `reason ${reason.replace(/\s+/g, ' ').replace(/[.\s]+$/, '')}`, 'end'];
}

function pieceText({ path, offset, sizeBytes }: LoadPiece): string {
  return `${offset} ${sizeBytes} ${path}`;
}

const FIRST_LINE = 'next 1';

/** What a reader wants of such a file; null where it is none, or not whole. */
export function readNextRestart(text: string): NextOrdinary | Pick<NextStart, 'kind' | 'kernelRelease' | 'entryId' | 'stamps'> | null {
  const lines = text.split('\n');
  if (lines[0] !== FIRST_LINE || lines.at(-2) !== 'end') return null;
  const value = (key: string): string | null => lines.find((line) => line.startsWith(`${key} `))?.slice(key.length + 1) ?? null;
  const reason = value('reason');
  if (reason !== null) return { kind: 'ordinary', reason };
  const stamps = lines.filter((line) => /^(?:file|fat|gone|hash) /.test(line));
  return { kind: 'quick', kernelRelease: value('release') || null, entryId: value('entry') ?? '', stamps };
}

/**
 * The text of what is known about kernels, in two lines between which the time of the attempt goes, in milliseconds: when it is
 * really made is known only at the end. Its `"atMs":` is the first: in a text of JSON a quotation mark has a backslash before it.
 */
export function splitAtTime(kernels: string): string {
  const [, head, tail] = /^(.*?"atMs":)\d+(.*)\n$/.exec(kernels) ?? [];
  if (head === undefined || tail === undefined) throw new Error('there is no attempt in it');
  return `${head}\n${tail}\n`;
}
