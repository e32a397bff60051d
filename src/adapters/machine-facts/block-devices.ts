import type { BlockDevice, FoundDevice } from '../../core/restart-plan/advice-facts.ts';
import type { BootFiles } from '../../ports/boot-files.ts';
import { encodeLinkName } from '../file-systems/mounted-file-systems.ts';
import { parseUdevProperties } from '../file-systems/udev-properties.ts';

const MAX_BYTES = 64 * 1024;
const BY_TAG: ReadonlyMap<string, string> = new Map([
  ['UUID', '/dev/disk/by-uuid'],
  ['LABEL', '/dev/disk/by-label'],
  ['PARTUUID', '/dev/disk/by-partuuid'],
  ['PARTLABEL', '/dev/disk/by-partlabel'],
  ['ID', '/dev/disk/by-id'],
]);

/** Block devices by udev's links in /dev/disk, /sys/class/block and udev's database. No device is opened. */
export class BlockDevices {
  readonly #files: BootFiles;

  constructor(files: BootFiles) {
    this.#files = files;
  }

  /**
   * The device that `root=` or `resume=` means; kernel-parameters.txt, `root=`. `unknown` for what is no block device, for what only the
   * initrd makes (/dev/mapper), and where nobody keeps the links.
   */
  find(word: string): FoundDevice {
    const specification = word.replace(/^block:/, ''); // dracut.cmdline(7)
    const numbered = /^\d+:\d+$/.test(specification) ? this.byNumber(specification) : null;
    if (numbered !== null) return { kind: 'found', device: numbered };
    const [, tag = '', value = ''] = /^([A-Z]+)=(.+)$/.exec(specification) ?? [];
    const links = BY_TAG.get(tag);
    if (links !== undefined) {
      if (!this.#files.list(links).ok || value.includes('/')) return UNKNOWN;
      return this.#at(`${links}/${encodeLinkName(value)}`, { kind: 'missing' });
    }
    if (!/^\/dev\/(?!root$|nfs$|ram|fd|cifs$)/.test(specification)) return UNKNOWN;
    return this.#at(specification, /^\/dev\/(?:mapper|disk)\/|^\/dev\/[^/]+\/./.test(specification) ? UNKNOWN : { kind: 'missing' });
  }

  /** What is known of a device by its number; null where it is not known. */
  propertiesOf(number: string): ReadonlyMap<string, string> | null {
    const data = /^\d+:\d+$/.test(number) ? this.#files.readText(`/run/udev/data/b${number}`, MAX_BYTES) : null;
    return data?.ok === true ? parseUdevProperties(data.value.text) : null;
  }

  /** The device with a number, as /sys/power/resume names it; null where there is none. */
  byNumber(number: string): BlockDevice | null {
    const link = /^\d+:\d+$/.test(number) ? this.#files.realPath(`/sys/dev/block/${number}`) : null;
    return link?.ok === true ? this.#device(baseName(link.value), number) : null;
  }

  /** Names of the device and of all that it stands on, uppermost first: LVM on LUKS on a partition. */
  stackOf(name: string): readonly string[] {
    const stack = [name];
    for (let at = 0; at < stack.length && stack.length < MOST_LAYERS; at += 1) {
      const below = this.#files.list(`/sys/class/block/${stack[at] ?? ''}/slaves`);
      if (below.ok) stack.push(...below.value.filter((one) => !stack.includes(one)));
    }
    return stack;
  }

  /** A file of the device in /sys, without its line end; null where there is none. */
  attribute(name: string, file: string): string | null {
    const text = this.#files.readText(`/sys/class/block/${name}/${file}`, MAX_BYTES);
    return text.ok ? text.value.text.trim() : null;
  }

  #at(path: string, otherwise: FoundDevice): FoundDevice {
    const real = this.#files.realPath(path);
    if (!real.ok) return real.error.kind === 'missing' ? otherwise : UNKNOWN;
    const name = baseName(real.value);
    const number = this.attribute(name, 'dev');
    return number === null ? UNKNOWN : { kind: 'found', device: this.#device(name, number) };
  }

  #device(name: string, number: string): BlockDevice {
    return { name: `/dev/${name}`, number, uuid: this.propertiesOf(number)?.get('ID_FS_UUID') ?? null };
  }
}

const UNKNOWN: FoundDevice = { kind: 'unknown' };
const MOST_LAYERS = 64;

/** The kernel's name of a device from its path. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
