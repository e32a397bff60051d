// Every order of events between a load and the boot that judges, and what is concluded from what was left.
import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import type { Left } from '../../../../src/core/history/describe-restart.ts';
import type { Shutdown } from '../../../../src/core/history/stop-note.ts';
import { judgeAttempt, type JudgingBoot } from '../../../../src/core/trial/judge-attempt.ts';
import type { Attempt } from '../../../../src/core/trial/kept-kernels.ts';
import { leftBy, NEW_BOOT, NOTHING_LEFT, OLD_BOOT, stopNote } from '../../../fakes/boot-notes.ts';
import { sampleAttempt, sampleStart } from '../../../fakes/sample-kernels.ts';
import { NEXT_RELEASE, RUNNING_RELEASE } from '../../../fakes/sample-plan.ts';

const LATER_BOOT = '33333333-3333-4333-8333-333333333333';
const LOADED_LINE = 'root=/dev/vda1 ro quiet panic=30';

/** The boot that judges, through the firmware unless it says otherwise. */
function boot(changes: Partial<JudgingBoot> = {}): JudgingBoot {
  return { id: NEW_BOOT, kernelRelease: NEXT_RELEASE, commandLine: `BOOT_IMAGE=/boot/vmlinuz-${NEXT_RELEASE} root=/dev/vda1 ro quiet`, throughKexec: false, cameUp: true, crashLogged: false, ...changes };
}
const jumped = (changes: Partial<JudgingBoot> = {}): JudgingBoot => boot({ throughKexec: true, commandLine: LOADED_LINE, ...changes });
const asked = (shutdown: Shutdown): Left => leftBy({ shutdown });
const cutShort = (shutdown: Shutdown): Left => ({ ...NOTHING_LEFT, stop: stopNote({ shutdown }) });
const DAMAGED: Left = { ...NOTHING_LEFT, stop: 'damaged', stoppedInOrder: true };
const LANDED: Partial<Attempt> = { landedIn: NEW_BOOT };

const CASES: readonly (readonly [string, Partial<Attempt>, JudgingBoot, Left, string])[] = [
  ['nothing has happened yet: the boot that loaded it looks', {}, boot({ id: OLD_BOOT, kernelRelease: RUNNING_RELEASE }), NOTHING_LEFT, 'under-way'],
  ['a soft reboot: the same boot, the kernel still loaded', {}, boot({ id: OLD_BOOT }), asked('soft-reboot'), 'under-way'],

  ['it jumped and came up', {}, jumped(), asked('kexec'), 'landed'],
  ['it came up, and kexec(8) or the kernel added a word', {}, jumped({ commandLine: `${LOADED_LINE} acpi_rsdp=0x7ff` }), asked('kexec'), 'landed'],
  ['it came up, and systemd could not say what the stop was', {}, jumped(), asked('unknown'), 'landed'],
  ['it came up, and the note of the stop never arrived on the disk', {}, jumped(), NOTHING_LEFT, 'landed'],
  ['it came up, and the note is damaged', {}, jumped(), DAMAGED, 'landed'],
  ['it came up by kexec -e, with no shutdown at all', {}, jumped(), NOTHING_LEFT, 'landed'],
  ['it came up, on a kernel that does not say who started it', {}, jumped({ throughKexec: null }), asked('kexec'), 'landed'],
  ['it came up, and no trial word was added', { addedWords: [], trial: false }, jumped({ commandLine: 'root=/dev/vda1 ro quiet' }), asked('kexec'), 'landed'],
  ['it came up, and its command line is not known: that boot ended before it could look', {}, jumped({ commandLine: null }), asked('kexec'), 'landed'],
  ['it was still loaded when services had stopped, and came up', {}, jumped(), { ...asked('kexec'), loadedAtEnd: true }, 'landed'],
  ['it came up, and its image did not tell its release', { start: sampleStart({ kernelRelease: null }) }, jumped(), asked('kexec'), 'landed'],

  ['it jumped and the firmware started: a panic, the watchdog, or a person at the power button', {}, boot(), asked('kexec'), 'failed never-came-up'],
  ['the same, and it is known to have been loaded still when services had stopped', {}, boot(), { ...asked('kexec'), loadedAtEnd: true }, 'failed never-came-up'],
  ['the same, and the boot loader started another kernel', {}, boot({ kernelRelease: RUNNING_RELEASE }), asked('kexec'), 'failed never-came-up'],
  ['the same, and the kernel left its last words', {}, boot({ crashLogged: true }), asked('kexec'), 'failed panicked'],
  ['the same, on a kernel that does not say who started it, by GRUB’s word', {}, boot({ throughKexec: null }), asked('kexec'), 'failed never-came-up'],
  ['the same, where no word tells but the trial’s own is missing', {}, boot({ throughKexec: null, commandLine: 'root=/dev/vda1 ro quiet' }), asked('kexec'), 'failed never-came-up'],
  ['the jump itself failed and systemd-shutdown restarted the ordinary way', {}, boot(), asked('kexec'), 'failed never-came-up'],
  ['clocks were set back in between: nothing here reads them', {}, boot(), leftBy({ shutdown: 'kexec', notedWallMs: 0, notedRtcSeconds: 0 }), 'failed never-came-up'],
  ['it came up in emergency mode and was restarted from there', {}, jumped({ cameUp: false }), asked('kexec'), 'failed stopped-early'],

  ['the power failed before the shutdown began', {}, boot(), NOTHING_LEFT, 'dropped'],
  ['the power failed in the middle of the shutdown: services had not all stopped', {}, boot(), cutShort('kexec'), 'dropped'],
  ['the mark of the end never arrived on the disk', {}, boot(), cutShort('kexec'), 'dropped'],
  ['a crash log of that time does not make a jump', {}, boot({ crashLogged: true }), cutShort('kexec'), 'dropped'],
  ['the note is damaged', {}, boot(), DAMAGED, 'dropped'],
  ['an ordinary restart was chosen after the load', {}, boot(), asked('reboot'), 'dropped'],
  ['the machine was switched off after the load', {}, boot(), asked('poweroff'), 'dropped'],
  ['systemd could not say what the stop was, and the firmware started', {}, boot(), asked('unknown'), 'dropped'],
  ['only our unit was stopped, then the power failed', {}, boot(), asked('none'), 'dropped'],
  ['the note is of an older boot', {}, boot(), leftBy({ bootId: LATER_BOOT, shutdown: 'kexec' }), 'dropped'],
  ['somebody loaded another kernel over ours, and that one came up', {}, jumped({ kernelRelease: RUNNING_RELEASE }), asked('kexec'), 'dropped'],
  ['another kernel through kexec, whose command line is not known', {}, jumped({ kernelRelease: RUNNING_RELEASE, commandLine: null }), asked('kexec'), 'dropped'],
  ['somebody loaded the same kernel with another command line', {}, jumped({ commandLine: 'root=/dev/vda2 ro' }), asked('kexec'), 'dropped'],
  ['a firmware that itself starts kernels through kexec: what came before is not known', {}, jumped({ commandLine: 'root=/dev/vda1 ro quiet' }), asked('kexec'), 'dropped'],
  ['its files changed after the load, so it was unloaded when services had stopped', {}, boot(), { ...asked('kexec'), loadedAtEnd: false }, 'dropped'],

  ['it came up, and the recorder runs once more', LANDED, jumped(), asked('kexec'), 'under-way'],
  ['it came up and crashed within the minute', LANDED, boot({ id: LATER_BOOT }), NOTHING_LEFT, 'failed did-not-stay'],
  ['it came up and crashed, and left its last words', LANDED, boot({ id: LATER_BOOT, crashLogged: true }), NOTHING_LEFT, 'failed panicked'],
  ['it came up and crashed; kdump’s kernel saved it and restarted', LANDED, boot({ id: LATER_BOOT }), NOTHING_LEFT, 'failed did-not-stay'],
  ['it came up and was restarted within the minute, as it was told', LANDED, boot({ id: LATER_BOOT }), leftBy({ bootId: NEW_BOOT, shutdown: 'reboot' }), 'dropped'],
  ['it came up, was told to restart, and the power failed on the way', LANDED, boot({ id: LATER_BOOT }), { ...cutShort('reboot'), stop: stopNote({ bootId: NEW_BOOT, shutdown: 'reboot' }) }, 'dropped'],
  ['it came up and went on by somebody else’s kexec within the minute', LANDED, jumped({ id: LATER_BOOT, commandLine: 'root=/dev/vda2' }), leftBy({ bootId: NEW_BOOT, shutdown: 'kexec' }), 'dropped'],
  ['it came up, our unit was stopped by hand (notes of version 1), then it crashed', LANDED, boot({ id: LATER_BOOT }), leftBy({ bootId: NEW_BOOT, shutdown: 'none' }), 'failed did-not-stay'],
  ['it came up, and what its stop left is damaged', LANDED, boot({ id: LATER_BOOT }), DAMAGED, 'dropped'],
];

describe('what became of a quick restart', () => {
  for (const [what, attempt, judging, left, expected] of CASES) {
    test(`${what}: ${expected}`, () => {
      const verdict = judgeAttempt(sampleAttempt(attempt), judging, left);
      assert.equal(verdict.kind === 'failed' ? `failed ${verdict.how}` : verdict.kind, expected);
    });
  }
});
