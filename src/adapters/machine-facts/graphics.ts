import type { GraphicsDevice, GraphicsFacts } from '../../core/restart-plan/advice-facts.ts';
import { GRAPHICS_RULES_FILE, parseGraphicsRules, type GraphicsRulesFile } from '../../core/restart-plan/graphics-rules.ts';
import type { BootFiles } from '../../ports/boot-files.ts';
import { baseName } from './block-devices.ts';

const DEVICES = '/sys/bus/pci/devices';
const MAX_BYTES = 64 * 1024;
const MOST_DEVICES = 4096;

/** Display devices of the PCI bus that have a driver (Linux Documentation/ABI/testing/sysfs-bus-pci), and the administrator's rules. */
export function readGraphics(files: BootFiles): GraphicsFacts {
  const listed = files.list(DEVICES);
  const devices = listed.ok ? listed.value.slice(0, MOST_DEVICES).flatMap((one) => displayDevice(files, `${DEVICES}/${one}`) ?? []) : noBus(files);
  return { devices, ownRules: readOwnRules(files) };
}

/** A machine without a PCI bus has no device on it; without /sys nothing is known. */
function noBus(files: BootFiles): readonly GraphicsDevice[] | null {
  return files.list('/sys/bus').ok ? [] : null;
}

/** Class 03 is a display controller; PCI Code and ID Assignment Specification, 1.4. */
function displayDevice(files: BootFiles, path: string): GraphicsDevice | null {
  if (!word(files, `${path}/class`).startsWith('0x03')) return null;
  const driver = files.realPath(`${path}/driver`);
  if (!driver.ok) return null;
  const id = [word(files, `${path}/vendor`), word(files, `${path}/device`)].map((one) => one.replace(/^0x/, '').toLowerCase());
  return { driver: baseName(driver.value).replaceAll('-', '_'), id: id.join(':') };
}

function readOwnRules(files: BootFiles): GraphicsRulesFile {
  const text = files.readText(GRAPHICS_RULES_FILE, MAX_BYTES);
  if (text.ok) return parseGraphicsRules(text.value.text);
  return { rules: [], oddLines: text.error.kind === 'missing' ? [] : [0] };
}

function word(files: BootFiles, path: string): string {
  const text = files.readText(path, MAX_BYTES);
  return text.ok ? text.value.text.trim() : '';
}
