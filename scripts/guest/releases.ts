/** A release of Debian that a guest runs, and where its newer kernel comes from: the two suites' names in the archive. */
export interface GuestRelease {
  readonly title: string;
  readonly suite: string;
  readonly newerSuite: string;
}

/** What every suite runs on that does not ask for another. */
export const DEBIAN_13: GuestRelease = { title: 'Debian 13', suite: 'trixie', newerSuite: 'testing' };

/** The releases whose systemd, kernel and GRUB are others: systemd 252, 257 and that of testing. */
export const GUEST_RELEASES: readonly GuestRelease[] = [
  { title: 'Debian 12', suite: 'bookworm', newerSuite: 'bookworm-backports' },
  DEBIAN_13,
  { title: 'Debian testing', suite: 'forky', newerSuite: 'sid' },
];
