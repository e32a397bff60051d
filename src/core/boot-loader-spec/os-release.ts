import { keyValues } from './key-values.ts';

/** What an unified kernel image says of itself, in the words of an entry file. */
export interface ImageNames {
  readonly title: string;
  readonly version: string | null;
  readonly sortKey: string | null;
}

/**
 * Takes title, version and sort key from the os-release(5) text in an image's section `.osrel`; null where it names
 * nothing, which makes systemd-boot hide the image. Source: systemd, src/fundamental/bootspec.c.
 */
export function imageNames(osRelease: string): ImageNames | null {
  const fields = new Map(keyValues(osRelease, '=').map(({ key, value }) => [key, value]));
  const first = (...keys: readonly string[]): string | null => keys.map((key) => fields.get(key)).find((value) => value !== undefined) ?? null;
  const title = first('PRETTY_NAME', 'IMAGE_ID', 'NAME', 'ID');
  if (title === null) return null;
  return { title, version: first('IMAGE_VERSION', 'VERSION', 'VERSION_ID', 'BUILD_ID'), sortKey: first('IMAGE_ID', 'ID') };
}
