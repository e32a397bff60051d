#!/bin/sh
# chroot.sh SUITE: makes .cache/chroot/SUITE-KEY.tar, a small Debian with what our package depends on, and prints its path.
# KEY stands for what is in it: a changed list makes a new one. Mirrors come from this machine's own apt settings.
set -eu
cd "$(dirname "$0")/../.."
suite=$1
packages=nodejs,kexec-tools,systemd,dbus,polkitd,init-system-helpers,debconf
cache=.cache/chroot
key=$(sha256sum <"$0" | cut -c1-12)
tar=$cache/$suite-$key.tar

mkdir -p "$cache"
exec 9>"$cache/$suite.lock"
flock 9
if [ ! -e "$tar" ]; then
  echo "set-up: making a Debian $suite chroot for the package tests (a minute or two, once)" >&2
  rm -f "$cache/$suite-"*.tar
  # Where this machine is not Debian, mmdebstrap's own default mirror is the one.
  # shellcheck disable=SC2016 # apt-get's own names, not the shell's
  mirror=$(apt-get indextargets --format '$(ORIGIN) $(SITE)' 'Created-By: Packages' 'Label: Debian' 2>/dev/null | sed -n 's/^Debian //p' | head -1)
  # shellcheck disable=SC2016,SC2086 # the hook's $1 is mmdebstrap's; no mirror, no word
  mmdebstrap --quiet --format=tar --variant=minbase --components=main --include=$packages --aptopt='Acquire::Languages "none"' \
    --customize-hook='rm -rf "$1"/var/cache/apt/*.bin "$1"/var/lib/apt/lists/*_Packages' "$suite" "$tar.new" $mirror >&2
  mv "$tar.new" "$tar"
fi
echo "$tar"
