import { isAbsolute, join } from 'node:path';

/** The folders of a person's files; XDG Base Directory Specification. A variable that is no absolute path does not count. */
export interface UserFolders {
  readonly config: string;
  readonly state: string;
  readonly cache: string;
  /** Where system-wide configuration is, in the order of preference. */
  readonly systemConfig: readonly string[];
}

export function userFolders(environment: Readonly<Record<string, string | undefined>>, home: string): UserFolders {
  const absolute = (name: string): string | null => {
    const value = environment[name] ?? '';
    return isAbsolute(value) ? value : null;
  };
  return {
    config: absolute('XDG_CONFIG_HOME') ?? join(home, '.config'),
    state: absolute('XDG_STATE_HOME') ?? join(home, '.local/state'),
    cache: absolute('XDG_CACHE_HOME') ?? join(home, '.cache'),
    systemConfig: (environment['XDG_CONFIG_DIRS'] ?? '').split(':').filter(isAbsolute).concat('/etc/xdg'),
  };
}
