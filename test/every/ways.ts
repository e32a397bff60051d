import type { EveryRestart } from '../../src/core/every-restart/mode.ts';
import type { Path } from './path.ts';
import { EFFORTLESS_UPDATE_WAITS, RESTARTS_BY_NIGHT, UPDATE_WAITS, UPDATES_OFFLINE } from './updaters.ts';

/** A way into a restart, in whichever mode it is taken. */
type Way = Pick<Path, 'way' | 'command' | 'as'> & { readonly id: string } & Partial<Pick<Path, 'setUp' | 'notIn'>>;

export const LOGIND = 'busctl call org.freedesktop.login1 /org/freedesktop/login1 org.freedesktop.login1.Manager';
export const SYSTEMCTL = 'systemctl --no-ask-password reboot';
export const DIRECTLY = /Quick Restart: this restart starts \S+ directly\./;
const NO_SOFT_REBOOT = { suites: ['bookworm'], why: 'no such way' } as const;
/** udev starts root's agent when its port appears, and no port appears where only user space starts anew. */
const ROOT_AGENT_STAYS = 'systemctl -q add-wants multi-user.target quick-restart-try-agent.service';
/** logind asks UEFI for these; where there is none it can leave a note for systemd's shutdown, which a machine's maker may use. */
const ASKS_BY_NOTE = `mkdir -p /run/systemd/system/systemd-logind.service.d /run/boot-loader-entries/loader/entries
printf '[Service]\\nEnvironment=SYSTEMD_REBOOT_TO_FIRMWARE_SETUP=1 SYSTEMD_REBOOT_TO_BOOT_LOADER_MENU=1 SYSTEMD_REBOOT_TO_BOOT_LOADER_ENTRY=1\\n' >/run/systemd/system/systemd-logind.service.d/notes.conf
printf 'title Another\\nlinux /vmlinuz\\n' >/run/boot-loader-entries/loader/entries/another.conf
systemctl daemon-reload && systemctl restart systemd-logind.service`;

export function ordinary(why: string): Pick<Path, 'end' | 'says'> {
  return { end: 'ordinary', says: new RegExp(`Quick Restart: this restart is an ordinary one: .*${why}`) };
}

/** Which of a way's cells this is. */
interface Cell {
  readonly mode: Extract<EveryRestart, 'off' | 'on' | 'once'>;
  readonly refused?: true;
}

const CELLS: readonly Cell[] = [{ mode: 'on' }, { mode: 'once' }, { mode: 'off' }, { mode: 'on', refused: true }, { mode: 'once', refused: true }, { mode: 'off', refused: true }];
const REFUSED = 'the plan refuses: kexec is switched off';

/** A row for each of its cells; `outcome` says how it ends there. */
function rows({ id, ...way }: Way, outcome: (cell: Cell) => Partial<Path> & Pick<Path, 'end'>, cells = CELLS): readonly Path[] {
  return cells.map((cell) => ({ ...way, ...cell, id: `${id}-${cell.mode}${cell.refused === true ? '-refused' : ''}`, given: cell.refused === true ? REFUSED : '', ...outcome(cell) }));
}

/** Nobody says a word where nobody asked. */
const graceful = ({ mode, refused }: Cell): Pick<Path, 'end' | 'says'> => (mode === 'off' ? { end: 'ordinary' } : refused === true ? ordinary('kexec') : { end: 'quick', says: DIRECTLY });
const always = (end: Path['end']) => (): Pick<Path, 'end'> => ({ end });
const asideFor = (note: string) => ({ mode }: Cell): Pick<Path, 'end' | 'says'> => (mode === 'off' ? { end: 'ordinary' } : ordinary(note));
const allowed = CELLS.filter(({ refused }) => refused !== true);

const BY_NIGHT: Way = { id: 'by-night', way: 'unattended-upgrades, Automatic-Reboot', command: 'unattended-upgrade -v >/tmp/upgraded 2>&1', as: 'root' };
const OFFLINE: Way = { id: 'offline', way: 'PackageKit’s offline update, and its own restart behind it', command: `${LOGIND} Reboot b false`, as: 'person' };
/** Where a quick restart leads on from the update, that does what a kernel's does; elsewhere it is a small one. */
const KERNELS_HOOKS = { given: 'the update runs the hooks of kernels' } as const;
const isPlain = ({ mode, refused }: Cell): boolean => mode === 'on' && refused !== true;

/** The ways that a person, an administrator or a program takes, each in every mode, where the plan allows a quick restart and where it refuses. */
export const WAYS: readonly Path[] = [
  ...rows({ id: 'systemctl', way: 'systemctl reboot', command: SYSTEMCTL, as: 'person' }, (cell) => ({ ...graceful(cell), ...(cell.mode !== 'off' && cell.refused !== true ? { whole: true } : {}) })),
  ...rows({ id: 'logind', way: 'logind Reboot, as desktops ask for it', command: `${LOGIND} Reboot b false`, as: 'person' }, graceful),
  ...rows({ id: 'logind-flags', way: 'logind RebootWithFlags(0)', command: `${LOGIND} RebootWithFlags t 0`, as: 'person' }, graceful),
  ...rows({ id: 'reboot', way: 'reboot', command: 'reboot', as: 'root' }, graceful),
  ...rows({ id: 'shutdown-now', way: 'shutdown -r now', command: 'shutdown -r now', as: 'root' }, graceful),
  ...rows({ id: 'shutdown-minute', way: 'shutdown -r +1', command: 'shutdown -r +1', as: 'root' }, graceful),
  ...rows({ id: 'shutdown-cancelled', way: 'shutdown -r +1, then shutdown -c', command: 'shutdown -r +1 && sleep 2 && shutdown -c && sleep 62', as: 'root' }, always('stays'), allowed),
  ...rows({ id: 'ctrl-alt-del', way: 'Ctrl-Alt-Del at the console', command: 'kill -INT 1', as: 'root' }, graceful),
  ...rows({ id: 'firmware-setup', way: 'systemctl reboot --firmware-setup', setUp: ASKS_BY_NOTE, command: 'systemctl reboot --firmware-setup', as: 'root' }, asideFor('reboot-to-firmware-setup')),
  ...rows({ id: 'boot-loader-menu', way: 'systemctl reboot --boot-loader-menu', setUp: ASKS_BY_NOTE, command: 'systemctl reboot --boot-loader-menu=10s', as: 'root' }, asideFor('reboot-to-boot-loader-menu'), allowed),
  ...rows({ id: 'boot-loader-entry', way: 'systemctl reboot --boot-loader-entry', setUp: ASKS_BY_NOTE, command: 'systemctl reboot --boot-loader-entry=another.conf', as: 'root' }, asideFor('reboot-(?:to-boot|boot-to)-loader-entry'), allowed),
  ...rows({ id: 'forced', way: 'reboot -f', command: 'reboot -f', as: 'root' }, always('ordinary')),
  ...rows({ id: 'poweroff', way: 'systemctl poweroff', command: 'systemctl --no-ask-password poweroff', as: 'person' }, always('off')),
  ...rows({ id: 'halt', way: 'systemctl halt', command: 'systemctl halt', as: 'root' }, always('halt'), allowed),
  ...rows({ id: 'soft-reboot', way: 'systemctl soft-reboot', setUp: ROOT_AGENT_STAYS, command: 'systemctl soft-reboot', as: 'root', notIn: NO_SOFT_REBOOT }, always('soft-reboot')),
  ...rows(BY_NIGHT, (cell) => ({ ...(isPlain(cell) ? KERNELS_HOOKS : {}), on: 'updaters', setUp: `${isPlain(cell) ? UPDATE_WAITS : EFFORTLESS_UPDATE_WAITS}${RESTARTS_BY_NIGHT}`, withinSeconds: 900, ...graceful(cell) })),
  ...rows(OFFLINE, (cell) => ({ ...(isPlain(cell) ? KERNELS_HOOKS : {}), on: 'updaters', setUp: `${isPlain(cell) ? UPDATE_WAITS : EFFORTLESS_UPDATE_WAITS}${UPDATES_OFFLINE}`, ...graceful(cell), ...updated(cell) })),
];

/** It restarts the machine again by itself when it has updated: nobody is asked a second time. */
function updated(cell: Cell): Pick<Path, 'thenBack' | 'afterwards'> {
  if (cell.refused === true || cell.mode === 'off') return {};
  const afterwards = '[ "$(dpkg-query -W -f \'${Version}\' kernel-hooks)" = 2.0 ]';
  return { thenBack: { withinSeconds: 900, ...graceful({ mode: cell.mode === 'on' ? 'on' : 'off' }) }, afterwards };
}
