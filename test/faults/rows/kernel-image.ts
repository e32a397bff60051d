import assert from 'node:assert/strict';
import type { Fault } from '../fault.ts';
import type { Stand } from '../stand.ts';
import { EXIT, FILES, question, refusal, typeAt, WITHIN, yes } from './ways.ts';

/** An arm64 Image's header (Linux Documentation/arch/arm64/booting.rst): image_size 8 MiB, magic `ARM\x64`. */
const ARM64_HEADER = String.raw`MZ\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\200\0\0\0\0\0\n\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0ARM\144\0\0\0\0`;

/** The kernel image of the entry that the boot loader starts by default. */
export const KERNEL_IMAGE: readonly Fault[] = [
  refusal({
    id: 'kernel-truncated',
    fault: 'the kernel image is cut short, as in the middle of an upgrade',
    outcome: 'any restart refused: the image is cut off',
    chosen: true,
    break: `${FILES}; truncate -s 5M $kernel`,
    says: /kernel image .*(?:cut off|ends|short)/i,
  }),
  refusal({
    id: 'kernel-missing',
    fault: 'the kernel image is deleted',
    outcome: 'any restart refused: it is missing',
    break: `${FILES}; rm $kernel`,
    says: /kernel image \S+ is missing/i,
  }),
  refusal({
    id: 'kernel-zeros',
    fault: 'the kernel image is as long as it should be and holds zeros only, as after a power cut without fsync',
    outcome: 'quick restart refused: it is no kernel',
    break: `${FILES}; size=$(stat -c %s $kernel); rm $kernel; truncate -s $size $kernel`,
    says: /kernel image .*cannot be used/i,
  }),
  refusal({
    id: 'kernel-32-bit',
    fault: 'the kernel image is for 32-bit processors',
    outcome: 'quick restart refused: it is for i686',
    break: `${FILES}; printf '\\0\\0' | dd of=$kernel bs=1 seek=566 conv=notrunc status=none`,
    says: /i686/,
  }),
  refusal({
    id: 'kernel-arm64',
    fault: 'the kernel image is for arm64',
    outcome: 'quick restart refused: it is for arm64',
    break: `${FILES}; { printf '${ARM64_HEADER}'; head -c 8388544 /dev/zero; } >$kernel`,
    says: /aarch64|arm64|cannot be used/i,
  }),
  {
    id: 'kernel-cut-after-plan',
    fault: 'the kernel image is cut short between the plan and the load, while the person is asked',
    outcome: 'the load is refused, nothing is loaded',
    chosen: true,
    withinSeconds: WITHIN.refusal,
    play: async (stand: Stand): Promise<void> => {
      await typeAt(stand.person, 'quick-restart now');
      await question(stand);
      await stand.root.read(`${FILES}; truncate -s 5M $kernel`);
      const { code, shown } = await yes(stand);
      assert.equal(code, EXIT.refused, shown);
      assert.match(shown, /kernel image .*(?:cut off|ends|short)/i);
    },
  },
  {
    id: 'kernel-replaced-after-plan',
    fault: 'the kernel image is replaced by another whole file between the plan and the load',
    outcome: 'quick restart into the new file',
    withinSeconds: WITHIN.restart,
    ends: { way: 'quick' },
    play: async (stand: Stand): Promise<void> => {
      await typeAt(stand.person, 'quick-restart now');
      await question(stand);
      const boot = stand.root.bootId;
      await stand.root.read(`${FILES}; cp $kernel $kernel.dpkg-new && mv $kernel.dpkg-new $kernel && sync`);
      await stand.person.read("printf 'y\\n' >/tmp/keys");
      await stand.booted(boot);
    },
  },
  {
    id: 'kernel-deleted-after-load',
    fault: 'the kernel image is deleted after the load',
    outcome: 'any restart refused; status says that what is loaded is out of date, and unload takes it back',
    withinSeconds: WITHIN.refusal,
    play: async (stand: Stand): Promise<void> => {
      const { root, person } = stand;
      await person.read('quick-restart load');
      await root.read(`${FILES}; rm $kernel`);
      const now = await person.run('quick-restart now --yes');
      assert.equal(now.code, EXIT.refused, now.stdout + now.stderr);
      assert.match(now.stderr, /kernel image \S+ is missing/i);
      assert.equal(await root.read('systemctl list-jobs --no-legend'), '');
      assert.match(await person.read('quick-restart status'), /out of date/);
      await person.read('quick-restart unload');
      await stand.nothingLoaded();
    },
  },
];
