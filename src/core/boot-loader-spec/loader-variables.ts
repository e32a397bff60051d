import type { ConfigFiles } from '../config-files.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { said } from '../said.ts';
import { remark } from '../sentence.ts';

/**
 * What boot loader and system tell each other through EFI variables; null where a variable is not set or there is no EFI.
 * Ids and patterns are in lower case, as systemd-boot compares them.
 */
export interface LoaderVariables {
  /** The boot loader that started this system: `systemd-boot 257.7-1`, `GRUB 2.12`, … */
  readonly loaderInfo: string | null;
  /** The entry to start next time only. */
  readonly oneShot: string | null;
  readonly preferred: string | null;
  readonly default: string | null;
  /** The entry that this system was started from. */
  readonly selected: string | null;
  /** The entry that `@saved` stands for. */
  readonly lastBooted: string | null;
  /** Ids of everything that the boot loader showed when this system was started, in its order. */
  readonly entries: readonly string[];
  /** null where the boot loader does not say what it can. */
  readonly knowsPreferred: boolean | null;
  /** Secure Boot is on; null where that could not be read. */
  readonly secureBoot: boolean | null;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads those variables from efivarfs. Reading consumes nothing: the one-shot entry stays for the boot loader.
 * Source: systemd, The Boot Loader Interface; Linux Documentation/filesystems/efivarfs.rst (four bytes of attributes first).
 */
export function readLoaderVariables(files: ConfigFiles): LoaderVariables {
  const diagnostics: Diagnostic[] = [];
  const raw = (name: string, vendor: string): Uint8Array | null => readVariable(files, `${name}-${vendor}`, diagnostics);
  const text = (name: string): string | null => {
    const bytes = raw(name, LOADER);
    return bytes === null ? null : (textsOf(bytes)[0] ?? '');
  };
  const id = (name: string): string | null => text(name)?.toLowerCase() ?? null;
  const features = raw('LoaderFeatures', LOADER);
  const secureBoot = raw('SecureBoot', EFI_GLOBAL);
  return {
    loaderInfo: text('LoaderInfo'),
    oneShot: id('LoaderEntryOneShot'),
    preferred: id('LoaderEntryPreferred'),
    default: id('LoaderEntryDefault'),
    selected: id('LoaderEntrySelected'),
    lastBooted: id('LoaderEntryLastBooted'),
    entries: textsOf(raw('LoaderEntries', LOADER)).map((one) => one.toLowerCase()),
    knowsPreferred: features === null ? null : ((features[PREFERRED_BIT >> 3] ?? 0) & (1 << (PREFERRED_BIT & 7))) !== 0,
    secureBoot: secureBoot === null ? null : secureBoot[0] === 1,
    diagnostics,
  };
}

const DIRECTORY = '/sys/firmware/efi/efivars';
const LOADER = '4a67b082-0a4c-41cf-b6c7-440b29bb8c4f';
const EFI_GLOBAL = '8be4df61-93ca-11d2-aa0d-00e098032b8c';
const ATTRIBUTE_BYTES = 4;
const MAX_BYTES = 64 * 1024;
const PREFERRED_BIT = 19;

function readVariable(files: ConfigFiles, name: string, diagnostics: Diagnostic[]): Uint8Array | null {
  const path = `${DIRECTORY}/${name}`;
  const bytes = files.readRange(path, 0, MAX_BYTES);
  if (bytes.ok) return bytes.value.length < ATTRIBUTE_BYTES ? null : bytes.value.subarray(ATTRIBUTE_BYTES);
  if (bytes.error.kind !== 'missing') diagnostics.push({ file: path, line: 0, kind: 'file-unreadable', ...said(remark('The EFI variable could not be read: {detail}.', { detail: bytes.error.detail })) });
  return null;
}

/** UTF-16LE texts, each of them up to its NUL. */
function textsOf(bytes: Uint8Array | null): readonly string[] {
  if (bytes === null) return [];
  const codes: number[] = [];
  for (let at = 0; at + 1 < bytes.length; at += 2) codes.push((bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8));
  const text = codes.map((code) => String.fromCharCode(code)).join('');
  const texts = text.split('\0');
  return texts.at(-1) === '' ? texts.slice(0, -1) : texts;
}
