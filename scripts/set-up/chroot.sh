#!/bin/sh
# chroot.sh SUITE [tray]: makes .cache/chroot/SUITE-KEY.tar, a small Debian with what our package depends on, and prints its path;
# with tray, SUITE-tray-KEY.tar, with what the tray app depends on, a display without a screen, and the tools that judge desktop files.
# KEY stands for what is in it: a changed list makes a new one. Mirrors come from this machine's own apt settings.
set -eu
cd "$(dirname "$0")/../.."
suite=$1
what=${2-base}
packages=nodejs,kexec-tools,systemd,dbus,polkitd,init-system-helpers,debconf
case $what-$suite in
  base-*) name=$suite ;;
  tray-bookworm) name=$suite-tray t64='' ;;
  *) name=$suite-tray t64=t64 ;;
esac
if [ "$what" = tray ]; then
  packages=$packages,libasound2$t64,libatk-bridge2.0-0$t64,libatk1.0-0$t64,libatspi2.0-0$t64,libcairo2,libcups2$t64,libdbus-1-3,libdrm2
  packages=$packages,libexpat1,libgbm1,libgcc-s1,libglib2.0-0$t64,libgtk-3-0$t64,libnspr4,libnss3,libpango-1.0-0,libudev1,libx11-6,libxcb1
  packages=$packages,libxcomposite1,libxdamage1,libxext6,libxfixes3,libxkbcommon0,libxrandr2
  packages=$packages,libnotify4,xvfb,xauth,x11-utils,desktop-file-utils,appstream,apparmor
fi
cache=.cache/chroot
key=$(sha256sum <"$0" | cut -c1-12)
tar=$cache/$name-$key.tar

mkdir -p "$cache"
exec 9>"$cache/$name.lock"
flock 9
if [ ! -e "$tar" ]; then
  echo "set-up: making a Debian $suite chroot for the package tests (a minute or two, once)" >&2
  find "$cache" -name "$name-????????????.tar" -delete
  # Where this machine is not Debian, mmdebstrap's own default mirror is the one.
  # shellcheck disable=SC2016 # apt-get's own names, not the shell's
  mirror=$(apt-get indextargets --format '$(ORIGIN) $(SITE)' 'Created-By: Packages' 'Label: Debian' 2>/dev/null | sed -n 's/^Debian //p' | head -1)
  # shellcheck disable=SC2016,SC2086 # the hook's $1 is mmdebstrap's; no mirror, no word
  mmdebstrap --quiet --format=tar --variant=minbase --components=main --include=$packages --aptopt='Acquire::Languages "none"' \
    --customize-hook='rm -rf "$1"/var/cache/apt/*.bin "$1"/var/lib/apt/lists/*_Packages' "$suite" "$tar.new" $mirror >&2
  mv "$tar.new" "$tar"
fi
echo "$tar"
