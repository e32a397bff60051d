import { output } from './programs.ts';

/**
 * The mirror of the Debian archive that this machine's own apt uses; null where it uses none (another distribution),
 * where mmdebstrap then takes its own default.
 */
export async function debianMirror(): Promise<string | null> {
  try {
    return mirrorOf(await output('apt-get', ['indextargets', '--format', '$(ORIGIN)|$(LABEL)|$(SITE)', 'Created-By: Packages']));
  } catch {
    return null; // no apt here
  }
}

/**
 * The first site of the archive itself (label Debian; updates carry it too, security and backports do not).
 *
 * @example mirrorOf('Ubuntu|Ubuntu|http://a/\nDebian|Debian|http://b/debian\n') === 'http://b/debian'
 */
export function mirrorOf(targets: string): string | null {
  const line = targets.split('\n').find((one) => one.startsWith('Debian|Debian|'));
  return line?.split('|')[2] ?? null;
}
