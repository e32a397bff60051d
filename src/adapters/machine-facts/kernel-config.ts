import { gunzipSync } from 'node:zlib';
import type { BootFiles } from '../../ports/boot-files.ts';

const MAX_BYTES = 2 * 1024 * 1024;

/** What the running kernel was built with, as far as anybody asks; `y` and `m` are both true. */
export interface KernelConfig {
  has(option: string): boolean;
}

/**
 * The running kernel's configuration; null where it is nowhere to be read.
 * Places: /boot/config-RELEASE, /usr/lib/modules/RELEASE/config, /lib/modules/RELEASE/build/.config, /proc/config.gz.
 */
export function runningKernelConfig(files: BootFiles, release: string): KernelConfig | null {
  const text = installedConfig(files, release) ?? packedConfig(files);
  return text === null ? null : { has: (option) => new RegExp(`^${option}=[ym]$`, 'm').test(text) };
}

/** Whether an installed kernel was built with modules (`=m`); null where its configuration is not installed. */
export function hasModules(files: BootFiles, release: string): boolean | null {
  const text = installedConfig(files, release);
  return text === null ? null : /^CONFIG_\w+=m$/m.test(text);
}

function installedConfig(files: BootFiles, release: string): string | null {
  for (const path of [`/boot/config-${release}`, `/usr/lib/modules/${release}/config`, `/lib/modules/${release}/build/.config`]) {
    const text = files.readText(path, MAX_BYTES);
    if (text.ok) return text.value.text;
  }
  return null;
}

function packedConfig(files: BootFiles): string | null {
  const packed = files.readRange('/proc/config.gz', 0, MAX_BYTES);
  if (!packed.ok) return null;
  try {
    return gunzipSync(packed.value, { maxOutputLength: MAX_BYTES }).toString('latin1');
  } catch {
    return null;
  }
}
