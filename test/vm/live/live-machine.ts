import { constants, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { output } from '../../../scripts/guest/programs.ts';
import { stepsTo } from '../../../scripts/guest/steps.ts';
import { Machine } from '../machine/machine.ts';
import { liveMedium } from './medium.ts';

const ROOT = join(import.meta.dirname, '../../..');
const RUNS = join(ROOT, '.cache/live/runs');
export const BOOT_TIMEOUT_MS = 600_000;

/** A machine whose live session is up, beside the disk of an installed system (/dev/vda1); only the program itself is in it, not our package. */
export interface LiveMachine {
  readonly machine: Machine;
  /** The installed system's disk. */
  readonly disk: string;
  readonly remove: () => Promise<void>;
}

/** The state that `startLive` saves. */
export const LIVE = 'live';

export async function startLive(): Promise<LiveMachine> {
  const steps = stepsTo((text) => void process.stdout.write(text));
  const { kernel, medium, installed } = await liveMedium(steps);
  await steps.run('bundling the program', () => output(process.execPath, [join(ROOT, 'scripts/build.mjs')]));
  mkdirSync(RUNS, { recursive: true });
  const folder = mkdtempSync(join(RUNS, `${process.pid}-`));
  const removeFolder = (): void => rmSync(folder, { recursive: true, force: true });
  process.once('exit', removeFolder);
  const disk = join(folder, 'disk.qcow2');
  copyFileSync(installed, disk, constants.COPYFILE_FICLONE);
  const machine = await Machine.start({ disk, kernel, medium });
  const remove = async (): Promise<void> => {
    await machine.stop();
    removeFolder();
    process.off('exit', removeFolder);
  };
  try {
    await steps.run('starting the live session', () => machine.waitUntilBooted(null, BOOT_TIMEOUT_MS));
    await machine.root.put('/usr/local/bin/quick-restart', readFileSync(join(ROOT, 'dist/quick-restart')), '755');
    await machine.save(LIVE);
    return { machine, disk, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}
