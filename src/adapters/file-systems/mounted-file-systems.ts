import type { FileSystem } from '../../core/file-systems.ts';
import type { BootFiles } from '../../ports/boot-files.ts';
import type { FileSystems } from '../../ports/file-systems.ts';
import { parseMountInfo, type Mount } from './mount-info.ts';
import { parseUdevProperties } from './udev-properties.ts';

const MAX_BYTES = 4 * 1024 * 1024;
const NO_PROPERTIES: ReadonlyMap<string, string> = new Map();

/**
 * The mounted file systems of the running system: /proc/self/mountinfo, with UUIDs and labels from udev's database
 * (/run/udev/data, readable by everybody), and /dev/disk for what is there and not mounted.
 */
export class MountedFileSystems implements FileSystems {
  readonly #files: BootFiles;

  constructor(files: BootFiles) {
    this.#files = files;
  }

  read(): readonly FileSystem[] {
    const text = this.#files.readText('/proc/self/mountinfo', MAX_BYTES);
    if (!text.ok) return [];
    const properties = new Map<string, ReadonlyMap<string, string>>();
    return parseMountInfo(text.value.text).map((mount) => this.#describe(mount, properties));
  }

  has(by: 'uuid' | 'label', value: string): boolean {
    return !value.includes('/') && this.#files.stat(`/dev/disk/by-${by}/${encodeLinkName(value)}`).ok;
  }

  #describe(mount: Mount, cache: Map<string, ReadonlyMap<string, string>>): FileSystem {
    const device = mount.source.startsWith('/dev/') ? mount.source : null;
    const number = device === null ? null : this.#deviceNumber(mount, device);
    let known = number === null ? NO_PROPERTIES : cache.get(number);
    if (known === undefined) {
      const data = this.#files.readText(`/run/udev/data/b${number}`, MAX_BYTES);
      known = data.ok ? parseUdevProperties(data.value.text) : NO_PROPERTIES;
      cache.set(String(number), known);
    }
    const partition = Number(known.get('ID_PART_ENTRY_NUMBER') ?? known.get('PARTN'));
    return {
      mountPoint: mount.mountPoint,
      rootPath: mount.rootPath,
      type: mount.type,
      device,
      uuid: known.get('ID_FS_UUID') ?? null,
      label: decodeUdev(known.get('ID_FS_LABEL_ENC') ?? known.get('ID_FS_LABEL')),
      partitionUuid: known.get('ID_PART_ENTRY_UUID') ?? null,
      partitionNumber: Number.isInteger(partition) && partition > 0 ? partition : null,
    };
  }

  /** btrfs shows an anonymous device number (major 0) in mountinfo: ask sysfs for the one of its device node. */
  #deviceNumber(mount: Mount, device: string): string | null {
    if (!mount.deviceNumber.startsWith('0:')) return mount.deviceNumber;
    const name = device.slice(device.lastIndexOf('/') + 1);
    const text = this.#files.readText(`/sys/class/block/${name}/dev`, 64);
    return text.ok ? text.value.text.trim() : null;
  }
}

/** A value as its link below /dev/disk is named: escaped as `\xHH` by udev (udev_util, encode_string). */
export function encodeLinkName(value: string): string {
  return value.replace(/[^A-Za-z0-9#+\-.:=@_\u0080-\u{10ffff}]/gu, (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`);
}

function decodeUdev(value: string | undefined): string | null {
  return value === undefined ? null : value.replace(/\\x([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}
