import type { ConfigFiles } from '../config-files.ts';
import { findParameter } from '../kernel/command-line.ts';
import type { FoundKernel } from './kernels.ts';

/**
 * Whether a kernel can be trusted to find its root without an initrd: it was built without modules, as its /boot/config-R
 * states, and `root=` is something that the kernel itself looks up (Linux init/do_mounts.c: a device's name or number,
 * PARTUUID=, PARTLABEL=; not UUID=, LABEL= or device mapper). Whatever else: no.
 */
export function startsWithoutInitrd(files: ConfigFiles, kernel: FoundKernel, commandLine: string): boolean {
  const root = findParameter(commandLine, 'root')?.value ?? '';
  if (!/^(?:\/dev\/(?:sd|vd|xvd|hd|nvme|mmcblk|nfs$)|PARTUUID=|PARTLABEL=|[0-9]+:[0-9]+$)/.test(root)) return false;
  const config = files.readText(`/boot/config-${kernel.suffix}`, 4 * 1024 * 1024);
  return config.ok && /^# CONFIG_MODULES is not set$/m.test(config.value.text);
}
