import { existsSync } from 'node:fs';

/** UEFI for the virtual machine: code, and the variables that a new machine begins with. Sizes belong together. */
export interface UefiFirmware {
  readonly code: string;
  readonly variables: string;
}

/** Debian and Ubuntu, Fedora, Arch, openSUSE. */
const PLACES: readonly UefiFirmware[] = [
  { code: '/usr/share/OVMF/OVMF_CODE_4M.fd', variables: '/usr/share/OVMF/OVMF_VARS_4M.fd' },
  { code: '/usr/share/edk2/ovmf/OVMF_CODE.fd', variables: '/usr/share/edk2/ovmf/OVMF_VARS.fd' },
  { code: '/usr/share/edk2/x64/OVMF_CODE.4m.fd', variables: '/usr/share/edk2/x64/OVMF_VARS.4m.fd' },
  { code: '/usr/share/qemu/ovmf-x86_64-4m-code.bin', variables: '/usr/share/qemu/ovmf-x86_64-4m-vars.bin' },
];

/** The UEFI firmware that this machine has (OVMF). Throws where there is none. */
export function uefiFirmware(): UefiFirmware {
  const found = PLACES.find(({ code, variables }) => existsSync(code) && existsSync(variables));
  if (found === undefined) throw new Error(`There is no UEFI firmware for virtual machines (Debian: package ovmf). Looked for ${PLACES.map(({ code }) => code).join(', ')}.`);
  return found;
}
