import { findParameter, parametersOf } from '../../core/kernel/command-line.ts';
import type { EncryptedLayer, FoundDevice, RootFacts } from '../../core/restart-plan/advice-facts.ts';
import { fileSystemOf } from '../../core/file-systems.ts';
import type { BootFiles } from '../../ports/boot-files.ts';
import type { FileSystems } from '../../ports/file-systems.ts';
import { baseName, type BlockDevices } from './block-devices.ts';

const MAX_BYTES = 256 * 1024;

/** The running root's device, what the entry's `root=` means, and the encryption below the running root (dm-crypt's in /sys). */
export function readRoot(files: BootFiles, fileSystems: FileSystems, devices: BlockDevices, commandLine: string): RootFacts {
  const mounted = fileSystemOf(fileSystems.read(), '/');
  const found = mounted === null || mounted.device === null ? null : devices.find(mounted.device);
  const running = found?.kind === 'found' ? found.device : null;
  return {
    kind: 'here',
    running,
    wanted: wantedRoot(devices, commandLine),
    encryption: running === null ? withoutDevice(mounted) : encryptionBelow(files, devices, baseName(running.name), commandLine),
  };
}

/** The device that the command line's `root=` means on this machine. */
export function wantedRoot(devices: BlockDevices, commandLine: string): FoundDevice {
  const specification = findParameter(commandLine, 'root')?.value;
  return specification ? devices.find(specification) : { kind: 'unknown' };
}

/** A root file system that is no block device (network, memory) has nothing to be opened; ZFS and overlays may have. */
function withoutDevice(mounted: { readonly type: string; readonly device: string | null } | null): readonly EncryptedLayer[] | null {
  return mounted !== null && mounted.device === null && /^(?:nfs4?|9p|virtiofs|tmpfs|rootfs|ramfs)$/.test(mounted.type) ? [] : null;
}

function encryptionBelow(files: BootFiles, devices: BlockDevices, name: string, commandLine: string): readonly EncryptedLayer[] | null {
  if (!files.list('/sys/class/block').ok) return null;
  return devices.stackOf(name).flatMap((one) => {
    if (devices.attribute(one, 'dm/uuid')?.startsWith('CRYPT-') !== true) return [];
    const mapped = devices.attribute(one, 'dm/name') ?? one;
    return [{ name: mapped, key: keyOf(files, mapped, commandLine) }];
  });
}

/** crypttab(5): name, device, key file, options. systemd-cryptsetup-generator(8): rd.luks.options=, rd.luks.key=. */
function keyOf(files: BootFiles, name: string, commandLine: string): EncryptedLayer['key'] {
  const table = files.readText('/etc/crypttab', MAX_BYTES);
  const rows = (table.ok ? table.value.text.split('\n') : []).map((line) => line.trim().split(/\s+/));
  const [, , file = 'none', options = ''] = rows.find(([one]) => one === name) ?? [];
  const said = parametersOf(commandLine).filter((one) => /^(?:rd\.)?luks\.options$/.test(one.name)).map((one) => one.value ?? '');
  const all = [options, ...said].join(',');
  if (all.includes('tpm2-device=')) return 'tpm2';
  if (/fido2-device=|pkcs11-uri=/.test(all)) return 'token';
  const given = (file !== 'none' && file !== '-' && file !== '') || parametersOf(commandLine).some((one) => /^(?:(?:rd\.)?luks\.key|cryptkey)$/.test(one.name));
  return given ? 'key-file' : 'passphrase';
}
