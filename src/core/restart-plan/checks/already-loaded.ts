import { say } from '../../sentence.ts';
import type { CheckOutcome } from '../check.ts';
import type { Machine } from '../machine.ts';
import { outcome } from '../outcome.ts';

/** /sys/kernel/kexec_loaded: a kernel that waits turns every restart into a quick one, also one that means to be ordinary. */
export function checkAlreadyLoaded({ kexec }: Machine): CheckOutcome {
  switch (kexec.loaded) {
    case false:
      return outcome('already-loaded', 'ok', say('No kernel is loaded yet.'));
    case null:
      return outcome('already-loaded', 'unknown', say('Whether a kernel is already loaded could not be read.'));
    case true:
      return outcome('already-loaded', 'warning', say('A kernel is already loaded; it will be replaced.'), say('Until then every restart may start it. To drop it: quick-restart unload.'));
  }
}
