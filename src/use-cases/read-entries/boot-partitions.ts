import type { BootPartitions } from '../../core/boot-loader-spec/index.ts';
import type { FileSystem } from '../../core/file-systems.ts';
import type { BootFiles } from '../../ports/boot-files.ts';

/** Where an EFI system partition is mounted, in the order in which bootctl(1) looks. */
const ESP_PLACES = ['/efi', '/boot', '/boot/efi'] as const;
const XBOOTLDR_PLACE = '/boot';
const FAT = new Set(['vfat', 'msdos', 'auto', 'autofs']);

/**
 * Where the boot loader's partitions are mounted. The EFI system partition is a FAT file system with a folder EFI; the
 * extended boot loader partition is another one at /boot with a folder loader or EFI. Boot Loader Specification,
 * "Mount points"; bootctl(1), --esp-path.
 */
export function findBootPartitions(files: BootFiles, table: readonly FileSystem[]): BootPartitions {
  const mounted = (place: string): FileSystem | undefined => table.findLast((one) => one.mountPoint === place);
  const isDirectory = (path: string): boolean => {
    const status = files.stat(path);
    return status.ok && status.value.kind === 'directory';
  };
  const esp = ESP_PLACES.find((place) => FAT.has(mounted(place)?.type ?? '') && isDirectory(`${place}/EFI`)) ?? null;
  const hasEntries = isDirectory(`${XBOOTLDR_PLACE}/loader`) || isDirectory(`${XBOOTLDR_PLACE}/EFI/Linux`);
  const xbootldr = esp !== XBOOTLDR_PLACE && mounted(XBOOTLDR_PLACE) !== undefined && hasEntries ? XBOOTLDR_PLACE : null;
  return { esp, xbootldr };
}
