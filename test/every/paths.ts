import type { Path } from './path.ts';
import { RESTARTS_BY_NIGHT, UPDATE_WAITS, UPDATES_OFFLINE } from './updaters.ts';

const LOGIND = 'busctl call org.freedesktop.login1 /org/freedesktop/login1 org.freedesktop.login1.Manager';
const DIRECTLY = /Quick Restart: this restart starts \S+ directly\./;
const SYSTEMCTL = 'systemctl --no-ask-password reboot';
const quick = { given: '', end: 'quick', says: DIRECTLY } as const;
const ordinary = (why: string): Pick<Path, 'end' | 'says'> => ({ end: 'ordinary', says: new RegExp(`Quick Restart: this restart is an ordinary one: .*${why}`) });
/** udev starts root's agent when its port appears, and no port appears where only user space starts anew. */
const ROOT_AGENT_STAYS = 'systemctl -q add-wants multi-user.target quick-restart-try-agent.service';
/** In the place of kexec(8), for our call only: Debian 12’s kexec-tools load at every restart, too, and wait as long as that takes. What it says goes where its unit’s words go, to the console too. */
const kexecThat = (does: string): string => `mv /usr/sbin/kexec /usr/sbin/kexec.real && printf '#!/bin/sh\\ncase $* in *-l*--no-sync*) echo kexec is asked; ${does} ;; esac\\n' >/usr/sbin/kexec && chmod 755 /usr/sbin/kexec`;

/** Every way into a restart × mode × what is special: the cells that differ. */
export const PATHS: readonly Path[] = [
  { id: 'systemctl-on', way: 'systemctl reboot', mode: 'on', command: SYSTEMCTL, as: 'person', whole: true, ...quick },
  { id: 'systemctl-once', way: 'systemctl reboot', mode: 'once', command: SYSTEMCTL, as: 'person', whole: true, ...quick },
  { id: 'systemctl-off', way: 'systemctl reboot', mode: 'off', given: '', command: SYSTEMCTL, as: 'person', end: 'ordinary' },
  { id: 'systemctl-skip', way: 'systemctl reboot', mode: 'skip', given: '', command: SYSTEMCTL, as: 'person', ...ordinary('asked') },
  { id: 'logind-on', way: 'logind Reboot, as desktops ask for it', mode: 'on', command: `${LOGIND} Reboot b false`, as: 'person', ...quick },
  { id: 'logind-off', way: 'logind Reboot, as desktops ask for it', mode: 'off', given: '', command: `${LOGIND} Reboot b false`, as: 'person', end: 'ordinary' },
  { id: 'logind-flags-on', way: 'logind RebootWithFlags(0)', mode: 'on', command: `${LOGIND} RebootWithFlags t 0`, as: 'person', ...quick },
  { id: 'reboot-on', way: 'reboot', mode: 'on', command: 'reboot', as: 'root', ...quick },
  { id: 'shutdown-now-on', way: 'shutdown -r now', mode: 'on', command: 'shutdown -r now', as: 'root', ...quick },
  { id: 'shutdown-minute-on', way: 'shutdown -r +1', mode: 'on', command: 'shutdown -r +1', as: 'root', ...quick },
  { id: 'shutdown-cancelled-on', way: 'shutdown -r +1, then shutdown -c', mode: 'on', given: '', command: 'shutdown -r +1 && sleep 2 && shutdown -c && sleep 62', as: 'root', end: 'stays' },
  { id: 'ctrl-alt-del-on', way: 'Ctrl-Alt-Del at the console', mode: 'on', command: 'kill -INT 1', as: 'root', ...quick },
  { id: 'target-on', way: 'systemctl start reboot.target', mode: 'on', command: 'systemctl start --no-block reboot.target', as: 'root', ...quick },
  { id: 'start-unit-on', way: 'systemd’s StartUnit of reboot.target, irreversibly, as PackageKit’s offline update ends', mode: 'on', command: 'busctl call org.freedesktop.systemd1 /org/freedesktop/systemd1 org.freedesktop.systemd1.Manager StartUnit ss reboot.target replace-irreversibly', as: 'root', ...quick },
  { id: 'now-on', way: 'quick-restart now', mode: 'on', given: '', command: 'quick-restart now --yes', as: 'person', end: 'quick' },
  { id: 'now-full-on', way: 'quick-restart now --full', mode: 'on', given: '', command: 'quick-restart now --yes --full', as: 'person', ...ordinary('asked') },
  { id: 'poweroff-on', way: 'systemctl poweroff', mode: 'on', given: '', command: 'systemctl --no-ask-password poweroff', as: 'person', end: 'off' },
  { id: 'forced-on', way: 'reboot -f', mode: 'on', given: '', command: 'reboot -f', as: 'root', end: 'ordinary' },
  { id: 'soft-reboot-on', way: 'systemctl soft-reboot', mode: 'on', given: '', setUp: ROOT_AGENT_STAYS, command: 'systemctl soft-reboot', as: 'root', end: 'soft-reboot', notIn: ['bookworm'] },
  { id: 'firmware-setup-on', way: 'systemctl reboot --firmware-setup', mode: 'on', given: 'logind’s note of it', setUp: 'touch /run/systemd/reboot-to-firmware-setup', command: SYSTEMCTL, as: 'person', ...ordinary('reboot-to-firmware-setup') },
  { id: 'boot-loader-entry-on', way: 'systemctl reboot --boot-loader-entry', mode: 'on', given: 'logind’s note of it', setUp: 'echo x >/run/systemd/reboot-to-boot-loader-entry', command: SYSTEMCTL, as: 'person', ...ordinary('reboot-to-boot-loader-entry') },
  { id: 'one-shot-on', way: 'systemctl reboot', mode: 'on', given: 'grub-reboot chose another entry for one start', setUp: 'grub-reboot 1', command: SYSTEMCTL, as: 'person', ...ordinary('grubenv has changed') },
  { id: 'initrd-on', way: 'systemctl reboot', mode: 'on', given: 'the initrd was made anew', setUp: 'for one in /boot/initrd.img-*; do cp -p "$one" "$one.x" && mv "$one.x" "$one"; done; sync', command: SYSTEMCTL, as: 'person', ...ordinary('initrd.* has changed') },
  { id: 'refused-on', way: 'systemctl reboot', mode: 'on', given: 'the plan refuses: kexec is switched off', setUp: 'echo 1 >/proc/sys/kernel/kexec_load_disabled && systemctl start quick-restart-prepare.service', command: SYSTEMCTL, as: 'person', ...ordinary('kexec') },
  { id: 'environment-on', way: 'systemctl reboot', mode: 'on', given: 'SYSTEMCTL_SKIP_AUTO_KEXEC is set for systemd', setUp: 'systemctl set-environment SYSTEMCTL_SKIP_AUTO_KEXEC=1', command: SYSTEMCTL, as: 'person', ...ordinary('SYSTEMCTL_SKIP_AUTO_KEXEC') },
  { id: 'drop-in-on', way: 'systemctl reboot', mode: 'on', given: 'a drop-in of somebody else on systemd-reboot.service', setUp: "mkdir -p /etc/systemd/system/systemd-reboot.service.d && printf '[Unit]\\n' >/etc/systemd/system/systemd-reboot.service.d/own.conf && systemctl daemon-reload", command: SYSTEMCTL, as: 'person', ...ordinary('own.conf changes how this machine restarts') },
  { id: 'expired-once', way: 'systemctl reboot', mode: 'once', given: 'more than 15 minutes later', setUp: 'echo once 1 >/run/quick-restart/every-restart', command: SYSTEMCTL, as: 'person', end: 'ordinary' },
  { id: 'taken-back-once', way: 'systemctl reboot', mode: 'once', given: 'taken back: every-restart off', setUp: 'runuser -u person -- true; quick-restart every-restart off', command: SYSTEMCTL, as: 'person', end: 'ordinary' },
  { id: 'load-fails-on', way: 'systemctl reboot', mode: 'on', given: 'kexec fails', setUp: kexecThat('echo broken >&2; exit 1'), command: SYSTEMCTL, as: 'person', ...ordinary('could not be loaded \\(broken\\)') },
  {
    id: 'load-hangs-on', way: 'systemctl reboot', mode: 'on', given: 'kexec hangs', setUp: kexecThat('exec sleep 600'), command: SYSTEMCTL, as: 'person', ...ordinary('could not be loaded'),
    between: { from: /kexec is asked/, to: /could not be loaded/, seconds: 10 },
  },
  { id: 'forward-once', way: 'systemctl reboot', mode: 'once', setUp: "date -s '+2 days'", command: SYSTEMCTL, as: 'person', ...quick, given: 'then somebody sets the clock two days forward' },
  { id: 'back-expired-once', way: 'systemctl reboot', mode: 'once', given: 'more than 15 minutes later, the clock set back by a day', setUp: "echo once 1 >/run/quick-restart/every-restart; date -s '-1 day'", command: SYSTEMCTL, as: 'person', end: 'ordinary' },
  { id: 'twice-once', way: 'systemctl reboot', mode: 'once', setUp: 'quick-restart every-restart once', command: SYSTEMCTL, as: 'person', whole: true, afterwards: 'quick-restart every-restart status --json | grep -F \'"mode": "off"\'', ...quick, given: 'an administrator arms it a second time; behind it the mode is off' },
  { id: 'removed-once', way: 'systemctl reboot', mode: 'once', given: 'then the package was removed', setUp: 'dpkg -r quick-restart', command: SYSTEMCTL, as: 'person', end: 'ordinary' },
  { id: 'removed-on', way: 'systemctl reboot', mode: 'on', given: 'the package was removed', setUp: 'dpkg -r quick-restart', command: SYSTEMCTL, as: 'person', end: 'ordinary' },
  {
    id: 'by-night-on', way: 'unattended-upgrades, Automatic-Reboot', mode: 'on', on: 'updaters', setUp: `${UPDATE_WAITS}${RESTARTS_BY_NIGHT}`, command: 'unattended-upgrade -v >/tmp/upgraded 2>&1', as: 'root',
    withinSeconds: 900, ...quick, given: 'with the update that it installs',
  },
  {
    id: 'offline-on', way: 'PackageKit’s offline update', mode: 'on', on: 'updaters', setUp: `${UPDATE_WAITS}${UPDATES_OFFLINE}`, command: `${LOGIND} Reboot b false`, as: 'person',
    thenBack: { end: 'quick', says: DIRECTLY, withinSeconds: 900 }, afterwards: "[ \"$(dpkg-query -W -f '${Version}' kernel-hooks)\" = 2.0 ]", ...quick, given: 'into the update; it restarts the machine again by itself, quickly',
  },
];
