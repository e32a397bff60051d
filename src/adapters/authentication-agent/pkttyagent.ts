import { spawn, type ChildProcess } from 'node:child_process';
import type { AuthenticationAgent, RunningAgent } from '../../ports/authentication-agent.ts';

const REGISTERED_WITHIN_MS = 5000;
const KILL_AFTER_MS = 2000;

/**
 * polkit's agent for terminals, pkttyagent(1), registered for one process. With --fallback it leaves the desktop's own agent
 * in place, where there is one; polkit 122 uses such an agent only for processes that belong to a login session.
 */
export class PkttyAgent implements AuthenticationAgent {
  readonly #subjectPid: number;
  readonly #program: string;

  constructor(options: { readonly subjectPid: number; readonly program?: string }) {
    this.#subjectPid = options.subjectPid;
    this.#program = options.program ?? 'pkttyagent';
  }

  /** Settles when the program closes its notification pipe, when it ends or cannot be started, or after five seconds. */
  start(): Promise<RunningAgent> {
    const child = spawn(this.#program, ['--process', String(this.#subjectPid), '--notify-fd', '3', '--fallback'], {
      stdio: ['inherit', 'inherit', 'inherit', 'pipe'],
    });
    return new Promise((resolve) => {
      const settle = (): void => {
        clearTimeout(timer);
        resolve({ stop: () => stop(child) });
      };
      const timer = setTimeout(settle, REGISTERED_WITHIN_MS);
      child.once('error', settle);
      child.once('exit', settle);
      const pipe = child.stdio[3];
      pipe?.once('close', settle);
      if (pipe !== undefined && pipe !== null && 'resume' in pipe) pipe.resume(); // a pipe that nobody reads never says that it was closed
    });
  }
}

function stop(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const killTimer = setTimeout(() => child.kill('SIGKILL'), KILL_AFTER_MS);
    child.once('exit', () => {
      clearTimeout(killTimer);
      resolve();
    });
    child.kill('SIGTERM');
  });
}
