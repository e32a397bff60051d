#!/bin/sh
# build.sh DIST: makes DIST/quick-restart-tray_VERSION_ARCHITECTURE.deb from the app in DIST/app, its desktop files in DIST/desktop, the extension
# of GNOME Shell in DIST/gnome-shell, and Electron; its name is in DIST/tray-package.txt. With a development runtime the version ends in +dev and the description says so; that one is
# packed for speed, not for size.
set -eu
umask 022
export LC_ALL=C
cd "$(dirname "$0")/../.."
dist=$1
here=packaging/tray
home=usr/lib/quick-restart/tray
doc=usr/share/doc/quick-restart-tray
id=org.quickrestart1.Tray
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
chmod 755 "$tree"

. packaging/lib/package.sh
base=$(node -p 'require("./package.json").version')
architecture=$(dpkg --print-architecture) # Electron's download is this machine's, too

every_bundled_package_is_in_copyright() {
  while read -r package; do
    grep -qx " node_modules/$package/\*" "$here/copyright" || {
      echo "deb: the app contains $package, and $here/copyright does not name it" >&2
      exit 1
    }
  done <"$dist/app-packages.txt"
}

electron() { # the runtime with the app; its libraries need no execute bit, and what Chromium is made of belongs to the documents
  node "$here/assemble.mjs" "$dist/app" "$tree/$home" >"$tree.runtime"
  read -r kind version <"$tree.runtime"
  rm "$tree.runtime"
  find "$tree/$home" -type d -exec chmod 755 {} + -o -type f -exec chmod 644 {} +
  chmod 755 "$tree/$home/quick-restart-tray" "$tree/$home/chrome_crashpad_handler"
  put 755 "$here/launcher" usr/bin/quick-restart-tray
  install -d "$tree/$doc"
  gzip -9n <"$(node scripts/electron/runtime.mjs 2>/dev/null)/LICENSES.chromium.html" >"$tree/$doc/LICENSES.chromium.html.gz"
}

on_the_desktop() {
  put 644 "$dist/desktop/$id.desktop" "usr/share/applications/$id.desktop"
  put 644 "$dist/desktop/$id.metainfo.xml" "usr/share/metainfo/$id.metainfo.xml"
  # At login it stays in the background; the session's settings and the app's own can switch that off.
  install -d "$tree/etc/xdg/autostart"
  sed -e 's/^Exec=quick-restart-tray$/Exec=quick-restart-tray --background/' -e '/^Actions=/d' -e '/^\[Desktop Action/,$d' \
    "$dist/desktop/$id.desktop" >"$tree/etc/xdg/autostart/$id.desktop"
  put 644 assets/icons/app.svg "usr/share/icons/hicolor/scalable/apps/$id.svg"
  put 644 assets/icons/tray-idle.svg "usr/share/icons/hicolor/symbolic/apps/$id-symbolic.svg"
  for png in assets/icons/png/app-*.png; do
    size=${png#assets/icons/png/app-}
    size=${size%.png}
    put 644 "$png" "usr/share/icons/hicolor/${size}x${size}/apps/$id.png"
  done
}

in_gnome_shell() { # switched on by people, or by an administrator for everybody; its licence is in the package's copyright file
  install -d "$tree/usr/share/gnome-shell/extensions"
  cp -r --no-preserve=mode,ownership "$dist/gnome-shell/." "$tree/usr/share/gnome-shell/extensions/"
  rm "$tree"/usr/share/gnome-shell/extensions/*/LICENSE
}

every_bundled_package_is_in_copyright
electron
on_the_desktop
in_gnome_shell
put 644 "$here/apparmor-profile" usr/share/quick-restart-tray/apparmor-profile
put 644 "$here/quick-restart-tray.1" usr/share/man/man1/quick-restart-tray.1
gzip -9n "$tree/usr/share/man/man1/quick-restart-tray.1"
put 644 "$here/copyright" "$doc/copyright"
put 644 "$here/lintian-overrides" usr/share/lintian/overrides/quick-restart-tray
write_changelog quick-restart-tray "$here/control.in"

if [ "$kind" = official ]; then
  full=$base
  write_control "$here/control.in" "s/@VERSION@/$full/; s/@BASE_VERSION@/$base/; s/@ARCHITECTURE@/$architecture/"
  compression='-Zxz'
else
  full=$base+dev
  write_control "$here/control.in" "s/@VERSION@/$full/; s/@BASE_VERSION@/$base/; s/@ARCHITECTURE@/$architecture/"
  printf ' .\n Made with a development runtime (Electron %s), for trying and testing only.\n' "$version" >>"$tree/DEBIAN/control"
  compression='-Zgzip -z1'
fi
for script in postinst prerm; do install -m 755 "$here/$script" "$tree/DEBIAN/$script"; done
name=quick-restart-tray_${full}_$architecture.deb
# shellcheck disable=SC2086 # several words
seal "$dist/$name" $compression
echo "$name" >"$dist/tray-package.txt"
find "$dist" -maxdepth 1 -name 'quick-restart-tray_*.deb' ! -name "$name" -delete
