import type { CheckFacts, HypervisorFacts, MemoryFacts, SignatureFacts } from '../../core/restart-plan/check-facts.ts';
import type { BootFiles } from '../../ports/boot-files.ts';
import type { PlannedFiles } from '../../ports/machine-facts.ts';
import { readSecureBoot } from '../efi-variables/firmware-variables.ts';
import { readBootSpace } from './boot-space.ts';
import type { KernelConfig } from './kernel-config.ts';
import { readKernelModules } from './kernel-modules.ts';

const MAX_BYTES = 64 * 1024;

/** Reads all that CheckFacts holds. `host` is the running system, `target` the one whose entry is planned. */
export function readCheckFacts(host: BootFiles, target: BootFiles, entry: PlannedFiles | null, config: KernelConfig | null): CheckFacts {
  return {
    signatures: readSignatures(host, config),
    memory: readMemory(host),
    modules: entry === null ? { kind: 'unknown' } : readKernelModules(target, entry),
    bootSpace: entry === null ? null : readBootSpace(target, entry),
    hypervisor: readHypervisor(host),
    stagedUpgrade: target.root === host.root ? readStagedUpgrade(host) : null,
  };
}

/** ostree-admin-deploy(1), --stage: rpm-ostree and bootc stage every upgrade; the file is written when it is, and ends with this boot. */
function readStagedUpgrade(files: BootFiles): boolean | null {
  return files.stat('/run/ostree-booted').ok ? files.stat('/run/ostree/staged-deployment').ok : null;
}

function readSignatures(files: BootFiles, config: KernelConfig | null): SignatureFacts {
  return {
    secureBoot: readSecureBoot(files),
    checked: config?.has('CONFIG_KEXEC_SIG') ?? null,
    forced: config?.has('CONFIG_KEXEC_SIG_FORCE') ?? null,
    forcedBySecureBoot: config?.has('CONFIG_IMA_ARCH_POLICY') ?? null,
  };
}

function readMemory(files: BootFiles): MemoryFacts | null {
  const text = files.readText('/proc/meminfo', MAX_BYTES);
  if (!text.ok) return null;
  const kibibytes = (name: string): number | null => {
    const found = new RegExp(`^${name}:\\s+(\\d{1,12}) kB$`, 'm').exec(text.value.text)?.[1];
    return found === undefined ? null : Number(found) * 1024;
  };
  const availableBytes = kibibytes('MemAvailable');
  return availableBytes === null ? null : { availableBytes, swapFreeBytes: kibibytes('SwapFree') ?? 0 };
}

function readHypervisor(files: BootFiles): HypervisorFacts {
  const smbios = (name: string): string | null => word(files, `/sys/class/dmi/id/${name}`);
  return { xenDom0: isXenDom0(files), vendor: smbios('sys_vendor'), product: smbios('product_name'), chassisAssetTag: smbios('chassis_asset_tag') };
}

/** Linux Documentation/ABI/stable/sysfs-hypervisor-xen; dom0's own UUID is zeros, and /proc/xen says control_d. */
function isXenDom0(files: BootFiles): boolean | null {
  const type = word(files, '/sys/hypervisor/type');
  if (type === null) return files.stat('/sys/kernel').ok ? false : null;
  if (type !== 'xen') return false;
  const capabilities = word(files, '/proc/xen/capabilities');
  if (capabilities !== null && capabilities !== '') return capabilities.includes('control_d');
  const uuid = word(files, '/sys/hypervisor/uuid');
  return uuid === null ? null : /^[0-]+$/.test(uuid);
}

function word(files: BootFiles, path: string): string | null {
  const text = files.readText(path, MAX_BYTES);
  return text.ok ? text.value.text.trim() : null;
}
