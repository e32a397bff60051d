import type { AdviceFacts, FwupdFacts } from '../../core/restart-plan/advice-facts.ts';
import { parseEnvironmentBlock } from '../../core/grub/index.ts';
import type { BootFiles } from '../../ports/boot-files.ts';
import type { FileSystems } from '../../ports/file-systems.ts';
import { readFirmware } from '../efi-variables/firmware-variables.ts';
import { BlockDevices } from './block-devices.ts';
import { readGraphics } from './graphics.ts';
import { readHibernation } from './hibernation.ts';
import { readRoot, wantedRoot } from './root-disk.ts';

/** Where advice is read from, beside the running system's own files. */
export interface AdviceSources {
  /** The system whose entries are planned: the running one, or the one given by --root. */
  readonly target: BootFiles;
  readonly fileSystems: FileSystems;
  /** Called only where fwupd is installed: it takes the bus, and the transport to it. */
  readonly askFwupd: () => Promise<FwupdFacts>;
}

/** Reads all that advice is made from; see AdviceFacts for each source. `host` is the running system. */
export async function readAdvice(host: BootFiles, { target, fileSystems, askFwupd }: AdviceSources, commandLine: string): Promise<AdviceFacts> {
  // It answers while the files are read.
  const fwupd: Promise<FwupdFacts> = host.stat(FWUPD_ACTIVATION).ok ? askFwupd() : Promise.resolve({ kind: 'absent' });
  const devices = new BlockDevices(host);
  return {
    firmware: readFirmware(host),
    nextEntry: readNextEntry(target),
    packages: readPackages(target),
    hibernation: readHibernation(host, devices, commandLine),
    root: target.root === host.root ? readRoot(host, fileSystems, devices, commandLine) : { kind: 'elsewhere', wanted: wantedRoot(devices, commandLine) },
    graphics: readGraphics(host),
    fwupd: await fwupd,
  };
}

/** Where fwupd, once installed, tells the bus how it is started. */
const FWUPD_ACTIVATION = '/usr/share/dbus-1/system-services/org.freedesktop.fwupd.service';
const PACKAGES = '/run/reboot-required.pkgs';
const MAX_BYTES = 64 * 1024;
const GRUB_DIRECTORIES = ['/boot/grub', '/boot/grub2'] as const;

/** The environment block of the GRUB whose configuration is read; no configuration, no entry. */
function readNextEntry(files: BootFiles): string | null | undefined {
  const directory = GRUB_DIRECTORIES.find((one) => files.readRange(`${one}/grub.cfg`, 0, 1).ok);
  if (directory === undefined) return null;
  const block = files.readText(`${directory}/grubenv`, MAX_BYTES);
  if (!block.ok) return block.error.kind === 'missing' ? null : undefined;
  const variables = parseEnvironmentBlock(block.value.text);
  return variables.ok ? variables.value.get('next_entry') || null : undefined;
}

function readPackages(files: BootFiles): readonly string[] | null {
  const text = files.readText(PACKAGES, MAX_BYTES);
  if (!text.ok) return text.error.kind === 'missing' ? [] : null;
  return [...new Set(text.value.text.split('\n').map((line) => line.trim()))].filter((name) => name !== '');
}
