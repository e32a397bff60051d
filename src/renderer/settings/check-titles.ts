import type { CheckId, CheckOutcome } from '../../core/restart-plan/check.ts';
import type { Translator } from '../../words/index.ts';

/** What a check looks at, in the person's language; of one that only a newer helper knows, its own name. */
export function checkTitle(id: CheckOutcome['id'], words: Translator): string {
  const known = new Map(Object.entries(titles(words)));
  return known.get(id) ?? id.replaceAll('-', ' ');
}

function titles({ t }: Translator): Readonly<Record<CheckId, string>> {
  return {
    'default-entry': t('Which Entry to Start'),
    'entry-fit': t('Kind of Entry'),
    'kernel-image': t('Kernel Image'),
    'kernel-architecture': t('Architecture'),
    'kernel-signature': t('Kernel Signature'),
    'kernel-modules': t('Kernel Modules'),
    initrds: t('Initial RAM Disks'),
    'initrd-age': t('Age of the Initial RAM Disk'),
    'root-argument': t('Root File System'),
    'command-line': t('Command Line'),
    memory: t('Memory'),
    'boot-space': t('Space for Kernels'),
    'kexec-tool': t('kexec Tool'),
    'kexec-support': t('kexec in This Kernel'),
    'kexec-load-disabled': t('kexec Allowed'),
    lockdown: t('Kernel Lockdown'),
    'package-manager': t('Upgrades Under Way'),
    'staged-upgrade': t('Staged Upgrade'),
    container: t('Real Machine'),
    hypervisor: t('Hypervisor'),
    'already-loaded': t('Loaded Kernel'),
    'failed-before': t('Came Up Before'),
    'newest-differs': t('Newest Kernel'),
    'firmware-update': t('Firmware Updates'),
    'secure-boot-keys': t('Secure Boot Keys'),
    'firmware-setup': t('Firmware Setup'),
    'one-shot-entry': t('Choice for the Next Start'),
    'boot-loader-upgraded': t('Boot Loader'),
    microcode: t('Processor Microcode'),
    'hibernation-image': t('Hibernation'),
    'root-disk': t('Root Disk'),
    'disk-passphrase': t('Disk Passphrase'),
    graphics: t('Graphics Driver'),
    'initrd-tools': t('Initial RAM Disks in the Making'),
    inhibitors: t('Programs in the Way'),
    'other-people': t('Other People'),
    'remote-session': t('Remote Session'),
  };
}
