import type { EveryRestart } from '../../src/core/every-restart/mode.ts';

/** What a machine does in the end. */
export type End =
  | 'quick' // another kernel, without firmware
  | 'ordinary' // through the firmware
  | 'off' // it switches itself off
  | 'soft-reboot' // user space only
  | 'stays'; // it goes on as before

/** One cell of the table: a way into a restart, in a mode, on a machine where something may be special. */
export interface Path {
  readonly id: string;
  /** As docs/every-restart-paths.md shows it. */
  readonly way: string;
  readonly mode: EveryRestart;
  /** What is special, for the table; empty where nothing is. */
  readonly given: string;
  /** Where it is walked: on a machine like any other, or on one with the programs that update it by night. */
  readonly on?: 'updaters';
  /** As root, once the mode is set. */
  readonly setUp?: string;
  readonly command: string;
  /** Who runs it; the person at the machine is nobody special. */
  readonly as: 'root' | 'person';
  readonly end: End;
  /** How long it may take until then, where the machine does more before it restarts. */
  readonly withinSeconds?: number;
  /** The boot behind it restarts the machine by itself, within these seconds. */
  readonly thenBack?: { readonly end: End; readonly says: RegExp; readonly withinSeconds: number };
  /** Releases whose systemd has no such way, by their suites. */
  readonly notIn?: readonly string[];
  /** What the console says of it. */
  readonly says?: RegExp;
  /** The next boot is waited for, and looked at. */
  readonly whole?: boolean;
  /** As root, in the boot that the machine ends in; it must succeed. */
  readonly afterwards?: string;
  /** Lines on the console between which no more than these seconds pass. */
  readonly between?: { readonly from: RegExp; readonly to: RegExp; readonly seconds: number };
}
