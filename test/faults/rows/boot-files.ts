import assert from 'node:assert/strict';
import type { Fault } from '../fault.ts';
import type { Stand } from '../stand.ts';
import { EXIT, FILES, harmless, question, refusal, typeAt, WITHIN, yes } from './ways.ts';

/** The boot loader's configuration, and the file system that holds it. */
export const BOOT_FILES: readonly Fault[] = [
  refusal({
    id: 'grub-cfg-half',
    fault: 'grub.cfg ends in the middle of its first menu entry',
    outcome: 'refused: no entry to start',
    chosen: true,
    break: `sed -i '/^menuentry /,$ { /^[[:space:]]*linux/,$ d }' /boot/grub/grub.cfg; grep -q '^menuentry' /boot/grub/grub.cfg`,
    says: /./,
  }),
  refusal({
    id: 'grub-cfg-garbage',
    fault: 'grub.cfg holds random bytes',
    outcome: 'refused: no entry to start',
    break: 'head -c 60000 /dev/urandom >/boot/grub/grub.cfg',
    says: /./,
  }),
  refusal({
    id: 'grub-cfg-loop',
    fault: 'grub.cfg includes itself, without end',
    outcome: 'refused in bounded time',
    break: 'printf "source /boot/grub/grub.cfg\\nwhile true; do set a=\\"$a$a x\\"; done\\n" >/boot/grub/grub.cfg',
    says: /./,
  }),
  harmless({
    id: 'grubenv-corrupt',
    fault: "GRUB's environment block holds random bytes",
    outcome: 'the default entry is found without it, and loaded',
    break: 'head -c 1024 /dev/urandom >/boot/grub/grubenv',
  }),
  refusal({
    id: 'symlink-dangling',
    fault: 'the kernel image is a symbolic link to nowhere',
    outcome: 'any restart refused: it is missing',
    break: `${FILES}; ln -sf /nowhere/at/all $kernel`,
    says: /kernel image \S+ is missing/i,
  }),
  harmless({
    id: 'symlinks-beside',
    fault: 'other symbolic links to nowhere, and loops, lie in /boot',
    outcome: 'loaded all the same',
    break: 'cd /boot; ln -sf vmlinuz-9.9.9 vmlinuz; ln -sf initrd.img-9.9.9 initrd.img; ln -s loop loop; ln -s /nowhere vmlinuz-9.9.9-old; ln -s . grub/again',
  }),
  refusal({
    id: 'boot-unmounted',
    fault: '/boot is not mounted: its directory is empty',
    outcome: 'quick restart refused: there is no configuration to read, and kernels that lie elsewhere are not guessed at',
    break: 'mount -t tmpfs tmpfs /boot',
    says: /No boot configuration was found[^]*see that it is mounted/,
  }),
  harmless({
    id: 'boot-read-only',
    fault: '/boot is mounted read-only',
    outcome: 'loaded: nothing is written there',
    break: 'mount --bind /boot /boot && mount -o remount,ro,bind /boot && ! touch /boot/x 2>/dev/null',
  }),
  harmless({
    id: 'boot-full',
    fault: 'the file system of /boot is full to the last block',
    outcome: 'loaded: nothing is written there',
    break: 'dd if=/dev/zero of=/boot/filler bs=1M status=none 2>/dev/null; dd if=/dev/zero of=/boot/filler2 bs=4k status=none 2>/dev/null; ! sh -c "echo x >/boot/x && sync /boot/x" 2>/dev/null || test ! -s /boot/x',
  }),
  {
    id: 'grub-cfg-replaced-after-plan',
    fault: 'grub.cfg is replaced, with another default, between the plan and the load',
    outcome: 'what is loaded is not what was shown: refused, nothing is left loaded',
    chosen: true,
    withinSeconds: WITHIN.refusal,
    play: async (stand: Stand): Promise<void> => {
      await typeAt(stand.person, 'quick-restart now');
      await question(stand);
      await stand.root.read('sed "s/ quiet/ quiet another=1/" /boot/grub/grub.cfg >/boot/grub/grub.cfg.new && mv /boot/grub/grub.cfg.new /boot/grub/grub.cfg');
      const { code, shown } = await yes(stand);
      assert.notEqual(code, EXIT.done, shown);
      assert.match(shown, /not what the plan showed|changed/);
    },
  },
];
