/**
 * The properties of a device in udev's database (/run/udev/data/b<major>:<minor>): lines `E:NAME=value`.
 *
 * @example parseUdevProperties('S:disk/by-id/x\nE:ID_FS_UUID=1234\n').get('ID_FS_UUID') // '1234'
 */
export function parseUdevProperties(text: string): ReadonlyMap<string, string> {
  const properties = new Map<string, string>();
  for (const line of text.split('\n')) {
    const equals = line.indexOf('=');
    if (line.startsWith('E:') && equals > 0) properties.set(line.slice(2, equals), line.slice(equals + 1));
  }
  return properties;
}
