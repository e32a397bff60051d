import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Failure } from '../contracts/errors.ts';
import type { QuickRestartService } from '../contracts/quick-restart-service.ts';
import type { BootEntryDraft } from '../core/boot-entry/boot-entry.ts';
import { err, ok, type Result } from '../core/result.ts';
import type { BusConnection } from '../adapters/dbus/transport/bus-connection.ts';
import type { Journal } from '../ports/journal.ts';
import type { NextRestart } from '../ports/next-restart.ts';
import type { RestartManager } from '../ports/restart-manager.ts';
import type { Engine } from '../use-cases/engine.ts';
import { ServiceWithFallback } from './service-with-fallback.ts';
import { type EveryRestartHere, withInitScripts } from './with-init-scripts.ts';

/**
 * Connects to the system bus when a command first needs it, and once. What a command does not need is not loaded either:
 * the transport is most of the program's start.
 */
export class Connections {
  readonly #options: { readonly version: string; readonly busAddress: string | null; readonly signal: AbortSignal; readonly warn: (message: string) => void };
  #bus: Promise<Result<BusConnection, string>> | null = null;

  constructor(options: { readonly version: string; readonly busAddress: string | null; readonly signal: AbortSignal; readonly warn: (message: string) => void }) {
    this.#options = options;
  }

  /** The helper where it is installed and no other root is asked for, otherwise this process. Error: `usage`, where `root` is no directory. */
  async openService(root: string | null): Promise<Result<QuickRestartService, Failure>> {
    if (root !== null) return this.#openRoot(root);
    const bus = await this.#openBus();
    if (!bus.ok) return ok(await this.#makeLocal('/'));
    const { HelperClient } = await import('../adapters/dbus/helper-client.ts');
    return ok(new ServiceWithFallback(new HelperClient(bus.value), () => this.#makeLocal('/')));
  }

  /** This process with an entry that no configuration has: the helper takes no paths from anybody. */
  openServiceWith(entry: BootEntryDraft): Promise<QuickRestartService> {
    return this.#makeLocal('/', entry);
  }

  /** logind. Error: `not-supported`, where there is no system bus. */
  async openRestartManager(): Promise<Result<RestartManager & NextRestart, Failure>> {
    const bus = await this.#openBus();
    if (!bus.ok) return err({ kind: 'not-supported', message: `The system bus cannot be reached: ${bus.error.replace(/[.\s]+$/, '')}.`, hint: 'Quick Restart hands the restart to systemd-logind.' });
    const { Logind } = await import('../adapters/dbus/logind.ts');
    return ok(new Logind(bus.value));
  }

  async close(): Promise<void> {
    const bus = await this.#bus;
    if (bus?.ok === true) await bus.value.close();
  }

  /** Where no helper can be: there init's own scripts do what its units would. */
  async #everyRestart(engine: Engine): Promise<EveryRestartHere> {
    const { SysvScripts } = await import('../adapters/every-restart/sysv-scripts.ts');
    return { engine, scripts: new SysvScripts(), isRoot: process.geteuid?.() === 0 };
  }

  #openBus(): Promise<Result<BusConnection, string>> {
    this.#bus ??= connect(this.#options.busAddress);
    return this.#bus;
  }

  async #openRoot(root: string): Promise<Result<QuickRestartService, Failure>> {
    if (statSync(root, { throwIfNoEntry: false })?.isDirectory() !== true) {
      return err({ kind: 'usage', message: `${root} is no directory.`, hint: 'Give the directory where the other system is mounted: --root /mnt' });
    }
    return ok(await this.#makeLocal(resolve(root)));
  }

  async #makeLocal(root: string, entry: BootEntryDraft | null = null): Promise<QuickRestartService> {
    const [{ thisSystem }, { createEngine, createEngineWith }, { createLocalService }] = await Promise.all([
      import('../adapters/this-system.ts'),
      import('../use-cases/create-engine.ts'),
      import('../use-cases/local-service.ts'),
    ]);
    const { version, busAddress, signal, warn } = this.#options;
    const journal: Journal = { info: () => undefined, warning: warn, error: warn }; // what went well is told by the command itself
    const system = thisSystem({ version, root, journal, busAddress });
    if (entry !== null) return createLocalService(createEngineWith(system, entry), signal);
    const engine = createEngine(system);
    const service = createLocalService(engine, signal);
    return root === '/' ? withInitScripts(service, await this.#everyRestart(engine)) : service;
  }
}

async function connect(address: string | null): Promise<Result<BusConnection, string>> {
  const [{ BusConnection: Connection }, { SYSTEM_BUS_ADDRESS }] = await Promise.all([
    import('../adapters/dbus/transport/bus-connection.ts'),
    import('../adapters/dbus/transport/bus-address.ts'),
  ]);
  const opened = await Connection.open(address ?? SYSTEM_BUS_ADDRESS);
  return opened.ok ? opened : err(opened.error.message);
}
