import { LocalBootFiles } from '../src/adapters/boot-files/local-boot-files.ts';
import { FstabFileSystems } from '../src/adapters/file-systems/fstab-file-systems.ts';
import { readGrubMenu } from '../src/core/grub/index.ts';
import { createGrubHost } from '../src/use-cases/read-entries/grub-host.ts';
import { medianMs } from './median.ts';
import { writeTree } from './trees.ts';

/** Milliseconds to evaluate grub.cfg with so many entries in this process, its first run left out. */
export function evaluationMs(entries: number, rounds: number): number {
  const { root, remove } = writeTree(entries);
  try {
    const files = new LocalBootFiles(root);
    const system = createGrubHost(files, new FstabFileSystems(files), '/boot/grub', 'pc');
    const run = (): void => {
      const menu = readGrubMenu(system.host, system.place('/boot/grub/grub.cfg'));
      if (menu.entries.length !== entries) throw new Error(`${menu.entries.length} entries instead of ${entries}`);
    };
    run();
    return medianMs(run, rounds);
  } finally {
    remove();
  }
}
