import type { Said } from './said.ts';

/** Every kind of thing that a parser of people's files can have to say; closed, so that nobody matches on text. */
export type DiagnosticKind =
  | 'syntax' // the text does not parse; the parser went on after it
  | 'command-failed' // a command of the boot loader's script failed; the script went on, as the boot loader does
  | 'unknown-command' // a command that the boot loader itself would not know
  | 'unsupported-command' // a command that the boot loader knows and we do not evaluate
  | 'limit-exceeded' // steps, depth or size beyond the documented bounds; evaluation ended there
  | 'device-not-found' // search found nothing, or a device name that this system cannot resolve
  | 'file-missing'
  | 'file-unreadable' // exists, but permission or an input error stood in the way
  | 'encoding' // not UTF-8, or NUL bytes
  | 'environment-block' // grubenv is not a valid environment block
  | 'default-entry' // the default names no menu entry
  | 'not-read'; // a boot configuration that exists and that we do not read

/**
 * One remark about a boot configuration file. Line numbers start at 1; 0 means the file as a whole.
 * The message is one sentence for a person, without the file's name.
 */
export interface Diagnostic extends Said {
  readonly file: string;
  readonly line: number;
  readonly kind: DiagnosticKind;
}
