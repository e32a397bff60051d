import assert from 'node:assert/strict';
import type { Fault } from '../fault.ts';
import type { Stand } from '../stand.ts';
import { EXIT, FILES, refusal, WITHIN } from './ways.ts';

/** What the running kernel allows and has. */
export const KERNEL_LIMITS: readonly Fault[] = [
  refusal({
    id: 'kexec-load-disabled',
    fault: 'kernel.kexec_load_disabled is 1',
    outcome: 'quick restart refused: loading is switched off until the next boot',
    chosen: true,
    break: 'sysctl -q -w kernel.kexec_load_disabled=1',
    says: /kexec_load_disabled is 1/,
  }),
  {
    id: 'lockdown-unsigned',
    fault: 'the kernel is locked down (integrity), and the image carries no trusted signature',
    outcome: 'told, with what the kernel said of the signature; nothing is loaded',
    withinSeconds: WITHIN.refusal,
    play: async (stand: Stand): Promise<void> => {
      await stand.root.read('echo integrity >/sys/kernel/security/lockdown; grep -q "\\[integrity\\]" /sys/kernel/security/lockdown');
      const now = await stand.person.run('quick-restart now --yes');
      assert.equal(now.code, EXIT.failed, now.stdout + now.stderr);
      assert.match(now.stderr, /signed|key|signature|permitted/i);
      await stand.nothingLoaded();
    },
  },
  {
    id: 'memory-exhausted',
    fault: 'memory is used up but for a little',
    outcome: 'refused or told; nothing is loaded, and the machine goes on',
    withinSeconds: 300,
    ends: { failedUnits: /quick-restart/ },
    play: async (stand: Stand): Promise<void> => {
      const { root, person } = stand;
      await root.read('mount -o remount,size=100% /dev/shm; free=$(sed -n "s/MemAvailable: *\\([0-9]*\\) kB/\\1/p" /proc/meminfo); head -c $(((free - 80000) * 1024)) /dev/zero >/dev/shm/hog');
      const now = await person.run('quick-restart load', 240_000);
      assert.notEqual(now.code, EXIT.done, now.stdout + now.stderr);
      await stand.nothingLoaded();
      await root.read('rm /dev/shm/hog');
    },
  },
  {
    id: 'loaded-by-others',
    fault: 'an administrator has loaded a kernel with kexec(8)',
    outcome: 'status says that it is not ours; a person may neither unload it nor restart past it; root may',
    withinSeconds: WITHIN.refusal,
    play: async (stand: Stand): Promise<void> => {
      const { root, person } = stand;
      await root.read(`${FILES}; kexec -s -l $kernel --initrd=$initrd --reuse-cmdline`);
      assert.match(await person.read('quick-restart status'), /another program loaded/);
      assert.equal((await person.run('quick-restart unload')).code, EXIT.notAuthorised);
      assert.equal((await person.run('quick-restart now --yes --full')).code, EXIT.notAuthorised);
      await root.read('grep -q 1 /sys/kernel/kexec_loaded; quick-restart unload');
    },
  },
];
