import { machine, release } from 'node:os';
import type { AdviceFacts } from '../../core/restart-plan/advice-facts.ts';
import type { CheckFacts } from '../../core/restart-plan/check-facts.ts';
import type { KexecFacts, Lockdown, Machine } from '../../core/restart-plan/machine.ts';
import type { BootFiles } from '../../ports/boot-files.ts';
import type { MachineFacts, PlannedFiles } from '../../ports/machine-facts.ts';
import { type AdviceSources, readAdvice } from './advice.ts';
import { busyPackageManagers } from './package-manager-locks.ts';
import { readCheckFacts } from './check-facts.ts';
import { runningKernelConfig, type KernelConfig } from './kernel-config.ts';

const MAX_BYTES = 1024 * 1024;
const CONTAINER_MARKS = ['/run/systemd/container', '/run/.containerenv', '/.dockerenv'];

/** Reads the running system: /proc, /sys and the running kernel's configuration. */
export class RunningMachine implements MachineFacts {
  readonly #files: BootFiles;
  readonly #findTool: () => string | null;
  readonly #advice: AdviceSources;
  /** The running kernel's does not change any more. */
  readonly #kernelConfig: () => KernelConfig | null;
  constructor(files: BootFiles, findTool: () => string | null, advice: AdviceSources) {
    this.#files = files;
    this.#findTool = findTool;
    this.#advice = advice;
    this.#kernelConfig = once(() => runningKernelConfig(files, release()));
  }

  /** Locks and abilities are read when somebody asks for them: each takes longer than all else, and a list asks for neither. */
  read(): Machine {
    const busy = once(() => busyPackageManagers(this.#files));
    const kexec = once(() => this.#kexec());
    return {
      kernelRelease: release(),
      architecture: machine(),
      commandLine: this.#word('/proc/cmdline') ?? '',
      get kexec() {
        return kexec();
      },
      lockdown: this.#lockdown(),
      get busyPackageManagers() {
        return busy();
      },
      container: isContainer(this.#files),
    };
  }

  readCheckFacts(entry: PlannedFiles | null): CheckFacts {
    return readCheckFacts(this.#files, this.#advice.target, entry, this.#kernelConfig());
  }

  readAdvice(commandLine: string): Promise<AdviceFacts> {
    return readAdvice(this.#files, this.#advice, commandLine);
  }

  #kexec(): KexecFacts {
    const loaded = this.#word('/sys/kernel/kexec_loaded');
    const disabled = this.#word('/proc/sys/kernel/kexec_load_disabled');
    return {
      tool: this.#findTool(),
      fileLoad: this.#supports('CONFIG_KEXEC_FILE', loaded !== null),
      classicLoad: this.#supports('CONFIG_KEXEC', loaded !== null),
      loadDisabled: disabled === null ? null : disabled === '1',
      loaded: loaded === null ? null : loaded === '1',
    };
  }

  /** /sys/kernel/kexec_loaded exists with either call (CONFIG_KEXEC_CORE); which one, only the configuration says. */
  #supports(option: string, core: boolean): boolean | null {
    if (!core && this.#files.stat('/sys/kernel').ok) return false;
    return this.#kernelConfig()?.has(option) ?? null;
  }

  /** `none [integrity] confidentiality`; without that file under a mounted securityfs the kernel has no lockdown. */
  #lockdown(): Lockdown {
    const text = this.#word('/sys/kernel/security/lockdown');
    if (text !== null) {
      const chosen = /\[(\w+)\]/.exec(text)?.[1];
      return chosen === 'none' || chosen === 'integrity' || chosen === 'confidentiality' ? chosen : 'unknown';
    }
    const mounted = this.#files.list('/sys/kernel/security');
    return mounted.ok && mounted.value.length > 0 ? 'none' : 'unknown';
  }

  #word(path: string): string | null {
    const text = this.#files.readText(path, MAX_BYTES);
    return text.ok ? text.value.text.replace(/\n+$/, '') : null;
  }
}

/** What of a machine stands against any restart, whatever is planned; read with the rights of whoever asks. */
export function readStandingFacts(files: BootFiles): Pick<Machine, 'busyPackageManagers' | 'container'> {
  return { busyPackageManagers: busyPackageManagers(files), container: isContainer(files) };
}

function isContainer(files: BootFiles): boolean {
  return CONTAINER_MARKS.some((path) => files.stat(path).ok);
}

function once<T>(read: () => T): () => T {
  let kept: { readonly value: T } | null = null;
  return () => (kept ??= { value: read() }).value;
}
