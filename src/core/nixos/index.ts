/**
 * NixOS without its boot loader: the generations of the system profile under /nix/var/nix/profiles, each a directory of the
 * Nix store with its kernel, initrd, kernel parameters and init (nixpkgs, nixos/modules/system/activation/top-level.nix), or
 * described in its `boot.json` (NixOS RFC 125, bootspec v1), which is preferred.
 *
 * Refused: initrds that the boot loader completes with secrets when it is installed, and device trees.
 */
import type { BootEntryDraft } from '../boot-entry/boot-entry.ts';
import type { EntriesRead } from '../boot-entry/entries-read.ts';
import type { ConfigFiles } from '../config-files.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { said } from '../said.ts';
import { remark } from '../sentence.ts';
import { readBootspec } from './bootspec.ts';
import type { BootableSystem } from './bootable-system.ts';
import { listGenerations, type Generation } from './generations.ts';
import { readSystemDirectory } from './system-directory.ts';
import { toDraft } from './to-draft.ts';

/**
 * Reads the generations of NixOS, the newest first, each followed by its specialisations. The default is the generation
 * that the system profile names: what an ordinary restart boots, unless the boot loader was told otherwise (its menu, a
 * one-shot entry, a configuration that was not installed). Never fails; no entries where this is not NixOS.
 */
export function readNixos(files: ConfigFiles): EntriesRead {
  const diagnostics: Diagnostic[] = [];
  const current = files.realPath('/nix/var/nix/profiles/system');
  const generations = listGenerations(files, diagnostics);
  let defaultFound = false;
  const entries: BootEntryDraft[] = [];
  for (const generation of generations) {
    const system = readSystem(files, generation, diagnostics);
    if (system === null) continue;
    const isDefault: boolean = !defaultFound && generation.profile === null && current.ok && isCurrent(files, generation, current.value);
    defaultFound ||= isDefault;
    entries.push(toDraft(files, system, generation, null, isDefault));
    for (const [name, special] of system.specialisations) entries.push(toDraft(files, special, generation, name, false));
  }
  if (entries.length > 0 && !defaultFound) {
    diagnostics.push({ file: '/nix/var/nix/profiles/system', line: 0, kind: 'default-entry', ...said(remark('The system profile names none of its generations.')) });
  }
  return { entries, diagnostics };
}

function readSystem(files: ConfigFiles, generation: Generation, diagnostics: Diagnostic[]): BootableSystem | null {
  const toplevel = files.realPath(generation.link);
  if (!toplevel.ok) {
    const missing = toplevel.error.kind === 'missing';
    diagnostics.push({
      file: generation.link,
      line: 0,
      kind: missing ? 'file-missing' : 'file-unreadable',
      ...said(missing ? remark('The generation is gone from the Nix store.') : remark('The generation cannot be read: {detail}.', { detail: toplevel.error.detail })),
    });
    return null;
  }
  return readBootspec(files, toplevel.value, diagnostics) ?? readSystemDirectory(files, toplevel.value, diagnostics);
}

/** Two generations may be the same system; the newest of them counts, and boots the same. */
function isCurrent(files: ConfigFiles, generation: Generation, current: string): boolean {
  const real = files.realPath(generation.link);
  return real.ok && real.value === current;
}
