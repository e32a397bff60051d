import { constants, copyFileSync, mkdtempSync, readdirSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Firmware, Machine, type MachineOptions } from './machine.ts';

const RUNS = join(import.meta.dirname, '../../../.cache/guest/runs');

/** A machine on its own copy of a disk image, and how to be rid of both. */
export interface WorkingCopy {
  readonly machine: Machine;
  /** The copy: it may be kept after `machine.stop()`, before `remove()`. */
  readonly disk: string;
  /** The machine's own, with a copy of its variables; null for SeaBIOS. */
  readonly firmware: Firmware | null;
  readonly remove: () => Promise<void>;
}

/** Starts a machine from a snapshot of `image`, which stays as it is, as do the firmware's variables. */
export async function startCopy(image: string, snapshot: string, { firmware = null, ...shape }: Pick<MachineOptions, 'firmware' | 'shape'> = {}): Promise<WorkingCopy> {
  removeLeftOvers();
  const folder = mkdtempSync(join(RUNS, `${process.pid}-`));
  const removeFolder = (): void => rmSync(folder, { recursive: true, force: true });
  process.once('exit', removeFolder);
  try {
    const disk = join(folder, 'disk.qcow2');
    copyFileSync(image, disk, constants.COPYFILE_FICLONE);
    const variables = join(folder, 'variables.qcow2');
    if (firmware !== null) copyFileSync(firmware.variables, variables);
    const own = firmware === null ? null : { ...firmware, variables };
    const machine = await Machine.start({ disk, snapshot, firmware: own, ...shape });
    await machine.attach();
    const remove = async (): Promise<void> => {
      await machine.stop();
      removeFolder();
      process.off('exit', removeFolder);
    };
    return { machine, disk, firmware: own, remove };
  } catch (error) {
    removeFolder();
    throw error;
  }
}

/** Folders of processes that were killed before they could clean up. */
function removeLeftOvers(): void {
  mkdirSync(RUNS, { recursive: true });
  for (const name of readdirSync(RUNS)) {
    if (!existsSync(`/proc/${name.split('-')[0] ?? ''}`)) rmSync(join(RUNS, name), { recursive: true, force: true });
  }
}
