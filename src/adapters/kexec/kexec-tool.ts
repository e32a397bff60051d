import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { err, ok, type Result } from '../../core/result.ts';
import type { Kexec, KexecError, KexecReport, KexecRequest } from '../../ports/kexec.ts';
import type { ProgramError, ProgramOutput, ProgramRequest } from '../programs/run-program.ts';
import { classify } from './kexec-errors.ts';
import type { LoadFiles } from './load-files.ts';

/** Where kexec(8) and the kernel's answer are; injected so that tests can point elsewhere. */
export interface KexecPlaces {
  readonly tools: readonly string[];
  readonly loadedFile: string;
  /** Directory for files, readable by root only, in which several initrds are joined and unified kernel images taken apart. */
  readonly workDirectory: string;
}

export const KEXEC_PLACES: KexecPlaces = {
  tools: ['/usr/sbin/kexec', '/sbin/kexec', '/usr/bin/kexec'],
  loadedFile: '/sys/kernel/kexec_loaded',
  workDirectory: '/run/quick-restart',
};

const LOAD_TIMEOUT_MS = 120_000;
const UNLOAD_TIMEOUT_MS = 30_000;

/** As load-files.ts names the files that it makes. */
const LEFTOVER = /^(?:kernel|initrd)-[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

/** The first kexec(8) that is installed, or null. */
export function findKexecTool(places: KexecPlaces = KEXEC_PLACES): string | null {
  return places.tools.find((path) => existsSync(path)) ?? null;
}

/**
 * Kexec by kexec(8), which is a process of its own so that a hanging load can be ended.
 * kexec_file_load (`-s`) comes first; the old call only where the running kernel has no other and the caller allows it:
 * a silent fallback (`-a`) would hide why a signature was refused.
 */
export class KexecTool implements Kexec {
  readonly #places: KexecPlaces;

  constructor(places: KexecPlaces = KEXEC_PLACES) {
    this.#places = places;
  }

  isLoaded(): boolean | null {
    try {
      return readFileSync(this.#places.loadedFile, 'latin1').startsWith('1');
    } catch {
      return null;
    }
  }

  async load(request: KexecRequest, signal: AbortSignal): Promise<Result<KexecReport, KexecError>> {
    const tool = findKexecTool(this.#places);
    if (tool === null) return err({ kind: 'tool-missing', detail: this.#places.tools.join(', ') });
    const cleared = await this.unload();
    if (!cleared.ok) return cleared;
    const { prepareLoadFiles } = await import('./load-files.ts');
    const files = prepareLoadFiles(request, this.#places.workDirectory);
    if (!files.ok) return files;
    try {
      const loaded = await this.#tryCalls(tool, request, files.value, signal);
      if (!loaded.ok) await this.unload();
      return loaded;
    } finally {
      files.value.dispose();
    }
  }

  async unload(): Promise<Result<null, KexecError>> {
    if (this.isLoaded() === false) return ok(null);
    const tool = findKexecTool(this.#places);
    if (tool === null) return err({ kind: 'tool-missing', detail: this.#places.tools.join(', ') });
    // -a: under Secure Boot the old call alone fails; kexec-tools then tries kexec_file_load.
    const ran = await runProgram({ argv: [tool, '-u', '-a'], expectedExits: [0], timeoutMs: UNLOAD_TIMEOUT_MS });
    if (this.isLoaded() === false) return ok(null);
    return err(ran.ok ? { kind: 'not-verified', detail: 'still loaded after kexec -u -a' } : toKexecError(ran.error));
  }

  /**
   * Jumps into the loaded kernel at once (`kexec -e`): no service is stopped and nothing is unmounted, so only for systems where nobody
   * does that and nothing is left to lose. Does not come back where it works.
   */
  async jump(): Promise<Result<null, KexecError>> {
    const tool = findKexecTool(this.#places);
    if (tool === null) return err({ kind: 'tool-missing', detail: this.#places.tools.join(', ') });
    if (this.isLoaded() !== true) return err({ kind: 'not-verified', detail: 'nothing is loaded' });
    const ran = await runProgram({ argv: [tool, '-e'], expectedExits: [0], timeoutMs: LOAD_TIMEOUT_MS });
    return ran.ok ? err({ kind: 'not-verified', detail: 'kexec -e came back' }) : err(toKexecError(ran.error));
  }

  removeLeftovers(): void {
    const { workDirectory } = this.#places;
    try {
      for (const name of readdirSync(workDirectory).filter((one) => LEFTOVER.test(one))) rmSync(join(workDirectory, name), { force: true });
    } catch {
      // No folder, or nothing that this process may remove: what is left costs memory until the next restart, and nothing else.
    }
  }

  async #tryCalls(tool: string, request: KexecRequest, files: LoadFiles, signal: AbortSignal): Promise<Result<KexecReport, KexecError>> {
    const first = await this.#run([tool, '-s', ...loadArguments(request, files)], signal);
    if (first.ok) return ok({ call: 'kexec_file_load', reason: '' });
    if (first.error.kind !== 'not-supported' || !request.allowClassicLoad) return first;
    const second = await this.#run([tool, '-c', ...loadArguments(request, files)], signal);
    return second.ok ? ok({ call: 'kexec_load', reason: first.error.detail }) : second;
  }

  async #run(argv: readonly [string, ...string[]], signal: AbortSignal): Promise<Result<null, KexecError>> {
    const ran = await runProgram({ argv, expectedExits: [0], timeoutMs: LOAD_TIMEOUT_MS, signal });
    if (!ran.ok) return err(toKexecError(ran.error));
    if (this.isLoaded() !== true) return err({ kind: 'not-verified', detail: 'kexec reported success and nothing is loaded' });
    return ok(null);
  }
}

/** What only a load needs is not loaded by programs that only look. */
async function runProgram(request: ProgramRequest): Promise<Result<ProgramOutput, ProgramError>> {
  const program = await import('../programs/run-program.ts');
  return program.runProgram(request);
}

function loadArguments(request: KexecRequest, files: LoadFiles): readonly string[] {
  return [
    '-l',
    '--no-sync', // kexec(8) syncs after a load too: one disk that answers no more, or a slow one with much to write, would hold it; the shutdown syncs
    `--command-line=${request.commandLine}`,
    ...(files.initrd === null ? [] : [`--initrd=${files.initrd}`]),
    '--', // a path never becomes an option
    files.kernel,
  ];
}

function toKexecError(error: ProgramError): KexecError {
  if (error.kind === 'unexpected-exit') return classify(error.stderr);
  const detail = `${error.argv.slice(0, 2).join(' ')}: ${error.kind}`;
  return { kind: error.kind === 'timeout' ? 'timeout' : error.kind === 'not-found' ? 'tool-missing' : 'failed', detail };
}
