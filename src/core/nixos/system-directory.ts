import type { ConfigFiles } from '../config-files.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { LIMITS, type BootableSystem } from './bootable-system.ts';

/**
 * The boot of a system that has no boot.json, from the files of its directory: `kernel`, `initrd`, `kernel-params`, `init`,
 * `nixos-version`, `append-initrd-secrets` and `specialisation/` (nixpkgs, nixos/modules/system/activation/top-level.nix).
 * Null, with a diagnostic, where `kernel-params` cannot be read.
 */
export function readSystemDirectory(files: ConfigFiles, toplevel: string, diagnostics: Diagnostic[]): BootableSystem | null {
  const system = readOne(files, toplevel, diagnostics);
  if (system === null) return null;
  const names = files.list(`${toplevel}/specialisation`);
  const specialisations = (names.ok ? names.value : []).slice(0, LIMITS.specialisations).flatMap((name) => {
    const real = files.realPath(`${toplevel}/specialisation/${name}`);
    const special = real.ok ? readOne(files, real.value, diagnostics) : null;
    return special === null ? [] : [[name, special] as const];
  });
  return { ...system, specialisations };
}

function readOne(files: ConfigFiles, toplevel: string, diagnostics: Diagnostic[]): BootableSystem | null {
  const file = `${toplevel}/kernel-params`;
  const parameters = files.readText(file, LIMITS.textBytes);
  if (!parameters.ok) {
    const missing = parameters.error.kind === 'missing';
    const message = missing ? 'The kernel parameters of this system are missing.' : `The kernel parameters cannot be read: ${parameters.error.detail}.`;
    diagnostics.push({ file, line: 0, kind: missing ? 'file-missing' : 'file-unreadable', message });
    return null;
  }
  const version = files.readText(`${toplevel}/nixos-version`, LIMITS.textBytes);
  return {
    file,
    label: version.ok ? `NixOS ${version.value.text.trim()}` : 'NixOS',
    kernel: `${toplevel}/kernel`,
    initrd: isThere(files, `${toplevel}/initrd`) ? `${toplevel}/initrd` : null,
    initrdSecrets: isThere(files, `${toplevel}/append-initrd-secrets`) ? `${toplevel}/append-initrd-secrets` : null,
    init: `${toplevel}/init`,
    kernelParameters: parameters.value.text.trim(),
    devicetree: null,
    garbled: !parameters.value.validUtf8,
    specialisations: [],
  };
}

/** A link whose target is gone is there too: its entry says what is missing. */
function isThere(files: ConfigFiles, path: string): boolean {
  const names = files.list(path.slice(0, path.lastIndexOf('/')));
  return names.ok && names.value.includes(path.slice(path.lastIndexOf('/') + 1));
}
