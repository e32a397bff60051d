#!/bin/sh
# set-up.sh TREE: the agents, and what a machine with GNOME does not do, in a new root file system.
set -eu
# Whoever is given an account from now on talks to us where getty logs them in.
cat >"$1/etc/skel/.profile" <<'P'
[ "$(tty)" != /dev/tty1 ] || exec /usr/local/libexec/quick-restart-try/agent /dev/virtio-ports/quick-restart.person
P
mkdir -p "$1/var/lib/quick-restart-try" "$1/var/log/journal"
chroot "$1" systemctl -q enable quick-restart-try-witness.service
# Not part of a restart, and each costs seconds on an emulated processor.
chroot "$1" systemctl -q mask serial-getty@ttyS0.service apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer e2scrub_all.timer e2scrub_reap.service fstrim.timer
