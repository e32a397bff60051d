import { spawn, type ChildProcess } from 'node:child_process';
import { err, ok, type Result } from '../../core/result.ts';

/** A program to run: an argument vector, never a shell. */
export interface ProgramRequest {
  /** Absolute path of the program, then its arguments. */
  readonly argv: readonly [string, ...string[]];
  /** Exit codes that the caller knows what to do with; every other one is an error. */
  readonly expectedExits: readonly number[];
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
  /** Where more than OUTPUT_LIMIT_BYTES is to be read of what it writes to stdout. */
  readonly outputLimitBytes?: number;
}

/** How an expected exit ended; output is cut at OUTPUT_LIMIT_BYTES each, or where the request says. */
export interface ProgramOutput {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** How a program failed. */
export interface ProgramError {
  readonly kind: 'not-found' | 'not-started' | 'timeout' | 'aborted' | 'killed' | 'unexpected-exit';
  readonly argv: readonly string[];
  readonly exitCode: number | null;
  readonly stderr: string;
}

const OUTPUT_LIMIT_BYTES = 64 * 1024;
const KILL_AFTER_MS = 2000;

/**
 * Runs one program to its end, in the C locale with an empty input. On timeout or abort it and what it started get SIGTERM, then SIGKILL,
 * and the promise settles only after it has gone; what leaves its process group is not waited for.
 *
 * @example await runProgram({ argv: ['/usr/sbin/kexec', '-u', '-a'], expectedExits: [0], timeoutMs: 10_000 })
 */
export function runProgram(request: ProgramRequest): Promise<Result<ProgramOutput, ProgramError>> {
  return new Promise((resolve) => {
    const [program, ...args] = request.argv;
    // A process group of its own: a program may be a script, whose own child would hold the pipes open.
    const child = spawn(program, args, { detached: true, stdio: ['ignore', 'pipe', 'pipe'], env: { LC_ALL: 'C', PATH: '/usr/sbin:/usr/bin:/sbin:/bin' } });
    const stdout = collect(child.stdout, request.outputLimitBytes ?? OUTPUT_LIMIT_BYTES);
    const stderr = collect(child.stderr, OUTPUT_LIMIT_BYTES);
    let ended: 'timeout' | 'aborted' | null = null;
    let killTimer: NodeJS.Timeout | undefined;
    const end = (why: 'timeout' | 'aborted'): void => {
      if (ended !== null) return;
      ended = why;
      // Somebody else holds its pipes, and its number may be another program's by now.
      if (hasExited(child)) {
        letGo(child);
        return;
      }
      killGroup(child.pid, 'SIGTERM');
      killTimer = setTimeout(() => killGroup(child.pid, 'SIGKILL'), KILL_AFTER_MS);
    };
    const timer = setTimeout(() => end('timeout'), request.timeoutMs);
    const onAbort = (): void => end('aborted');
    if (request.signal?.aborted === true) onAbort();
    request.signal?.addEventListener('abort', onAbort, { once: true });
    const settle = (result: Result<ProgramOutput, ProgramError>): void => {
      clearTimeout(timer);
      clearTimeout(killTimer);
      request.signal?.removeEventListener('abort', onAbort);
      resolve(result);
    };
    const fail = (kind: ProgramError['kind'], exitCode: number | null): void =>
      settle(err({ kind, argv: request.argv, exitCode, stderr: stderr() }));
    child.on('error', (error: NodeJS.ErrnoException) => {
      if (child.pid === undefined) fail(error.code === 'ENOENT' ? 'not-found' : 'not-started', null);
    });
    child.on('exit', () => {
      if (ended === null) return;
      killGroup(child.pid, 'SIGKILL');
      letGo(child);
    });
    child.on('close', (exitCode) => {
      if (child.pid === undefined) return;
      if (ended !== null) fail(ended, exitCode);
      else if (exitCode === null) fail('killed', null);
      else if (!request.expectedExits.includes(exitCode)) fail('unexpected-exit', exitCode);
      else settle(ok({ exitCode, stdout: stdout(), stderr: stderr() }));
    });
  });
}

function hasExited({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

function letGo({ stdout, stderr }: ChildProcess): void {
  stdout?.destroy();
  stderr?.destroy();
}

/** Nothing where all of it has gone. */
function killGroup(pid: number | undefined, signal: 'SIGTERM' | 'SIGKILL'): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function collect(stream: NodeJS.ReadableStream, limitBytes: number): () => string {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  stream.on('data', (chunk: Buffer) => {
    if (sizeBytes < limitBytes) chunks.push(chunk);
    sizeBytes += chunk.length;
  });
  return () => Buffer.concat(chunks).subarray(0, limitBytes).toString('utf8');
}
