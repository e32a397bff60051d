/** What the commands of an entry loaded, or tried to load. */
export interface Loader {
  /** What kind of image is loaded; `attempted` is a Linux kernel whose file was missing. */
  kind: 'none' | 'linux' | 'attempted' | 'multiboot' | 'other';
  kernel: string | null;
  commandLine: string;
  initrds: string[];
  devicetree: string | null;
  /** Names of devices that could not be found on this system. */
  unknownDevices: string[];
  /** Remarks for people on why the entry cannot be trusted. */
  /** Its command line is not valid UTF-8. */
  garbled: boolean;
  /** Files that GRUB would pack into an initrd of its own. */
  packed: string[];
  /** The command that made it `other`. */
  command: string;
}

/** Nothing loaded. */
export function newLoader(): Loader {
  return { kind: 'none', kernel: null, commandLine: '', initrds: [], devicetree: null, unknownDevices: [], garbled: false, packed: [], command: '' };
}
