import assert from 'node:assert/strict';
import type { Fault } from '../fault.ts';
import { smallInitrd } from '../../fakes/kernel-files.ts';
import { pause, type Stand, survive } from '../stand.ts';
import { EXIT, FILES } from './ways.ts';

/** Seconds that a start into the broken kernel, 30 s of `panic=30`, and the start through the firmware may take, emulated. */
const WITHIN_SECONDS = 900;
const BOOT_MS = WITHIN_SECONDS * 1000;

/** A kernel that never came up here: the first quick restart into it is a trial (`panic=30`), and the boot loader's own default is the way back. */
export const TRIAL: readonly Fault[] = [
  {
    id: 'trial-panics',
    fault: 'the new kernel panics at once: its initrd is sound and empty',
    outcome: 'after 30 s the firmware starts the default; the history says that the quick restart did not come up, and that kernel is refused from then on',
    withinSeconds: WITHIN_SECONDS,
    ends: { way: 'ordinary', recorded: [['quick', false]] },
    // Not rdinit=: an entry with that is one for repairs, and no trial.
    play: async (stand: Stand): Promise<void> => {
      await stand.root.put('/boot/empty.initrd', smallInitrd());
      await triesBroken(stand, 'broken', 'initrd=/boot/empty.initrd');
    },
  },
  {
    id: 'trial-root-missing',
    fault: 'the root file system of the new kernel never appears: it may not load the driver of the disk',
    outcome: 'after the wait of the initrd and 30 s the firmware starts the default; told and refused as above',
    withinSeconds: WITHIN_SECONDS,
    ends: { way: 'ordinary', recorded: [['quick', false]] },
    play: (stand: Stand): Promise<void> => triesBroken(stand, 'module_blacklist=virtio_blk'),
  },
  {
    id: 'trial-hangs',
    fault: 'the new kernel hangs in its initrd, there is no watchdog, and somebody switches the machine off and on',
    outcome: 'the firmware starts the default; told and refused as above',
    withinSeconds: WITHIN_SECONDS,
    ends: { way: 'power-cycle', recorded: [['quick', false]] },
    play: async (stand: Stand): Promise<void> => {
      const hang = "mkdir -p /srv/hang; cd /srv/hang; printf '#!/bin/sh\\necho HANGS >/dev/console; while :; do sleep 60; done\\n' >init; chmod 755 init; echo init | cpio -o -H newc --quiet >/boot/hang.cpio; cp $initrd $initrd.hang; truncate -s %512 $initrd.hang; cat /boot/hang.cpio >>$initrd.hang; sync";
      await stand.root.read(`${FILES}; ${hang}; ${brokenEntry('hung=1', '.hang')}`);
      const sinceMs = performance.now();
      void survive(stand.root.run('quick-restart now broken --yes'));
      await stand.line(/Starting new kernel/, sinceMs, 300);
      await stand.line(/HANGS/, sinceMs, 300);
      await pause(2000);
      await stand.cutPower();
      await refusedNow(stand);
    },
  },
];

/** Starts the broken entry quickly, and waits for the boot that the firmware then makes. */
async function triesBroken(stand: Stand, word: string, files = 'true'): Promise<void> {
  await stand.root.read(`${FILES}; ${files}; ${brokenEntry(word)}sync`);
  const boot = stand.root.bootId;
  const now = await survive(stand.root.run('quick-restart now broken --yes', BOOT_MS));
  assert.ok(now === null || now.code === EXIT.done, `${now?.stdout ?? ''}${now?.stderr ?? ''}`);
  await stand.booted(boot);
  await refusedNow(stand);
}

/** The boot that notices it records it when it is up; until then nobody can know. */
async function refusedNow(stand: Stand): Promise<void> {
  await stand.until('quick-restart history --json | grep -q quick', 240);
  await stand.refused('quick-restart now broken --yes', EXIT.refused, /fail|did not come up|never came up/i, stand.root);
}

/** Shell, behind FILES: an entry with the id `broken` behind the others, as an administrator would add one; `word` goes to its kernel. The next command follows directly. */
export function brokenEntry(word: string, initrdEnding = ''): string {
  return `uuid=$(findmnt -no UUID /); cat >/boot/grub/custom.cfg <<END
menuentry 'Broken' --id broken {
  search --no-floppy --fs-uuid --set=root $uuid
  linux $kernel root=UUID=$uuid ro console=ttyS0 earlyprintk=ttyS0,115200 no_timer_check quiet ${word}
  initrd $initrd${initrdEnding}
}
END
`;
}
