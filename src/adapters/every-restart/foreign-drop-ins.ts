import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const UNIT = 'systemd-reboot.service';
/** systemd.unit(5), System Unit Search Path; the last two are where distributions put systemd's own. */
const ADMINISTRATORS = ['/etc', '/run', '/usr/local/lib'] as const;
const ALL = [...ADMINISTRATORS, '/usr/lib', '/lib'] as const;

/**
 * Files that change systemd-reboot.service, or replace it: the machine is restarted in a way of its own, which a jump would pass over.
 * systemd/libexec/load-next looks at the same places. `/lib` is left out where it is a link to `/usr/lib`: each file is named once.
 */
export function foreignDropIns(root: string): readonly string[] {
  const dropIns = ALL.flatMap((directory) => {
    const folder = `${directory}/systemd/system/${UNIT}.d`;
    return namesIn(join(root, folder)).filter((name) => name.endsWith('.conf')).map((name) => `${folder}/${name}`);
  });
  const replaced = ADMINISTRATORS.map((directory) => `${directory}/systemd/system/${UNIT}`).filter((path) => existsSync(join(root, path)));
  return [...replaced, ...dropIns.filter((path) => !(path.startsWith('/lib/') && dropIns.includes(`/usr${path}`)))];
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return []; // not there
  }
}
