import type { EveryRestart } from '../../src/core/every-restart/mode.ts';
import type { Beginning } from './beginnings.ts';
import type { MachineKind } from './machines.ts';

/** What a machine does in the end. */
export type End =
  | 'quick' // another kernel, without firmware
  | 'ordinary' // through the firmware
  | 'off' // it switches itself off
  | 'halt' // it stops, and is still switched on
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
  /** Where it is walked, where that is not a machine like any other: on one with the programs that update it by night, or on one with UEFI and systemd-boot. */
  readonly on?: Exclude<MachineKind, 'plain'>;
  /** The plan refuses a quick restart: kexec is switched off for this boot. */
  readonly refused?: true;
  /** What happened to the machine before all, see beginnings.ts. */
  readonly begins?: Beginning;
  /** As root, once the mode is set. */
  readonly setUp?: string;
  readonly command: string;
  /** Who runs it; the person at the machine is nobody special. */
  readonly as: 'root' | 'person';
  readonly end: End;
  /** How long it may take until then, where the machine does more before it restarts. */
  readonly withinSeconds?: number;
  /** The boot behind it restarts the machine by itself, within these seconds. */
  readonly thenBack?: { readonly end: End; readonly says?: RegExp; readonly withinSeconds: number };
  /** Releases that it is not walked on, by their suites, and why not, for the table. */
  readonly notIn?: { readonly suites: readonly string[]; readonly why: string };
  /** What the console says of it. */
  readonly says?: RegExp;
  /** The next boot is waited for, and looked at. */
  readonly whole?: boolean;
  /** As root, in the boot that the machine ends in; it must succeed. */
  readonly afterwards?: string;
  /** Lines on the console between which no more than these seconds pass. */
  readonly between?: { readonly from: RegExp; readonly to: RegExp; readonly seconds: number };
}
