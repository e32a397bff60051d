import { gunzipSync } from 'node:zlib';
import type { BootFiles } from '../../ports/boot-files.ts';

const MAX_BYTES = 2 * 1024 * 1024;

/**
 * Whether the running kernel was built with `option` (`y` or `m`); null where its configuration is nowhere to be read.
 * Places: /boot/config-RELEASE, /usr/lib/modules/RELEASE/config, /lib/modules/RELEASE/build/.config, /proc/config.gz.
 */
export function kernelConfigOption(files: BootFiles, release: string, option: string): boolean | null {
  const text = readConfig(files, release);
  return text === null ? null : new RegExp(`^${option}=[ym]$`, 'm').test(text);
}

function readConfig(files: BootFiles, release: string): string | null {
  for (const path of [`/boot/config-${release}`, `/usr/lib/modules/${release}/config`, `/lib/modules/${release}/build/.config`]) {
    const text = files.readText(path, MAX_BYTES);
    if (text.ok) return text.value.text;
  }
  const packed = files.readRange('/proc/config.gz', 0, MAX_BYTES);
  if (!packed.ok) return null;
  try {
    return gunzipSync(packed.value, { maxOutputLength: MAX_BYTES }).toString('latin1');
  } catch {
    return null;
  }
}
