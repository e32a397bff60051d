import { ARMS_AND_STAYS, CRASHES, DELAYED } from './held.ts';
import type { Path } from './path.ts';
import { PATIENCE } from './stand.ts';
import { DIRECTLY, LOGIND, ordinary, SYSTEMCTL, WAYS } from './ways.ts';

const quick = { given: '', end: 'quick', says: DIRECTLY } as const;
/** In the place of kexec(8), for our call only: Debian 12’s kexec-tools load at every restart, too, and wait as long as that takes. What it says goes where its unit’s words go, to the console too. */
const kexecThat = (does: string): string => `mv /usr/sbin/kexec /usr/sbin/kexec.real && printf '#!/bin/sh\\ncase $* in *-l*--no-sync*) echo kexec is asked; ${does} ;; esac\\n' >/usr/sbin/kexec && chmod 755 /usr/sbin/kexec`;
const UEFI = { on: 'uefi', notIn: { suites: ['bookworm', 'forky'], why: 'walked on Debian 13' }, as: 'root' } as const;

/** What else may be in the way of a restart, or ask for one. */
const SPECIAL: readonly Path[] = [
  { id: 'systemctl-skip', way: 'systemctl reboot', mode: 'skip', given: '', command: SYSTEMCTL, as: 'person', ...ordinary('asked') },
  { id: 'target-on', way: 'systemctl start reboot.target', mode: 'on', command: 'systemctl start --no-block reboot.target', as: 'root', ...quick },
  { id: 'start-unit-on', way: 'systemd’s StartUnit of reboot.target, irreversibly, as PackageKit’s offline update ends', mode: 'on', command: 'busctl call org.freedesktop.systemd1 /org/freedesktop/systemd1 org.freedesktop.systemd1.Manager StartUnit ss reboot.target replace-irreversibly', as: 'root', ...quick },
  { id: 'now-on', way: 'quick-restart now', mode: 'on', given: '', command: 'quick-restart now --yes', as: 'person', end: 'quick' },
  { id: 'now-full-on', way: 'quick-restart now --full', mode: 'on', given: '', command: 'quick-restart now --yes --full', as: 'person', ...ordinary('asked') },
  { id: 'one-shot-on', way: 'systemctl reboot', mode: 'on', given: 'grub-reboot chose another entry for one start', setUp: 'grub-reboot 1', command: SYSTEMCTL, as: 'person', ...ordinary('grubenv has changed') },
  { id: 'initrd-on', way: 'systemctl reboot', mode: 'on', given: 'the initrd was made anew', setUp: 'for one in /boot/initrd.img-*; do cp -p "$one" "$one.x" && mv "$one.x" "$one"; done; sync', command: SYSTEMCTL, as: 'person', ...ordinary('initrd.* has changed') },
  { id: 'environment-on', way: 'systemctl reboot', mode: 'on', given: 'SYSTEMCTL_SKIP_AUTO_KEXEC is set for systemd', setUp: 'systemctl set-environment SYSTEMCTL_SKIP_AUTO_KEXEC=1', command: SYSTEMCTL, as: 'person', ...ordinary('SYSTEMCTL_SKIP_AUTO_KEXEC') },
  { id: 'drop-in-on', way: 'systemctl reboot', mode: 'on', given: 'a drop-in of somebody else on systemd-reboot.service', setUp: "mkdir -p /etc/systemd/system/systemd-reboot.service.d && printf '[Unit]\\n' >/etc/systemd/system/systemd-reboot.service.d/own.conf && systemctl daemon-reload", command: SYSTEMCTL, as: 'person', ...ordinary('own.conf changes how this machine restarts') },
  { id: 'expired-once', way: 'systemctl reboot', mode: 'once', given: 'more than 15 minutes later', setUp: 'echo once 1 >/run/quick-restart/every-restart', command: SYSTEMCTL, as: 'person', end: 'ordinary' },
  { id: 'taken-back-once', way: 'systemctl reboot', mode: 'once', given: 'taken back: every-restart off', setUp: 'runuser -u person -- true; quick-restart every-restart off', command: SYSTEMCTL, as: 'person', end: 'ordinary' },
  { id: 'load-fails-on', way: 'systemctl reboot', mode: 'on', given: 'kexec fails', setUp: kexecThat('echo broken >&2; exit 1'), command: SYSTEMCTL, as: 'person', ...ordinary('could not be loaded \\(broken\\)') },
  {
    id: 'load-hangs-on', way: 'systemctl reboot', mode: 'on', given: 'kexec hangs', setUp: `rm ${PATIENCE} && systemctl daemon-reload && ${kexecThat('exec sleep 600')}`, command: SYSTEMCTL, as: 'person', ...ordinary('could not be loaded'),
    between: { from: /kexec is asked/, to: /could not be loaded/, seconds: 10 },
  },
  { id: 'forward-once', way: 'systemctl reboot', mode: 'once', setUp: "date -s '+2 days'", command: SYSTEMCTL, as: 'person', ...quick, given: 'then somebody sets the clock two days forward' },
  { id: 'back-expired-once', way: 'systemctl reboot', mode: 'once', given: 'more than 15 minutes later, the clock set back by a day', setUp: "echo once 1 >/run/quick-restart/every-restart; date -s '-1 day'", command: SYSTEMCTL, as: 'person', end: 'ordinary' },
  { id: 'twice-once', way: 'systemctl reboot', mode: 'once', setUp: 'quick-restart every-restart once', command: SYSTEMCTL, as: 'person', whole: true, afterwards: 'quick-restart every-restart status --json | grep -F \'"mode": "off"\'', ...quick, given: 'an administrator arms it a second time; behind it the mode is off' },
  { id: 'held-crashed', way: 'systemctl reboot', mode: 'off', given: 'armed by a program that counts while it runs, as GNOME Shell’s extension does, and that has crashed', setUp: `${ARMS_AND_STAYS}; ${CRASHES}`, command: SYSTEMCTL, as: 'person', end: 'ordinary' },
  { id: 'held-stopped', way: 'logind Reboot, as desktops ask for it', mode: 'off', setUp: ARMS_AND_STAYS, command: `${LOGIND} Reboot b false`, as: 'person', ...quick, given: 'armed by such a program, which the shutdown ends' },
  { id: 'held-ended', way: 'logind Reboot, as desktops ask for it', mode: 'off', setUp: ARMS_AND_STAYS, command: `${DELAYED} && ${LOGIND} Reboot b false && ${CRASHES}`, as: 'root', ...quick, given: 'armed by such a program, which ends while logind waits for others' },
  { id: 'removed-once', way: 'systemctl reboot', mode: 'once', given: 'then the package was removed', setUp: 'dpkg -r quick-restart', command: SYSTEMCTL, as: 'person', end: 'ordinary' },
  { id: 'removed-on', way: 'systemctl reboot', mode: 'on', given: 'the package was removed', setUp: 'dpkg -r quick-restart', command: SYSTEMCTL, as: 'person', end: 'ordinary' },
  { id: 'failure-action-on', way: 'a unit’s FailureAction=reboot', mode: 'on', command: 'systemd-run -q -p FailureAction=reboot false', as: 'root', ...quick },
  { id: 'sysrq-on', way: 'the kernel’s own restart (sysrq)', mode: 'on', given: '', command: 'echo 1 >/proc/sys/kernel/sysrq; sync; echo b >/proc/sysrq-trigger', as: 'root', end: 'ordinary' },
  { id: 'watchdog-on', way: 'a hardware watchdog that nobody feeds', mode: 'on', given: '', begins: 'watched', notIn: { suites: ['bookworm'], why: 'its kernel has no driver for one' }, command: 'exec 3>/dev/watchdog0; sync; echo 1 >&3; sleep 200', as: 'root', end: 'ordinary' },
  { id: 'switched-off-on', way: 'systemctl reboot', mode: 'on', given: 'quick_restart=0 is on the command line of the running kernel', begins: 'switched-off', command: SYSTEMCTL, as: 'person', ...ordinary('quick_restart=0 is on the command line') },
  { id: 'failed-trial-on', way: 'systemctl reboot', mode: 'on', given: 'the quick restart into the default entry failed the last time', begins: 'failed-trial', command: SYSTEMCTL, as: 'person', ...ordinary('did not come up') },
  { id: 'uefi-on', way: 'systemctl reboot', mode: 'on', whole: true, command: SYSTEMCTL, ...UEFI, ...quick, given: 'UEFI, systemd-boot' },
  { id: 'uefi-firmware-setup-on', way: 'systemctl reboot --firmware-setup', mode: 'on', given: 'UEFI, systemd-boot', command: 'systemctl reboot --firmware-setup', ...UEFI, ...ordinary('OsIndications.* has changed') },
  { id: 'uefi-firmware-setup-once', way: 'systemctl reboot --firmware-setup', mode: 'once', given: 'UEFI, systemd-boot', command: 'systemctl reboot --firmware-setup', ...UEFI, ...ordinary('OsIndications.* has changed') },
  { id: 'uefi-menu-on', way: 'systemctl reboot --boot-loader-menu', mode: 'on', given: 'UEFI, systemd-boot', command: 'systemctl reboot --boot-loader-menu=10s', ...UEFI, ...ordinary('LoaderConfigTimeoutOneShot.* has changed') },
  { id: 'uefi-entry-on', way: 'systemctl reboot --boot-loader-entry', mode: 'on', given: 'UEFI, systemd-boot', command: 'systemctl reboot --boot-loader-entry="$(cd /boot/efi/loader/entries && ls | head -n 1)"', ...UEFI, ...ordinary('LoaderEntryOneShot.* has changed') },
];

/** Every way into a restart × mode × what the plan says, and what is special. */
export const PATHS: readonly Path[] = [...WAYS, ...SPECIAL];
