import { existsSync, readFileSync } from 'node:fs';

/** Where live systems of Debian, Ubuntu, Fedora, Arch and openSUSE have what they were started from. */
const PLACES = ['/run/live', '/lib/live/mount', '/cdrom/casper', '/run/initramfs/live', '/run/archiso', '/run/overlay/live'];
const ARGUMENTS = /(?:^|\s)(?:boot=(?:live|casper)|rd\.live\.image|archisobasedir=|kiwi\.live)/;

/** This system was started from a live medium: after a restart it is as it was, so an update is no reason for one. live-boot(7), dracut.cmdline(7). */
export function isLiveSession(root = '/'): boolean {
  return PLACES.some((place) => existsSync(`${root}${place.slice(1)}`)) || ARGUMENTS.test(commandLine(root));
}

function commandLine(root: string): string {
  try {
    return readFileSync(`${root}proc/cmdline`, 'latin1');
  } catch {
    return ''; // no /proc: then nobody knows
  }
}
