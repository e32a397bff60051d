import { readdirSync, readFileSync, statSync } from 'node:fs';
import type { GrubHost } from '../../../src/core/grub/index.ts';

/** The host that grub-emu shows to scripts: the file systems of the machine, all under the one device `host`. */
export function realHost(prefixPath: string): GrubHost {
  return {
    platform: 'emu',
    cpu: 'x86_64',
    prefixDevice: 'host',
    prefixPath,
    search: () => null,
    stat: (device, path) => {
      if (device !== 'host') return null;
      const status = statSync(path, { throwIfNoEntry: false });
      if (status === undefined) return null;
      return { kind: status.isDirectory() ? 'directory' : status.isFile() ? 'file' : 'other', sizeBytes: status.size, modifiedMs: status.mtimeMs };
    },
    readText: (device, path) => {
      try {
        return device === 'host' ? { ok: true, value: readFileSync(path, 'utf8') } : { ok: false, error: 'missing' };
      } catch {
        return { ok: false, error: 'missing' };
      }
    },
    systemPath: (device, path) => (device === 'host' ? path : null),
    hasDevice: (name) => name === 'host',
    probe: () => null,
    list: (device, path) => {
      try {
        return device === 'host' ? { ok: true, value: readdirSync(path) } : { ok: false, error: 'missing' };
      } catch {
        return { ok: false, error: 'missing' };
      }
    },
  };
}
