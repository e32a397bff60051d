import type { SaidWithHint } from '../said.ts';

/**
 * What a restart through the firmware would do that a quick one leaves out, and what may come out differently without the
 * firmware; docs/advice.md has each rule with its source. A plan has them where the machine was looked at for them.
 */
export type AdviceId =
  | 'firmware-update' // fwupd or the firmware waits for the next start through the firmware
  | 'secure-boot-keys' // MokManager has a question for the next start
  | 'firmware-setup' // the firmware's setup or recovery was asked for
  | 'one-shot-entry' // something was chosen for the next start only
  | 'boot-loader-upgraded'
  | 'microcode'
  | 'hibernation-image'
  | 'root-disk' // the entry's root file system is not the running one
  | 'disk-passphrase' // the root file system is encrypted
  | 'graphics' // a graphics driver that may leave the screen black
  | 'remote-session'; // the person who asks is not at the machine; only their own program knows

/** What the program of the person who asks sees and the helper does not; it adds them to the plan that it got. */
export type OwnSightId =
  | 'initrd-tools' // an initrd is being made
  | 'inhibitors'
  | 'other-people';

/** Names of the checks, closed; printed in JSON and used on the bus. One file each in checks/. */
export type CheckId =
  | AdviceId
  | OwnSightId
  | 'default-entry'
  | 'entry-fit'
  | 'kernel-image'
  | 'kernel-architecture'
  | 'kernel-signature'
  | 'kernel-modules'
  | 'initrds'
  | 'initrd-age'
  | 'root-argument'
  | 'command-line' // beside the running kernel's
  | 'memory'
  | 'boot-space'
  | 'kexec-tool'
  | 'kexec-support'
  | 'kexec-load-disabled'
  | 'lockdown'
  | 'package-manager'
  | 'staged-upgrade'
  | 'container'
  | 'hypervisor'
  | 'already-loaded'
  | 'failed-before' // the kernel's own past on this machine
  | 'newest-differs';

/** `refusal` stops a quick restart; `warning` does not; `unknown` says that it could not be found out. */
export type CheckResult = 'ok' | 'warning' | 'refusal' | 'unknown';

/**
 * The outcome of one check: one sentence, and what to do (empty where nothing is to be done). An `ok` with a hint is a note:
 * nothing stands against the restart, and the person would still like to know.
 * `against` says what a refusal stands against: kexec only, or any restart at this moment.
 */
export interface CheckOutcome extends SaidWithHint {
  /** Another word comes from a helper that is newer than the program that asks: shown like the others, since its refusal counts as theirs do. */
  readonly id: CheckId | (string & {});
  readonly result: CheckResult;
  readonly against: 'quick' | 'any';
}
