/** Boot protocol, type_of_loader: 0xD is kexec, by either call; Documentation/arch/x86/boot.rst. */
const KEXEC_LOADER_TYPE = 0xd;

/**
 * Whether another kernel started this one; null where the kernel does not tell.
 *
 * x86: the type of the loader that the boot parameters name (kernel.bootloader_type, Documentation/admin-guide/sysctl/kernel.rst; its
 * lower four bits are a version); null where there is no such file. Device trees: /chosen/linux,booted-from-kexec, where it is there;
 * that it is not says nothing.
 *
 * @example startedByKexec('208', false) // true
 */
export function startedByKexec(bootloaderType: string | null, inDeviceTree: boolean): boolean | null {
  if (bootloaderType !== null && /^\d{1,6}$/.test(bootloaderType)) return Number(bootloaderType) >> 4 === KEXEC_LOADER_TYPE;
  return inDeviceTree ? true : null;
}
