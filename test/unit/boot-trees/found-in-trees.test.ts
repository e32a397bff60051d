// What reading the trees brought to light, each in one small case.
import assert from 'node:assert/strict';
import test from 'node:test';
import { completeEntry } from '../../../src/core/boot-entry/complete-entry.ts';
import { echoOf } from '../core/grub/fake-host.ts';
import { draft, files, machine } from '../core/boot-entry/support/sample-entries.ts';

test('nobody holds a machine’s button while it restarts: cmostest is false (GRUB_BUTTON_CMOS_ADDRESS)', () => {
  assert.equal(echoOf('if cmostest 48:0; then echo button; else echo no button; fi'), 'no button\n');
});

test('a hypervisor is no kernel image, and is not blamed for that', () => {
  const multiboot = draft({ problems: [{ kind: 'multiboot', message: 'The entry starts a hypervisor.' }] });
  const { problems } = completeEntry(multiboot, files({ kernel: { kind: 'invalid', detail: 'not a kernel' } }), machine());
  assert.deepEqual(problems, multiboot.problems);
});
