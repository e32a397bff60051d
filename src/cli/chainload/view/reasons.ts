import type { Reason } from '../../../core/chainload/state.ts';

/** Why nothing was, or would be, chain loaded: a clause, to be read after a colon. */
export const WHY: Readonly<Record<Reason | 'unknown', string>> = {
  'would-chain': 'nothing stands against it',
  chained: 'it was cut short between load and jump',
  marker: 'this boot was chain loaded itself',
  'switched-off': 'quick_restart.chain=no stands on the command line',
  'crash-kernel': 'this boot saves a crash dump',
  'no-command-line': '/proc/cmdline could not be read',
  'bad-config': 'chainload.conf has a line that is not understood',
  disabled: 'it is switched off',
  stayed: 'somebody pressed a key during the countdown',
  'no-kexec': 'kexec is not installed, or the running kernel forbids it',
  'tries-used-up': 'every slot that is configured was tried as often as it may be without coming up',
  'no-kernel': 'no slot names a kernel and initrds that are there',
  'load-failed': 'the kernel could not be loaded',
  'state-failed': 'the try could not be written down in /var/lib/quick-restart/chainload',
  'jump-failed': 'the kernel was loaded, and the jump failed',
  unknown: 'a reason that this version does not know',
};

/** What to do about it; empty where nothing is. */
export const WHAT_TO_DO: Partial<Readonly<Record<Reason | 'unknown', string>>> = {
  'switched-off': "A quick restart puts it there for its own boot; else take it off the provider's command line.",
  'bad-config': 'Correct the line: see quick-restart chainload status.',
  disabled: 'Switch it on: sudo quick-restart chainload enable',
  'no-kexec': 'Install kexec-tools; quick-restart doctor says what else forbids it.',
  'tries-used-up': 'Look why they do not come up, then try again: sudo quick-restart chainload switch a',
  'no-kernel': 'Name one that is there: sudo quick-restart chainload enable --kernel PATH',
  'load-failed': 'Look at what it said: journalctl -b -u quick-restart-chainload',
  'state-failed': 'Is that file system full, or read-only so early in the boot?',
};
