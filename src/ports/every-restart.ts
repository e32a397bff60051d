import type { KeptMode } from '../core/every-restart/mode.ts';
import type { LoadPiece } from '../core/every-restart/next-restart.ts';
import type { Result } from '../core/result.ts';
import type { StateError } from './state-error.ts';

/** Keeps every-restart mode: what lasts on the disk, what is about the next restart in /run. */
export interface ModeStore {
  /** What cannot be read is off: a restart is an ordinary one where nobody knows better. */
  read(): KeptMode;
  /** Whole or not at all, also where the power fails. What is about the next restart ends after NEXT_HOLDS_SECONDS from now. */
  write(mode: KeptMode): Result<null, StateError>;
  /** Files of others that change how systemd restarts this machine, which a quick restart would pass over. */
  foreignDropIns(): readonly string[];
}

/** Keeps what was prepared for the next restart; systemd/libexec/load-next reads it. */
export interface NextRestartFiles {
  /** null where nothing is prepared. */
  read(): string | null;
  /** `kernels`: what is to be known about kernels once it is started (splitAtTime); null where nothing is. */
  write(text: string, kernels: string | null): Result<null, StateError>;
  clear(): void;
  /** The places of a kernel and its initrds in their files, those of a unified kernel image taken apart. Error: a sentence. */
  pieces(files: { readonly kernel: string; readonly initrds: readonly string[] }): Result<{ readonly kernel: LoadPiece; readonly initrds: readonly LoadPiece[] }, string>;
  /** The stamp of a path (of the running system), also where nothing is there; null for files of the kernel and of running programs, which say nothing of the next start. */
  stamp(path: string): string | null;
  /** Stamps of what must be as it is whatever was looked at: UEFI variables that ask something of the next start, and what is known about kernels. */
  always(): readonly string[];
  /** The paths of those stamps that do not hold any more. */
  changed(stamps: readonly string[]): readonly string[];
}

/** Why scripts of init could not be set up or removed. */
export interface InitScriptsError {
  readonly kind: 'denied' | 'failed';
  /** The system's words, to be read after a colon. */
  readonly detail: string;
}

/** What loads and jumps at a restart where process 1 is sysvinit; decision 0036. */
export interface InitScripts {
  /** Process 1: `systemd`, whose units do it; `sysvinit`, for which there are these scripts; `other`, for which there is nothing. */
  initSystem(): 'systemd' | 'sysvinit' | 'other';
  areSetUp(): boolean;
  /** A file that has another program load a kernel at each restart; null where none does. */
  competitor(): string | null;
  /** Both, with their links; done where they are. Nothing stays of them where it fails. */
  setUp(): Promise<Result<null, InitScriptsError>>;
  /** Without a trace; done where they are not. */
  remove(): Promise<Result<null, InitScriptsError>>;
}
