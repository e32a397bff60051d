import { output } from '../../../scripts/guest/programs.ts';
import { startCopy } from './working-copy.ts';

const OFF_TIMEOUT_MS = 420_000;

/** Writes the disk of a saved state of `image` to `disk` as it is after the machine was switched off, without saved states. `last` is run as root before. */
export async function switchOff(image: string, snapshot: string, disk: string, last: string): Promise<void> {
  const copy = await startCopy(image, snapshot);
  try {
    await copy.machine.root.read(`${last}\nsync`);
    void copy.machine.root.run('systemctl poweroff').catch(() => undefined);
    await copy.machine.waitUntilOff(OFF_TIMEOUT_MS);
    await output('qemu-img', ['convert', '-O', 'qcow2', copy.disk, disk]);
  } finally {
    await copy.remove();
  }
}
