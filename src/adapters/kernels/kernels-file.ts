import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ok, type Result } from '../../core/result.ts';
import { NO_KERNELS_KNOWN, type KeptKernels } from '../../core/trial/kept-kernels.ts';
import { formatKernels, parseKernels } from '../../core/trial/kernels-text.ts';
import type { KernelStore } from '../../ports/kernels.ts';
import type { StateError } from '../../ports/state-error.ts';
import { keepStateAside, readState, writeState } from '../files/state-file.ts';
import { HISTORY_DIRECTORY } from '../history/history-file.ts';

/** What is known about kernels, as one JSON file in systemd's StateDirectory=quick-restart. */
export class KernelsFile implements KernelStore {
  readonly #directory: string;
  readonly #file: string;

  constructor(directory: string = HISTORY_DIRECTORY) {
    this.#directory = directory;
    this.#file = join(directory, 'kernels');
  }

  read(): Result<KeptKernels | null, StateError> {
    return readState<KeptKernels | null>(this.#file, parseKernels, existsSync(this.#directory) ? NO_KERNELS_KNOWN : null);
  }

  write(kernels: KeptKernels): Result<null, StateError> {
    return writeState(this.#file, formatKernels(kernels));
  }

  keepAside(): Result<string, StateError> {
    return keepStateAside(this.#file);
  }
}

/** A system whose kernels are not started here: nothing is known and nothing is kept. */
export const NO_KERNELS: KernelStore = { read: () => ok(null), write: () => ok(null), keepAside: () => ok('') };
