import type { BootOption, FirmwareFacts } from '../../core/restart-plan/advice-facts.ts';
import { say } from '../../core/sentence.ts';
import type { BootFiles } from '../../ports/boot-files.ts';
import { bootNumber, loadOption, osIndications, text } from './variable-values.ts';

const DIRECTORY = '/sys/firmware/efi/efivars';
const ATTRIBUTE_BYTES = 4;
/** No variable that is read here is near it. */
const MAX_BYTES = 16 * 1024;

const GLOBAL = '8be4df61-93ca-11d2-aa0d-00e098032b8c';
const LOADER = '4a67b082-0a4c-41cf-b6c7-440b29bb8c4f';
const SHIM = '605dab50-e046-4300-abb6-3dd810dd8b23';
/** shim, mok.c, check_mok_request(); the last one since shim 15.7. */
const MOK_REQUESTS = ['MokNew', 'MokSB', 'MokPW', 'MokAuth', 'MokDel', 'MokDB', 'MokXNew', 'MokXDel', 'MokXAuth', 'MokListTrustedNew'] as const;

/** Paths of the variables that ask something of the next start, and of those that choose what it starts. */
export const ASKING_VARIABLES: readonly string[] = [
  ...['BootNext', 'OsIndications'].map((name) => `${DIRECTORY}/${name}-${GLOBAL}`),
  ...MOK_REQUESTS.map((name) => `${DIRECTORY}/${name}-${SHIM}`),
  ...['LoaderEntryOneShot', 'LoaderEntryDefault', 'LoaderConfigTimeoutOneShot'].map((name) => `${DIRECTORY}/${name}-${LOADER}`),
];

/** UEFI specification 2.10, 8.5.4. */
const BOOT_TO_SETUP = 0x01n;
const CAPSULE_ON_DISK = 0x04n;
const START_RECOVERY = 0x30n; // of the system, of the platform

/**
 * What UEFI variables ask of the next start. Source: Linux Documentation/filesystems/efivarfs.rst (a file a variable, four bytes of
 * attributes first). Nothing is written, and of the dozens of variables only these few are opened: each read may take the firmware's time.
 */
export function readFirmware(files: BootFiles): FirmwareFacts {
  if (!files.stat('/sys/firmware/efi').ok) return files.stat('/sys').ok ? { kind: 'none' } : { kind: 'unreadable', detail: say('{names} cannot be read', { names: '/sys' }) };
  const listed = files.list(DIRECTORY);
  if (!listed.ok) return { kind: 'unreadable', detail: `${DIRECTORY}: ${listed.error.detail}` };
  // Every firmware has variables: an empty directory is one that nothing is mounted on.
  if (listed.value.length === 0) return { kind: 'unreadable', detail: say('no efivarfs is mounted at {directory}', { directory: DIRECTORY }) };
  const variables = new Variables(files, new Set(listed.value));
  const asked = variables.value('OsIndications', GLOBAL, osIndications) ?? 0n;
  return {
    kind: 'read',
    bootNext: bootNextOf(variables),
    bootCurrent: variables.value('BootCurrent', GLOBAL, bootNumber),
    asksForSetup: (asked & BOOT_TO_SETUP) !== 0n,
    asksForRecovery: (asked & START_RECOVERY) !== 0n,
    asksForCapsule: (asked & CAPSULE_ON_DISK) !== 0n,
    mokRequests: MOK_REQUESTS.filter((name) => variables.has(name, SHIM)),
    loader: variables.value('LoaderInfo', LOADER, text),
    loaderOneShot: variables.value('LoaderEntryOneShot', LOADER, text) || null,
    loaderMenuAsked: variables.has('LoaderConfigTimeoutOneShot', LOADER),
    odd: variables.odd,
  };
}

/** UEFI specification 2.10, 3.3, SecureBoot: 1 where the firmware starts signed programs only. null where variables cannot be read. */
export function readSecureBoot(files: BootFiles): boolean | null {
  const bytes = files.readRange(`${DIRECTORY}/SecureBoot-${GLOBAL}`, 0, ATTRIBUTE_BYTES + 1);
  if (bytes.ok && bytes.value.length > ATTRIBUTE_BYTES) return bytes.value[ATTRIBUTE_BYTES] === 1;
  if (!files.stat('/sys/firmware/efi').ok) return files.stat('/sys/kernel').ok ? false : null;
  const listed = files.list(DIRECTORY);
  return !bytes.ok && bytes.error.kind === 'missing' && listed.ok && listed.value.length > 0 ? false : null;
}

/** systemd's note of where it hibernated to; null where there is none. systemd-hibernate-resume(8). */
export function readHibernateLocation(files: BootFiles): { readonly uuid: string | null } | null {
  const bytes = files.readRange(`${DIRECTORY}/HibernateLocation-8cf2644b-4b0b-428f-9387-6d876050dc67`, 0, MAX_BYTES);
  if (!bytes.ok) return null;
  // JSON in UTF-16.
  const note = text(bytes.value.subarray(ATTRIBUTE_BYTES)) ?? '';
  return { uuid: /"uuid"\s*:\s*"([0-9a-fA-F-]{32,36})"/.exec(note)?.[1]?.toLowerCase() ?? null };
}

function bootNextOf(variables: Variables): BootOption | null {
  const number = variables.value('BootNext', GLOBAL, bootNumber);
  if (number === null) return null;
  const name = `Boot${number.toString(16).toUpperCase().padStart(4, '0')}`;
  return variables.value(name, GLOBAL, (bytes) => loadOption(number, bytes)) ?? { number, description: null, firmwareUpdater: false };
}

class Variables {
  readonly odd: string[] = [];
  readonly #files: BootFiles;
  readonly #names: ReadonlySet<string>;

  constructor(files: BootFiles, names: ReadonlySet<string>) {
    this.#files = files;
    this.#names = names;
  }

  has(name: string, vendor: string): boolean {
    return this.#names.has(`${name}-${vendor}`);
  }

  /** null where it is not set; also where it is odd, and then it is noted. */
  value<T>(name: string, vendor: string, parse: (bytes: Uint8Array) => T | null): T | null {
    if (!this.has(name, vendor)) return null;
    const bytes = this.#files.readRange(`${DIRECTORY}/${name}-${vendor}`, 0, MAX_BYTES);
    const gone = !bytes.ok && bytes.error.kind === 'missing'; // deleted since it was listed
    const parsed = bytes.ok && bytes.value.length >= ATTRIBUTE_BYTES && bytes.value.length < MAX_BYTES ? parse(bytes.value.subarray(ATTRIBUTE_BYTES)) : null;
    if (parsed === null && !gone) this.odd.push(name);
    return parsed;
  }
}
