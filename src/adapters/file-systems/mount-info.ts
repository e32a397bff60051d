/** One line of mountinfo. */
export interface Mount {
  /** `major:minor` */
  readonly deviceNumber: string;
  readonly rootPath: string;
  readonly mountPoint: string;
  readonly type: string;
  readonly source: string;
}

/**
 * Parses proc_pid_mountinfo(5): later mounts come later, a mount that is hidden below a later one at the same place is left out.
 *
 * @example parseMountInfo('25 1 254:1 / / rw - ext4 /dev/vda1 rw\n')[0].source // '/dev/vda1'
 */
export function parseMountInfo(text: string): readonly Mount[] {
  const byPlace = new Map<string, Mount>();
  for (const line of text.split('\n')) {
    const mount = parseLine(line);
    if (mount === null) continue;
    byPlace.delete(mount.mountPoint);
    byPlace.set(mount.mountPoint, mount);
  }
  return [...byPlace.values()];
}

function parseLine(line: string): Mount | null {
  const fields = line.split(' ');
  const dash = fields.indexOf('-', 6); // optional fields end with a lone dash
  const [, , deviceNumber, rootPath, mountPoint] = fields;
  const type = fields[dash + 1];
  const source = fields[dash + 2];
  if (dash < 0 || deviceNumber === undefined || rootPath === undefined || mountPoint === undefined || type === undefined || source === undefined) return null;
  return { deviceNumber, rootPath: unescapeOctal(rootPath), mountPoint: unescapeOctal(mountPoint), type, source: unescapeOctal(source) };
}

/** Undoes the `\040` escapes of /proc and fstab; octal bytes of UTF-8 sequences included. */
export function unescapeOctal(field: string): string {
  return field.replace(/(?:\\[0-3][0-7]{2})+/g, (run) => {
    const bytes = run.split('\\').slice(1).map((octal) => parseInt(octal, 8));
    return Buffer.from(bytes).toString('utf8');
  });
}
