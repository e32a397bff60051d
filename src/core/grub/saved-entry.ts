import { ok, type Result } from '../result.ts';
import { newEnvironmentBlock, parseEnvironmentBlock, setInEnvironmentBlock } from './environment-block.ts';
import type { GrubHost } from './host.ts';

const NAME = /(?:^|\/)grubenv$/;

type Changes = readonly (readonly [string, string | null])[];

/**
 * The host as it would be with another `saved_entry` in its environment blocks (files named `grubenv`) and no one-shot
 * settings; a missing block beside GRUB's own files counts as there.
 */
export function withSavedEntry(host: GrubHost, id: string): GrubHost {
  return withVariables(host, [['next_entry', null], ['prev_saved_entry', null], ['saved_entry', id]]);
}

/** The same with another one-shot entry (`next_entry`, as grub-reboot(8) sets it), and all else as it is. */
export function withOneShotEntry(host: GrubHost, id: string): GrubHost {
  return withVariables(host, [['next_entry', id]]);
}

function withVariables(host: GrubHost, changes: Changes): GrubHost {
  const isOwn = (device: string, path: string): boolean => device === host.prefixDevice && path === `${host.prefixPath}/grubenv`;
  return {
    platform: host.platform,
    cpu: host.cpu,
    prefixDevice: host.prefixDevice,
    prefixPath: host.prefixPath,
    keepsHexEscapes: host.keepsHexEscapes === true,
    idsComeFirst: host.idsComeFirst === true,
    search: (by, value, hints) => host.search(by, value, hints),
    systemPath: (device, path) => host.systemPath(device, path),
    hasDevice: (name) => host.hasDevice(name),
    probe: (device, what) => host.probe(device, what),
    list: (device, path) => host.list(device, path),
    stat: (device, path) => host.stat(device, path) ?? (isOwn(device, path) ? { kind: 'file', sizeBytes: 1024, modifiedMs: 0 } : null),
    readText: (device, path): Result<string, 'missing' | 'unreadable' | 'too-large'> => {
      const text = host.readText(device, path);
      if (text.ok) return NAME.test(path) ? ok(changed(text.value, changes)) : text;
      return isOwn(device, path) && text.error === 'missing' ? ok(changed(newEnvironmentBlock(), changes)) : text;
    },
  };
}

function changed(text: string, changes: Changes): string {
  let block = text;
  for (const [name, value] of changes) {
    if (!parseEnvironmentBlock(block).ok) return text;
    const edited = setInEnvironmentBlock(block, name, value);
    if (edited.ok) block = edited.value;
  }
  return block;
}
