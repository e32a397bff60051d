/** A unit file (systemd.syntax(7)) as `Section.Key` and its values in order. Throws on a line that is none. */
export function readUnit(source: string): ReadonlyMap<string, readonly string[]> {
  const settings = new Map<string, string[]>();
  let section = '';
  for (const line of source.split('\n')) {
    if (line === '' || line.startsWith('#')) continue;
    const heading = /^\[(.+)\]$/.exec(line)?.[1];
    if (heading !== undefined) {
      section = heading;
      continue;
    }
    const [, key, value] = /^(\w+)=(.*)$/.exec(line) ?? [];
    if (key === undefined || value === undefined) throw new Error(`no setting: ${line}`);
    const name = `${section}.${key}`;
    settings.set(name, [...(settings.get(name) ?? []), value]);
  }
  return settings;
}
