#!/bin/sh
# build.sh DIST OUT.deb: makes the Debian package from the bundles in DIST, the translated policy in DIST/desktop, and the files of this checkout.
set -eu
umask 022
export LC_ALL=C
cd "$(dirname "$0")/../.."
dist=$1 out=$2
here=packaging/deb
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
chmod 755 "$tree"

. packaging/lib/package.sh
version=$(node -p 'require("./package.json").version')

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
put 644 "$dist/desktop/org.quickrestart1.policy" usr/share/polkit-1/actions/org.quickrestart1.policy
for script in systemd/libexec/*; do put 755 "$script" "usr/libexec/quick-restart/${script##*/}"; done
put 755 systemd/system-shutdown/quick-restart usr/lib/systemd/system-shutdown/quick-restart
# Chain loading: off until `quick-restart chainload enable`. The kernel itself may be told to start a program of these (init=), so they lie where it finds them.
for script in chainload/chainload*; do [ -d "$script" ] || put 755 "$script" "usr/lib/quick-restart/${script##*/}"; done
for part in chainload/chainload.d/*.sh; do put 644 "$part" "usr/lib/quick-restart/chainload.d/${part##*/}"; done
# Every-restart mode under sysvinit: copied to /etc/init.d where somebody sets it, so that a machine with systemd never sees them there.
for script in sysvinit/*.init; do put 755 "$script" "usr/lib/quick-restart/${script##*/}"; done
# Units that write there at shutdown may not require its mount, so systemd does not make it for them.
install -d -m 755 "$tree/var/lib/quick-restart"
for unit in systemd/*.service systemd/*.path systemd/*.timer; do put 644 "$unit" "usr/lib/systemd/system/${unit##*/}"; done
# What records restarts is wanted by the targets themselves: no state of its own to set up and to purge; masking switches it off.
wanted() { # wanted TARGET UNIT [TEMPLATE]
  install -d "$tree/usr/lib/systemd/system/$1.wants"
  ln -s "../${3-$2}" "$tree/usr/lib/systemd/system/$1.wants/$2"
}
wanted multi-user.target quick-restart-boot.service
for kind in kexec reboot poweroff halt soft-reboot; do wanted multi-user.target "quick-restart-stop@$kind.service" quick-restart-stop@.service; done
wanted multi-user.target quick-restart-came-up.timer
wanted sysinit.target quick-restart-stopped.service
wanted sysinit.target quick-restart-recheck.service
wanted sysinit.target quick-restart-every.service
wanted reboot.target quick-restart-jump.service
wanted paths.target quick-restart-watch.path
# An initrd that is made anew without a new kernel is another start, too: initramfs-tools has hooks like the kernel's.
for hooks in kernel/postinst.d kernel/postrm.d initramfs/post-update.d; do put 755 packaging/kernel-hooks/zzz-quick-restart "etc/$hooks/zzz-quick-restart"; done
put 755 packaging/kernel-hooks/99-quick-restart.install usr/lib/kernel/install.d/99-quick-restart.install
put 644 packaging/etc/quick-restart.conf etc/quick-restart/quick-restart.conf
install -d "$tree/etc/quick-restart/quick-restart.conf.d"
for page in 1/quick-restart.1 8/quick-restart-chainload.8; do
  put 644 "docs/man/${page#*/}" "usr/share/man/man$page"
  gzip -9n "$tree/usr/share/man/man$page"
done
put 644 docs/chain-loading.md usr/share/doc/quick-restart/chain-loading.md
put 644 "$here/copyright" usr/share/doc/quick-restart/copyright
put 644 "$here/README.Debian" usr/share/doc/quick-restart/README.Debian
put 644 "$here/lintian-overrides" usr/share/lintian/overrides/quick-restart

write_changelog quick-restart "$here/control.in"

write_control "$here/control.in" "s/@VERSION@/$version/"
for script in postinst prerm postrm; do install -m 755 "$here/$script" "$tree/DEBIAN/$script"; done
seal "$out" -Zxz
