import { HelperClient } from '../../adapters/dbus/helper-client.ts';
import type { BusCaller } from '../../adapters/dbus/transport/bus-connection.ts';
import type { Failure } from '../../contracts/errors.ts';
import { failure } from '../../contracts/failure.ts';
import { err, type Result } from '../../core/result.ts';
import { say } from '../../core/sentence.ts';

const NOTHING_LOADED: Failure = failure('nothing-loaded', say('No kernel is loaded.'));

/**
 * The helper for the app. Without one (not installed, broken) nothing can be loaded, and the kernel itself says whether something
 * is: so an ordinary restart stays possible.
 */
export class AppService extends HelperClient {
  readonly #isLoaded: () => boolean | null;

  /** `isLoaded`: /sys/kernel/kexec_loaded, which everybody may read; null where a kernel without kexec has no such file. */
  constructor(bus: BusCaller, isLoaded: () => boolean | null) {
    super(bus);
    this.#isLoaded = isLoaded;
  }

  override async unload(interactive: boolean): Promise<Result<null, Failure>> {
    const unloaded = await super.unload(interactive);
    return !unloaded.ok && unloaded.error.kind === 'helper-unavailable' && this.#isLoaded() !== true ? err(NOTHING_LOADED) : unloaded;
  }
}
