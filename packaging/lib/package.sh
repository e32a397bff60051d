#!/bin/sh
# What the Debian packages have in common; sourced by their build.sh, which set `tree`, the folder of what they install.
# The same commit gives the same bytes: every time stamp is SOURCE_DATE_EPOCH, by default the last commit's.
: "${tree:?}"
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || stat -c %Y CHANGELOG.md)}
export SOURCE_DATE_EPOCH

put() { # put MODE SOURCE TARGET
  install -D -m "$1" "$2" "$tree/$3"
}

write_changelog() { # write_changelog PACKAGE CONTROL
  install -d "$tree/usr/share/doc/$1"
  node packaging/lib/changelog.mjs CHANGELOG.md "$1" "$(sed -n 's/^Maintainer: //p' "$2")" "$SOURCE_DATE_EPOCH" |
    gzip -9n >"$tree/usr/share/doc/$1/changelog.gz"
}

write_control() { # write_control CONTROL SED-SCRIPT: @INSTALLED_SIZE@ is filled in here
  install -d "$tree/DEBIAN"
  size=$(du -k -s --apparent-size --exclude=DEBIAN "$tree" | cut -f1)
  sed "s/@INSTALLED_SIZE@/$size/; $2" "$1" >"$tree/DEBIAN/control"
}

seal() { # seal OUT.deb COMPRESSION...
  (cd "$tree" && if [ -d etc ]; then find etc -type f | sort | sed 's,^,/,'; fi) >"$tree/DEBIAN/conffiles"
  (cd "$tree" && find usr -type f -print0 | sort -z | xargs -0 md5sum) >"$tree/DEBIAN/md5sums"
  find "$tree" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
  mkdir -p "$(dirname "$1")"
  out=$1
  shift
  dpkg-deb --root-owner-group "$@" --build "$tree" "$out.$$" >/dev/null
  mv "$out.$$" "$out" # whoever reads it in the meantime reads a whole one
  echo "built $out"
}
