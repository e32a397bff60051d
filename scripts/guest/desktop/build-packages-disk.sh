#!/bin/sh
# Makes a disk image with the packages of a small desktop, as root:   build-packages-disk.sh OUT SUITE OWNER PACKAGES [MIRROR]
# PACKAGES: names with blanks between. What they depend on beyond a minimal system comes along. The guest has no network.
set -eu
out=$1 suite=$2 owner=$3 packages=$4 mirror=${5:-}

[ "$(id -u)" = 0 ] || { echo 'build-packages-disk.sh: must run as root' >&2; exit 1; }
work=$(mktemp -d "${TMPDIR:-/tmp}/quick-restart-desktop.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
mkdir "$work/packages"

cat >"$work/download.sh" <<S
#!/bin/sh
set -eu
DEBIAN_FRONTEND=noninteractive chroot "\$1" apt-get -q -y clean
DEBIAN_FRONTEND=noninteractive chroot "\$1" apt-get -q -y install --download-only --no-install-recommends $packages
mv "\$1"/var/cache/apt/archives/*.deb "$work/packages/"
S
chmod 755 "$work/download.sh"
# A mirror's testing may be behind.
mmdebstrap --quiet --variant=apt --components=main --aptopt='Acquire::Check-Valid-Until "false"' --customize-hook="$work/download.sh" \
  "$suite" "$work/root.tar" ${mirror:+"$mirror"} >"$work/mmdebstrap.log" 2>&1 || { cat "$work/mmdebstrap.log" >&2; exit 1; }

size=$(du -sm "$work/packages" | cut -f1)
truncate -s "$((size + size / 10 + 16))M" "$out"
mke2fs -q -t ext4 -O ^has_journal -L packages -d "$work/packages" "$out"
chown "$owner" "$out"
