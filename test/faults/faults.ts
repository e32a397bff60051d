import type { Fault } from './fault.ts';
import { BOOT_FILES } from './rows/boot-files.ts';
import { CALLERS } from './rows/callers.ts';
import { CONTROL } from './rows/control.ts';
import { HELPER } from './rows/helper.ts';
import { INITRD } from './rows/initrd.ts';
import { KERNEL_IMAGE } from './rows/kernel-image.ts';
import { KERNEL_LIMITS } from './rows/kernel-limits.ts';
import { KEXEC_PROGRAM } from './rows/kexec-program.ts';
import { POWER } from './rows/power.ts';
import { SERVICES } from './rows/services.ts';
import { SHUTDOWN } from './rows/shutdown.ts';
import { TRIAL } from './rows/trial.ts';
import { UPKEEP } from './rows/upkeep.ts';

/** A row, and the name of its family: its file in rows/, without the ending. */
export type FaultOfFamily = Fault & { readonly family: string };

const FAMILIES: Readonly<Record<string, readonly Fault[]>> = {
  control: CONTROL,
  'kernel-image': KERNEL_IMAGE,
  initrd: INITRD,
  'boot-files': BOOT_FILES,
  'kexec-program': KEXEC_PROGRAM,
  helper: HELPER,
  services: SERVICES,
  'kernel-limits': KERNEL_LIMITS,
  callers: CALLERS,
  shutdown: SHUTDOWN,
  power: POWER,
  upkeep: UPKEEP,
  trial: TRIAL,
};

/** Every row of the suite, in its order. */
export const FAULTS: readonly FaultOfFamily[] = Object.entries(FAMILIES).flatMap(([family, faults]) => faults.map((fault) => ({ ...fault, family })));
