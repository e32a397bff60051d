import { realpathSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CHAINLOAD_CONFIG } from '../../core/chainload/config.ts';
import { NO_TRIES, parseLast, parseTries, formatTries, type LastDecision, type Tries } from '../../core/chainload/state.ts';
import { ok, type Result } from '../../core/result.ts';
import type { ChainloadFiles } from '../../ports/chainload.ts';
import type { StateError } from '../../ports/state-error.ts';
import { flushDirectory, PRIVATE, replaceFile } from '../files/replace-file.ts';
import { attemptState, readState } from '../files/state-file.ts';

/** Where the shell program at boot reads and writes as well. */
export const CHAINLOAD_PATHS = { config: CHAINLOAD_CONFIG, state: '/var/lib/quick-restart/chainload' } as const;

/** The files of chain loading below `root`. */
export class LocalChainloadFiles implements ChainloadFiles {
  readonly #config: string;
  readonly #state: string;

  constructor(root = '/') {
    this.#config = join(root, CHAINLOAD_PATHS.config);
    this.#state = join(root, CHAINLOAD_PATHS.state);
  }

  readConfig(): Result<string | null, StateError> {
    return readState<string | null>(this.#config, (text) => ok(text), null);
  }

  writeConfig(text: string | null): Result<null, StateError> {
    return attemptState(this.#config, () => {
      if (text === null) remove(this.#config);
      else replaceFile(...placeOf(this.#config, text));
    });
  }

  readTries(): Result<Tries, StateError> {
    return readState(this.#path('tries'), (text) => ok(parseTries(text)), NO_TRIES);
  }

  writeTries(tries: Tries): Result<null, StateError> {
    return attemptState(this.#path('tries'), () => replaceFile(this.#path('tries'), formatTries(tries), PRIVATE));
  }

  readLast(): Result<LastDecision | null, StateError> {
    return readState<LastDecision | null>(this.#path('last'), (text) => ok(parseLast(text)), null);
  }

  forgetState(): Result<null, StateError> {
    return attemptState(this.#state, () => rmSync(this.#state, { recursive: true, force: true }));
  }

  #path(name: string): string {
    return join(this.#state, name);
  }
}

/** A file that is somebody's link stays one, and one that only root may read stays so. */
function placeOf(path: string, text: string): Parameters<typeof replaceFile> {
  const status = statSync(path, { throwIfNoEntry: false });
  if (status === undefined) return [path, text];
  return [realpathSync(path), text, { file: status.mode & 0o777, folders: null }];
}

function remove(path: string): void {
  if (statSync(path, { throwIfNoEntry: false }) === undefined) return;
  rmSync(path);
  flushDirectory(dirname(path));
}
