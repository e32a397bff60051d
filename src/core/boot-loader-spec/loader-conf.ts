import { keyValues } from './key-values.ts';

/** What of loader.conf decides which entries there are and which one is started. */
export interface LoaderConf {
  /** Pattern of ids, in lower case as ids are; `@saved` for the entry that was started last; null where not set. */
  readonly default: string | null;
  /** As `default`, but never an entry that has no tries left. systemd 260. */
  readonly preferred: string | null;
  /** Whether other systems and the EFI shell are looked for. */
  readonly autoEntries: boolean;
}

/** Nothing is set. */
export const NO_LOADER_CONF: LoaderConf = { default: null, preferred: null, autoEntries: true };

/**
 * Reads loader.conf as systemd-boot does: the last line of a key that can be understood counts. Source: loader.conf(5).
 *
 * @example parseLoaderConf('timeout 3\ndefault debian-*\n').default // 'debian-*'
 */
export function parseLoaderConf(text: string): LoaderConf {
  const lines = keyValues(text, ' \t');
  const pattern = (key: string): string | null => {
    const usable = lines.filter((one) => one.key === key && (!one.value.startsWith('@') || one.value.toLowerCase() === '@saved'));
    return usable.at(-1)?.value.toLowerCase() ?? null;
  };
  const autoEntries = lines.filter((one) => one.key === 'auto-entries').flatMap((one) => BOOLEANS.get(one.value) ?? []);
  return { default: pattern('default'), preferred: pattern('preferred'), autoEntries: autoEntries.at(-1) ?? true };
}

const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ...['1', 'yes', 'y', 'true', 't', 'on'].map((word) => [word, true] as const),
  ...['0', 'no', 'n', 'false', 'f', 'off'].map((word) => [word, false] as const),
]);
