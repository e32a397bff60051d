import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Debian } from './debian.ts';

/** Makes the package where it is older than its parts, and says where it is. */
export function packageFile(): string {
  // One at a time: test files run side by side.
  mkdirSync('.cache', { recursive: true });
  execFileSync('flock', ['.cache/deb.lock', 'make', '--no-print-directory', 'deb'], { stdio: ['ignore', 'ignore', 'inherit'] });
  return `dist/quick-restart_${projectVersion()}_all.deb`;
}

/** Makes the tray app's package where it is older than its parts, and says where it is. */
export function trayPackageFile(): string {
  packageFile(); // one target makes both
  return join('dist', readFileSync('dist/tray-package.txt', 'utf8').trim());
}

export function projectVersion(): string {
  return (JSON.parse(readFileSync('package.json', 'utf8')) as { readonly version: string }).version;
}

/** Puts the package at /srv/quick-restart.deb of a test system. */
export function copyPackage(debian: Debian): void {
  debian.shell('cat >/srv/quick-restart.deb', readFileSync(packageFile()));
}

/** Puts both packages into a test system: /srv/quick-restart.deb and /srv/quick-restart-tray.deb. */
export function copyPackages(debian: Debian): void {
  copyPackage(debian);
  debian.shell('cat >/srv/quick-restart-tray.deb', readFileSync(trayPackageFile()));
}

/** Every file and folder of the system but those of dpkg's own records, of caches, of logs and of /proc, /run, /dev. */
export function everyPath(debian: Debian): readonly string[] {
  return debian
    .shell('find / -xdev \\( -path /var/lib/dpkg -o -path /var/cache -o -path /var/log -o -path /proc -o -path /run -o -path /dev -o -path /root -o -path /tmp \\) -prune -o -print')
    .split('\n')
    .filter((path) => path !== '')
    .sort();
}
