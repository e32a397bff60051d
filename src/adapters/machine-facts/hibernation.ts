import type { BlockDevice, HibernationFacts } from '../../core/restart-plan/advice-facts.ts';
import { findParameter } from '../../core/kernel/command-line.ts';
import type { BootFiles } from '../../ports/boot-files.ts';
import { readHibernateLocation } from '../efi-variables/firmware-variables.ts';
import { baseName, type BlockDevices } from './block-devices.ts';

const MAX_BYTES = 256 * 1024;

/**
 * Whether a hibernated system lies where the next kernel would resume from: the device in /sys/power/resume, the entry's `resume=`, and
 * the one in systemd's note. Swap that is in use holds none. Otherwise udev's database says: blkid calls the signatures S1SUSPEND,
 * LINHIB0001 and the like `swsuspend`, so no device has to be opened. A swap file shows nothing: unknown, unless some swap file is in use.
 */
export function readHibernation(files: BootFiles, devices: BlockDevices, commandLine: string): HibernationFacts {
  if (findParameter(commandLine, 'noresume') !== null || NO_RESUME.has(findParameter(commandLine, 'hibernate')?.value ?? '')) return { places: [] };
  const found = new Map(placesOf(files, devices, commandLine).map((device) => [device.number, device]));
  const used = swapsInUse(files, devices);
  return { places: [...found.values()].map((device) => ({ device: device.name, image: imageOn(device, devices, used) })) };
}

/** Values of `hibernate=` by which the new kernel does not look; kernel-parameters.txt. */
const NO_RESUME: ReadonlySet<string> = new Set(['noresume', 'no']);

function placesOf(files: BootFiles, devices: BlockDevices, commandLine: string): readonly BlockDevice[] {
  const resume = files.readText('/sys/power/resume', MAX_BYTES);
  const number = resume.ok ? resume.value.text.trim() : '';
  const named = findParameter(commandLine, 'resume')?.value;
  const noted = readHibernateLocation(files)?.uuid;
  const specifications = [...(named ? [named] : []), ...(noted ? [`UUID=${noted}`] : [])];
  const found = specifications.flatMap((one) => {
    const device = devices.find(one);
    return device.kind === 'found' ? [device.device] : [];
  });
  return [...[devices.byNumber(number)].flatMap((device) => (device === null || number === '0:0' ? [] : [device])), ...found];
}

interface UsedSwap {
  /** null where the list of them could not be read. */
  readonly numbers: ReadonlySet<string> | null;
  readonly file: boolean;
}

/** proc_swaps(5): name, type, … behind one line of headings. */
function swapsInUse(files: BootFiles, devices: BlockDevices): UsedSwap {
  const text = files.readText('/proc/swaps', MAX_BYTES);
  if (!text.ok) return { numbers: null, file: false };
  const rows = text.value.text.split('\n').slice(1).map((line) => line.split(/\s+/));
  const numbers = rows.flatMap(([path = '', type]) => (type === 'partition' ? (devices.attribute(baseName(path), 'dev') ?? []) : []));
  return { numbers: new Set(numbers), file: rows.some(([, type]) => type === 'file') };
}

function imageOn({ number }: BlockDevice, devices: BlockDevices, used: UsedSwap): boolean | null {
  if (used.numbers?.has(number) === true) return false;
  const type = devices.propertiesOf(number)?.get('ID_FS_TYPE');
  if (type === 'swsuspend') return true;
  if (type === 'swap' || (type !== undefined && used.file)) return false;
  return null;
}
