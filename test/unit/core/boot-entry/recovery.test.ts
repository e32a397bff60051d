import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { isRecovery, recoveryWord } from '../../../../src/core/boot-entry/recovery.ts';

describe('command lines that can give a root shell', () => {
  const words = [
    'single', 'S', 's', '1', '-s', '-b', 'emergency', 'rescue', 'recovery', 'rescue=1', 'inst.rescue',
    'init=/bin/sh', 'init=/bin/bash', 'init=/usr/bin/busybox', 'init=/tmp/systemd', 'init=/sbin/../bin/sh', 'init="/bin/sh"',
    'init=/nix/store/00000000000000000000000000000000-bash-5.2/bin/bash', 'rdinit=/bin/sh',
    'rd.break', 'rd.break=pre-mount', 'break', 'break=premount', 'break=y', 'rd.shell', 'rd.shell=1', 'rd.emergency=halt', 'rd.rescue', 'rd.cmdline=ask', 'rdshell',
    'systemd.unit=rescue.target', 'systemd.unit=emergency.target', 'systemd.unit=debug-shell.service', 'rd.systemd.unit=emergency.target', 'systemd.unit="rescue.target"',
    'systemd.debug-shell', 'systemd.debug_shell=1', 'rd.systemd.debug_shell=yes', 'systemd.debug-shell=tty9', 'systemd.run=/bin/sh', 'rd.systemd.run=x', '"systemd.run=touch /x"',
    'systemd.break=pre-switch-root', 'systemd.crash-shell=yes', 'systemd.wants=debug-shell.service', 'rd.systemd.wants=x.service',
    'systemd.setenv=LD_PRELOAD=/x', 'systemd.set_credential=passwd.plaintext-password.root:x', 'systemd.set_credential_binary=a:b',
    'SYSTEMD_SULOGIN_FORCE=1', 'LD_PRELOAD=/tmp/x.so', 'boot.shell_on_fail', 'boot.debug1', 'kgdbwait', 'softlevel=single',
    "'single'", 'sin\\gle', "systemd.unit='rescue.target'",
  ];
  for (const word of words) {
    test(word, () => assert.notEqual(recoveryWord(`root=/dev/vda1 ro ${word} quiet`), null));
    test(`${word} behind --`, () => assert.notEqual(recoveryWord(`root=/dev/vda1 -- ${word}`), null));
  }
});

describe('command lines that end in a login', () => {
  const lines = [
    'root=UUID=1-2 ro quiet splash',
    'BOOT_IMAGE=/vmlinuz root=/dev/mapper/vg-root ro rd.lvm.lv=vg/root rd.luks.uuid=luks-1 rhgb quiet',
    '2', '3', '5',
    'init=/sbin/init', 'init=/lib/systemd/systemd', 'init=/usr/lib/systemd/systemd', 'init=', 'rdinit=/init',
    'init=/nix/store/abcdfghijklmnpqrsvwxyz0123456789-nixos-system-host-25.05/init loglevel=4',
    'init=/nix/store/abcdfghijklmnpqrsvwxyz0123456789-nixos-system-host-25.05/specialisation/gaming/init',
    'systemd.unit=multi-user.target', 'systemd.unit=graphical.target', 'rd.systemd.unit=initrd.target',
    'systemd.debug-shell=0', 'rd.shell=0', 'systemd.crash_shell=no', 'break=no',
    'selinux=0 enforcing=0 apparmor=0', 'nomodeset', 'single=0', 'panic=1', 'crashkernel=1G', 'rootflags=subvol=@rescue', 'rd.debug',
  ];
  for (const line of lines) test(line, () => assert.equal(recoveryWord(line), null));
});

describe('names', () => {
  const cases = [
    ['Debian GNU/Linux, with Linux 6.12 (recovery mode)', 'x', true],
    ['Debian GNU/Linux, mit Linux 6.12 (Wiederherstellung)', 'gnulinux-6.12-recovery-1-2', true],
    ['Fedora Linux (0-rescue-abc) 41', 'abc-0-rescue', true],
    ['Linux (emergency)', 'x', true],
    ['Arch Linux, single-user', 'x', true],
    ['openSUSE (failsafe)', 'x', true],
    ['Debian GNU/Linux', 'gnulinux-simple-1-2', false],
    ['Fedora Linux (6.11.4-301.fc41.x86_64) 41', 'abc-6.11.4-301.fc41.x86_64', false],
  ] as const;
  for (const [title, id, expected] of cases) test(title, () => assert.equal(isRecovery({ title, id, commandLine: 'root=/dev/vda1 ro' }), expected));
});
