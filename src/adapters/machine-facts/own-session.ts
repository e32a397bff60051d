import type { BootFiles } from '../../ports/boot-files.ts';

const MAX_BYTES = 64 * 1024;

/** What the program was started with that tells of its session. */
export interface SessionEnvironment {
  /** SSH_CONNECTION; ssh(1). */
  readonly sshConnection: string | undefined;
  /** XDG_SESSION_ID; pam_systemd(8). */
  readonly sessionId: string | undefined;
}

/**
 * Whether the person who runs this program came over the network; null where logind's note of their session cannot be read. sudo and
 * pkexec take the environment away, but leave the process in its session's control group. Who has no session at all (a timer, an
 * agent of a fleet) sits nowhere. sd_session_is_remote(3) reads the same file.
 */
export function isRemoteSession(files: BootFiles, { sshConnection, sessionId }: SessionEnvironment): boolean | null {
  if (sshConnection !== undefined && sshConnection !== '') return true;
  const id = sessionOfProcess(files) ?? sessionId ?? '';
  if (id === '') return false;
  const note = /^\w+$/.test(id) ? files.readText(`/run/systemd/sessions/${id}`, MAX_BYTES) : null;
  return note?.ok === true ? /^REMOTE=1$/m.test(note.value.text) : null;
}

function sessionOfProcess(files: BootFiles): string | null {
  const groups = files.readText('/proc/self/cgroup', MAX_BYTES);
  return groups.ok ? (/\/session-(\w+)\.scope(?:\/|$)/m.exec(groups.value.text)?.[1] ?? null) : null;
}
