import type { Detail } from '../sentence.ts';
import type { GraphicsRulesFile } from './graphics-rules.ts';

/** What the machine says about the next start through its firmware, and about what may come out differently without it. */
export interface AdviceFacts {
  readonly firmware: FirmwareFacts;
  readonly fwupd: FwupdFacts;
  /** GRUB's `next_entry`; null where none is set; undefined where the environment block could not be read. */
  readonly nextEntry: string | null | undefined;
  /** Packages that asked for a restart, /run/reboot-required.pkgs; null where that could not be read. */
  readonly packages: readonly string[] | null;
  readonly hibernation: HibernationFacts;
  readonly root: RootFacts;
  readonly graphics: GraphicsFacts;
}

/** `none`: a machine without UEFI. `unreadable`: with UEFI, and its variables could not be read. */
export type FirmwareFacts = { readonly kind: 'none' } | { readonly kind: 'unreadable'; readonly detail: Detail } | FirmwareVariables;

/** What UEFI variables ask of the next start; UEFI specification 2.10, 3.3 and 8.5.4; shim, mok.c, check_mok_request(). */
export interface FirmwareVariables {
  readonly kind: 'read';
  /** BootNext: what the firmware starts next time only; null where it is not set. */
  readonly bootNext: BootOption | null;
  /** BootCurrent: what the firmware started last. */
  readonly bootCurrent: number | null;
  /** OsIndications, bit by bit. */
  readonly asksForSetup: boolean;
  readonly asksForRecovery: boolean;
  /** A capsule waits in \EFI\UpdateCapsule of the EFI system partition. */
  readonly asksForCapsule: boolean;
  /** Names of the variables that make shim start MokManager. */
  readonly mokRequests: readonly string[];
  /** LoaderInfo: name and version of the boot loader; null where it left none. */
  readonly loader: string | null;
  /** LoaderEntryOneShot as it stands; null where it is not set. */
  readonly loaderOneShot: string | null;
  /** LoaderConfigTimeoutOneShot is set: the boot loader's menu was asked for. */
  readonly loaderMenuAsked: boolean;
  /** Variables that are there and cannot be read, or hold what they should not. */
  readonly odd: readonly string[];
}

/** A `Boot####` variable; UEFI specification 2.10, 3.1.3 (EFI_LOAD_OPTION). */
export interface BootOption {
  readonly number: number;
  /** null where that variable is missing or no load option. */
  readonly description: string | null;
  /** It is fwupd's own: its program flashes what waits in the EFI system partition. */
  readonly firmwareUpdater: boolean;
}

/** `absent`: fwupd does not run; it is never started for this. `silent`: it runs and did not say. */
export type FwupdFacts =
  | { readonly kind: 'absent' }
  | { readonly kind: 'silent'; readonly detail: Detail }
  /** Names of devices whose update ends with a restart, and of those that want the machine switched off. */
  | { readonly kind: 'answered'; readonly needRestart: readonly string[]; readonly needShutdown: readonly string[] };

/** Places where a hibernated system may lie: /sys/power/resume, the entry's `resume=`, systemd's HibernateLocation. */
export interface HibernationFacts {
  /** `image` is null where it could not be found out. */
  readonly places: readonly { readonly device: string; readonly image: boolean | null }[];
}

/** A block device; `number` is `major:minor`. */
export interface BlockDevice {
  readonly name: string;
  readonly number: string;
  readonly uuid: string | null;
}

/** The device that a specification such as `UUID=…` or `/dev/vda1` means now. */
export type FoundDevice = { readonly kind: 'found'; readonly device: BlockDevice } | { readonly kind: 'missing' } | { readonly kind: 'unknown' };

/** How a layer of encryption below the root file system is opened at boot, as far as crypttab(5) and the command line say. */
export interface EncryptedLayer {
  readonly name: string;
  readonly key: 'passphrase' | 'key-file' | 'tpm2' | 'token';
}

/** The root file system: the running one and the entry's. `elsewhere`: the entries are those of another system (--root), and `wanted` is what their `root=` means on this machine. */
export type RootFacts =
  | { readonly kind: 'elsewhere'; readonly wanted?: FoundDevice }
  | {
      readonly kind: 'here';
      /** Device of the running root; null where it has none (overlay, ZFS, network) or it is not known. */
      readonly running: BlockDevice | null;
      /** What the entry's `root=` means; `unknown` also where it has none. */
      readonly wanted: FoundDevice;
      /** Encryption below the running root; null where it could not be found out. */
      readonly encryption: readonly EncryptedLayer[] | null;
    };

/** Display devices with their drivers, and the administrator's own rules. */
export interface GraphicsFacts {
  /** null where they could not be read. */
  readonly devices: readonly GraphicsDevice[] | null;
  readonly ownRules: GraphicsRulesFile;
}

/** A display device on the PCI bus: kernel driver and `vendor:device` in lower case hexadecimal. */
export interface GraphicsDevice {
  readonly driver: string;
  readonly id: string;
}
