/**
 * What kind of place `root=` names: a device that can be looked up, something known that only the initrd finds, or nothing known.
 * Sources: Linux Documentation/admin-guide/kernel-parameters.txt, `root=`, and block/early-lookup.c; dracut.cmdline(7);
 * systemd-fstab-generator(8) and systemd-gpt-auto-generator(8); initramfs-tools(7), `root=`.
 *
 * @example rootScheme('ZFS=rpool/ROOT') // 'initrd'
 */
export function rootScheme(value: string): 'device' | 'initrd' | 'unknown' {
  if (/^(?:block:)?(?:\/dev\/(?!nfs$|cifs$).|(?:UUID|PARTUUID|LABEL|PARTLABEL|ID)=.)/.test(value)) return 'device';
  if (/^(?:\d+:\d+(?::\d+)?|[0-9a-f]{3,8})$/i.test(value)) return 'device';
  return INITRD.some((pattern) => pattern.test(value)) ? 'initrd' : 'unknown';
}

const INITRD: readonly RegExp[] = [
  /^zfs[:=]?|^zfs$/i,
  /^(?:\/dev\/)?(?:nfs|cifs)$/,
  /^(?:nfs4?|cifs|iscsi|nbd|fcoe|aoe|live|liveiso|livenet|virtiofs|9p|mtd|ubi\d*|dmsquash|http|https|ftp|tftp|s390x?):/,
  /^(?:dhcp6?|on|any|auto6|gpt-auto|fstab|tmpfs|overlay|ubi\d+_\d+|mtd\d+)$/,
];
