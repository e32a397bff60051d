/**
 * Boot entries as the UAPI Group's Boot Loader Specification has them: entry files (Type #1) and unified kernel images
 * (Type #2), loader.conf and the EFI variables of systemd's Boot Loader Interface, in the order and with the default that
 * systemd-boot would use. Where specification and systemd-boot differ, systemd-boot counts: it is what starts the machine.
 * For GRUB: what its two `blscfg` commands, GNU's and that of Fedora and RHEL, make of the same files.
 *
 * Refused, each with a problem of its entry: EFI programs that are not Linux, kernels behind a URL, device trees, profiles
 * with a kernel or initrd of their own, add-ons and companion files that kexec(8) cannot pass on. Not read: entries and
 * command lines from SMBIOS, Secure Boot keys to enrol, the choice after a failed firmware update (LoaderEntrySysFail).
 */
export { blscfgEntries, blscfgEntriesOf, isBlscfgName, type BlscfgEntries, type BlscfgEntry, type BlscfgFile, type BlscfgOrigin } from './blscfg.ts';
export { expandVariables } from './blscfg-variables.ts';
export { readBootCounter, type BootCounter, type CountedName } from './boot-counting.ts';
export { compareFileNames } from './file-version-order.ts';
export { matchesGlob } from './glob.ts';
export { NO_LOADER_CONF, parseLoaderConf, type LoaderConf } from './loader-conf.ts';
export { readLoaderVariables, type LoaderVariables } from './loader-variables.ts';
export { comparePackageNames, comparePackageVersions } from './package-version-order.ts';
export { readBootLoaderSpec, type BootLoaderSpecMenu, type BootLoaderSpecOptions, type BootPartitions } from './read-boot-loader-spec.ts';
export { readLoaderEntries, type EntryDirectory, type FoundEntries } from './read-entries.ts';
export { readUnifiedKernelImages, type ImageDirectory } from './read-images.ts';
export { parseLoaderEntry, type EntryProgram, type GrubKeys, type LoaderEntry } from './type1-entry.ts';
export { compareVersions } from './version-order.ts';
