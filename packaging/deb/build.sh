#!/bin/sh
# build.sh DIST OUT.deb: makes the Debian package from the bundles in DIST and the files of this checkout.
# The same commit gives the same bytes: every time stamp is SOURCE_DATE_EPOCH, by default the last commit's.
set -eu
umask 022
export LC_ALL=C
cd "$(dirname "$0")/../.."
dist=$1 out=$2
here=packaging/deb
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
chmod 755 "$tree"

SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || stat -c %Y CHANGELOG.md)}
export SOURCE_DATE_EPOCH
version=$(node -p 'require("./package.json").version')
doc=$tree/usr/share/doc/quick-restart

put() { # put MODE SOURCE TARGET
  install -D -m "$1" "$2" "$tree/$3"
}

program() { # program SOURCE TARGET: the distribution's own node runs it, whatever PATH says
  install -D -m 755 /dev/null "$tree/$2"
  sed '1s,^#!.*,#!/usr/bin/node,' "$1" >"$tree/$2"
}

every_bundled_package_is_in_copyright() {
  while read -r package; do
    grep -qx " node_modules/$package/\*" "$here/copyright" || {
      echo "deb: the bundles contain $package, and packaging/deb/copyright does not name it" >&2
      exit 1
    }
  done <"$dist/bundled-packages.txt"
}

every_bundled_package_is_in_copyright
program "$dist/quick-restart" usr/bin/quick-restart
program "$dist/quick-restartd.cjs" usr/libexec/quick-restart/quick-restartd.cjs
put 644 dbus/org.quickrestart1.service usr/share/dbus-1/system-services/org.quickrestart1.service
put 644 dbus/org.quickrestart1.conf usr/share/dbus-1/system.d/org.quickrestart1.conf
put 644 dbus/org.quickrestart1.xml usr/share/dbus-1/interfaces/org.quickrestart1.xml
put 644 polkit/org.quickrestart1.policy usr/share/polkit-1/actions/org.quickrestart1.policy
for unit in systemd/*.service; do put 644 "$unit" "usr/lib/systemd/system/${unit##*/}"; done
put 644 packaging/etc/quick-restart.conf etc/quick-restart/quick-restart.conf
install -d "$tree/etc/quick-restart/quick-restart.conf.d"
put 644 docs/man/quick-restart.1 usr/share/man/man1/quick-restart.1
gzip -9n "$tree/usr/share/man/man1/quick-restart.1"
put 644 "$here/copyright" usr/share/doc/quick-restart/copyright
put 644 "$here/README.Debian" usr/share/doc/quick-restart/README.Debian
put 644 "$here/lintian-overrides" usr/share/lintian/overrides/quick-restart

maintainer=$(sed -n 's/^Maintainer: //p' "$here/control.in")
node "$here/changelog.mjs" CHANGELOG.md quick-restart "$maintainer" "$SOURCE_DATE_EPOCH" | gzip -9n >"$doc/changelog.gz"

install -d "$tree/DEBIAN"
size=$(du -k -s --apparent-size --exclude=DEBIAN "$tree" | cut -f1)
sed "s/@VERSION@/$version/; s/@INSTALLED_SIZE@/$size/" "$here/control.in" >"$tree/DEBIAN/control"
for script in postinst prerm postrm; do install -m 755 "$here/$script" "$tree/DEBIAN/$script"; done
(cd "$tree" && find etc -type f | sort | sed 's,^,/,') >"$tree/DEBIAN/conffiles"
(cd "$tree" && find usr -type f | sort | xargs md5sum) >"$tree/DEBIAN/md5sums"
find "$tree" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +

mkdir -p "$(dirname "$out")"
dpkg-deb --root-owner-group -Zxz --build "$tree" "$out" >/dev/null
echo "built $out"
