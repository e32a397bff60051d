import type { RestartManager } from '../ports/restart-manager.ts';

/**
 * Whether a person's desktop is far from the machine: none of their sessions has a seat, which a screen and a keyboard of the machine
 * are (sd-login(3)). For programs of the desktop, which belong to no session of their own. Without any session: false, as nobody came
 * over the network; null where the restart manager does not answer.
 */
export async function isDesktopRemote(manager: Pick<RestartManager, 'sessions'>, ownUids: readonly number[]): Promise<boolean | null> {
  const sessions = await manager.sessions();
  if (!sessions.ok) return null;
  const own = sessions.value.filter(({ uid }) => ownUids.includes(uid));
  return own.length > 0 && own.every(({ seat }) => seat === '');
}
