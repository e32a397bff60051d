#!/bin/sh
# bootctl.sh: prints the path of bootctl(1). Where it is not installed, its package is unpacked into .cache/bootctl, not
# installed: installing systemd-boot could make it the boot loader of this machine.
set -eu
cd "$(dirname "$0")/../.."
if command -v bootctl; then exit 0; fi
cache=$PWD/.cache/bootctl
if [ ! -x "$cache/usr/bin/bootctl" ]; then
  mkdir -p "$cache.new"
  # Debian 13 has it in a package of its own.
  for package in systemd-boot-tools systemd-boot; do
    if apt-cache show "$package" >/dev/null 2>&1; then break; fi
  done
  echo "set-up: unpacking bootctl of $package into .cache/bootctl" >&2
  (cd "$cache.new" && apt-get download -q "$package" >&2 && dpkg -x "$package"_*.deb . && rm "$package"_*.deb)
  rm -rf "$cache"
  mv "$cache.new" "$cache"
fi
echo "$cache/usr/bin/bootctl"
