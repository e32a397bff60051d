import type { Agent } from '../../vm/machine/agent.ts';
import type { Fault } from '../fault.ts';
import type { Stand } from '../stand.ts';

/** Exit codes of the CLI (src/contracts/errors.ts), as a caller sees them. */
export const EXIT = { done: 0, failed: 1, refused: 3, notAuthorised: 4, notSupported: 5 } as const;

/** Shell: where the newer kernel and its initrd lie, which the boot loader starts by default. */
export const FILES = 'release=$(ls /boot/vmlinuz-* | sed s,.*/vmlinuz-,, | sort -V | tail -n 1); kernel=/boot/vmlinuz-$release; initrd=/boot/initrd.img-$release';

/** Seconds in which a machine that need not restart must have refused, and one that must restart must be back; emulated. */
export const WITHIN = { refusal: 150, restart: 480 } as const;

/** A fault that is there before the question, and is refused: nothing is loaded, nothing restarts. */
export interface Refusal extends Pick<Fault, 'id' | 'fault' | 'outcome' | 'chosen' | 'ends'> {
  /** Shell, as root. */
  readonly break: string;
  /** What the refusal must say. */
  readonly says: RegExp;
  /** 3 where it is left out. */
  readonly exit?: number;
  readonly command?: string;
}

export function refusal({ break: script, says, exit = EXIT.refused, command = 'quick-restart now --yes', ...row }: Refusal): Fault {
  return {
    withinSeconds: WITHIN.refusal,
    ...row,
    play: async (stand) => {
      await stand.root.read(script);
      await stand.refused(command, exit, says);
    },
  };
}

/** A fault that does not stand in the way: the kernel is loaded all the same, then unloaded again. */
export interface Harmless extends Pick<Fault, 'id' | 'fault' | 'outcome' | 'chosen' | 'ends'> {
  readonly break: string;
}

export function harmless({ break: script, ...row }: Harmless): Fault {
  return {
    withinSeconds: WITHIN.refusal,
    ...row,
    play: async (stand) => {
      await stand.root.read(script);
      await loadAndUnload(stand);
    },
  };
}

export async function loadAndUnload(stand: Stand): Promise<void> {
  const { root, person } = stand;
  await person.read('quick-restart load');
  await root.read('grep -q 1 /sys/kernel/kexec_loaded');
  await person.read('quick-restart unload');
  await stand.nothingLoaded();
}

/** A kexec(8) of ours in the place of the real one, which is `kexec.real` then. `body`: sh; `load` is set where it is to load. */
export function kexecIs(body: string): string {
  return `mv /usr/sbin/kexec /usr/sbin/kexec.real
cat >/usr/sbin/kexec <<'KEXEC'
#!/bin/sh
case " $* " in *" -l "*|*" --load "*) load=1 ;; *) exec /usr/sbin/kexec.real "$@" ;; esac
${body}
KEXEC
chmod 755 /usr/sbin/kexec`;
}

/** A kexec(8) that has loaded and does not come back before /run/quick-restart/go is there: a moment that lasts. */
export const KEXEC_WAITS = kexecIs('/usr/sbin/kexec.real "$@" || exit; until test -e /run/quick-restart/go; do sleep 0.1; done');

/** Waits until kexec has loaded; with KEXEC_WAITS it then waits for `go`. */
export const LOADED = 'grep -q 1 /sys/kernel/kexec_loaded';

/** Shell: lets KEXEC_WAITS come back. */
export const GO = 'touch /run/quick-restart/go';

/**
 * Shell, as root: runs a command that loads, and something else while KEXEC_WAITS holds it there. Root is in no session, so it can see
 * the services of sessions die. The exit code and the output are those of the command.
 */
export function whileLoading(command: string, meanwhile: string): string {
  return `{ ${command}; echo $? >/tmp/code; } >/tmp/said 2>&1 &
until ${LOADED}; do sleep 0.1; done
${meanwhile}
wait; cat /tmp/said >&2; exit $(cat /tmp/code)`;
}

/** Shell: waits until the helper has ended, with all that it does at its end. */
export const HELPER_ENDED = 'while systemctl is-active -q quick-restartd.service || systemctl show -p ActiveState quick-restartd.service | grep -q deactivating; do sleep 0.2; done';

/** Shell: kills a unit's main process. */
export function kill(unit: string): string {
  return `kill -KILL $(systemctl show --value -p MainPID ${unit})`;
}

/**
 * Runs a command on a terminal of its own: /tmp/keys is its keyboard, /tmp/shown its screen, /tmp/code its exit code. A shell starts
 * what is in the background with SIGINT ignored, which no terminal does.
 */
export async function typeAt(agent: Agent, command: string): Promise<void> {
  await agent.read(`mkfifo /tmp/keys; : >/tmp/shown
sleep 900 >/tmp/keys &
{ env --default-signal=INT,QUIT script -qfec 'exec ${command}' /tmp/shown </tmp/keys >/dev/null 2>&1; echo $? >/tmp/code; } &`);
}

/** Waits for the question of `quick-restart now`. */
export async function question(stand: Stand): Promise<void> {
  await stand.until("grep -qs -F '[y/N]' /tmp/shown");
}

/** The person says yes; gives the exit code and what the screen shows, without its line breaks. */
export async function yes(stand: Stand, agent: Agent = stand.person): Promise<{ readonly code: number; readonly shown: string }> {
  await agent.read("printf 'y\\n' >/tmp/keys");
  await stand.until('test -s /tmp/code', 240);
  return { code: Number(await agent.read('cat /tmp/code')), shown: (await agent.read('cat /tmp/shown')).replaceAll(/\s+/g, ' ') };
}
