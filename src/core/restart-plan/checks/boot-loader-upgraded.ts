import { say } from '../../sentence.ts';
import type { AdviceFacts } from '../advice-facts.ts';
import type { CheckOutcome } from '../check.ts';
import { outcome } from '../outcome.ts';

/**
 * The boot loader itself was upgraded and asked for a restart (/run/reboot-required.pkgs). Nothing of it runs now, and what lies on the
 * disk is the new one already, so nothing stands against a quick restart: a note.
 */
export function checkBootLoaderUpgraded({ packages }: AdviceFacts): CheckOutcome {
  if (packages === null) return outcome('boot-loader-upgraded', 'unknown', say('Which packages asked for a restart could not be read.'), say('A new boot loader is used at the next ordinary restart.'));
  const upgraded = packages.filter((name) => BOOT_LOADERS.test(name));
  if (upgraded.length === 0) return outcome('boot-loader-upgraded', 'ok', say('The boot loader asked for no restart.'));
  return outcome(
    'boot-loader-upgraded',
    'ok',
    say('The boot loader was upgraded ({packages}); a quick restart does not start it.', { packages: upgraded.slice(0, 3).join(', ') }),
    say('It is used from the next ordinary restart on; to have that now: quick-restart now --full.'),
  );
}

/** Package names of Debian, Fedora, openSUSE and Arch. */
const BOOT_LOADERS = /^(?:shim(?:-.+)?|grub2?(?:-.+)?|systemd-boot(?:-.+)?|refind|limine|syslinux(?:-.+)?|extlinux|u-boot(?:-.+)?|zipl|s390-tools)$/;
