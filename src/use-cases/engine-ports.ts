import type { BootFiles } from '../ports/boot-files.ts';
import type { ModeStore, NextRestartFiles } from '../ports/every-restart.ts';
import type { EnvironmentBlocks } from '../ports/environment-blocks.ts';
import type { FileSystems } from '../ports/file-systems.ts';
import type { History } from '../ports/history.ts';
import type { BootClock } from '../ports/history-times.ts';
import type { Journal } from '../ports/journal.ts';
import type { Kexec } from '../ports/kexec.ts';
import type { KernelStore, KexecWatchdog } from '../ports/kernels.ts';
import type { FileStamps, LoadRecords } from '../ports/load-record.ts';
import type { MachineFacts } from '../ports/machine-facts.ts';
import type { PolicyStore } from '../ports/policy-store.ts';
import type { RestartSource } from '../ports/restart-source.ts';

/** What the engine needs of the outside; the composition roots of helper and CLI build it. */
export interface EnginePorts {
  readonly version: string;
  /** Files of the system whose entries are read: the running one, or the directory given by --root. */
  readonly files: BootFiles;
  readonly fileSystems: FileSystems;
  /** The running machine, also where `files` is another root: it is the running kernel that loads. */
  readonly machine: MachineFacts;
  readonly kexec: Kexec;
  readonly policy: PolicyStore;
  readonly records: LoadRecords;
  readonly stamps: FileStamps;
  readonly history: History;
  readonly kernels: KernelStore;
  readonly watchdog: KexecWatchdog;
  readonly clock: BootClock;
  readonly environmentBlocks: EnvironmentBlocks;
  readonly journal: Journal;
  /** Who says whether this machine should restart. */
  readonly restartSources: readonly RestartSource[];
  /** Every-restart mode. */
  readonly mode: ModeStore;
  readonly nextRestart: NextRestartFiles;
  /** The same ports, which read anew; `onTouch` hears of every path of the system before they look at it. */
  readonly recording: (onTouch: (path: string) => void) => EnginePorts;
  /** Offset behind the gzip member that starts at `offset` of a file (a path of the running system); null where it is cut off or damaged. */
  readonly gzipEnd: (path: string, offset: number) => Promise<number | null>;
}
