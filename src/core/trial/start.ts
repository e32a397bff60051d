import { sameCommandLine } from '../kernel/command-line.ts';

/** One file as it was when somebody looked: enough to tell whether it is still the same, without reading it. */
export interface FileMark {
  readonly path: string;
  readonly sizeBytes: number;
  /** When its content was last written, milliseconds since the epoch. */
  readonly modifiedMs: number;
}

/** What starts: a kernel image, its initrds and its command line, as they were then; decision 0025 says why these and no more. */
export interface Start {
  /** `uname -r` of the image; null where it does not tell. */
  readonly kernelRelease: string | null;
  readonly kernel: FileMark;
  readonly initrds: readonly FileMark[];
  /** The entry's own, without the words that a trial adds. */
  readonly commandLine: string;
}

/** The same in all three parts: what came up once comes up again. */
export function sameStart(one: Start, other: Start): boolean {
  return sameKernel(one, other) && one.initrds.length === other.initrds.length && one.initrds.every((mark, at) => isSameFile(mark, other.initrds[at]));
}

/** The same kernel with the same command line, whatever its initrds: those are made anew often, and for reasons that cure nothing. */
export function sameKernel(one: Start, other: Start): boolean {
  return isSameFile(one.kernel, other.kernel) && sameCommandLine(one.commandLine, other.commandLine);
}

function isSameFile(one: FileMark, other: FileMark | undefined): boolean {
  return one.path === other?.path && one.sizeBytes === other.sizeBytes && one.modifiedMs === other.modifiedMs;
}
