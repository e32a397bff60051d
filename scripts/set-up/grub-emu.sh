#!/bin/sh
# grub-emu.sh VERSION: prints a directory with grub-emu and grub-script-check of GRUB 2.06, 2.12 or 2.14. Where this machine
# has that version, it is the machine's own; else the packages of the Debian that carries it are unpacked, with the libraries
# that they need, into .cache/grub-emu. Nothing is installed.
set -eu
cd "$(dirname "$0")/../.."
version=${1-}
case $version in
  2.06) suite=bookworm ;;
  2.12) suite=trixie ;;
  2.14) suite=forky ;;
  *)
    echo 'usage: scripts/set-up/grub-emu.sh 2.06|2.12|2.14' >&2
    exit 2
    ;;
esac
cache=$PWD/.cache/grub-emu
kept=$cache/$version

main() {
  own=$(command -v grub-emu || true)
  own=${own%/*}
  if [ -n "$own" ] && is_wanted "$own"; then
    echo "$own"
    exit 0
  fi
  mkdir -p "$cache"
  exec 9>"$kept.lock"
  flock 9
  if ! is_wanted "$kept"; then
    echo "set-up: unpacking GRUB $version of Debian $suite into .cache/grub-emu" >&2
    rm -rf "$kept"
    scripts/set-up/unpack-programs.sh "$suite" grub-emu,grub-common "$kept" usr/bin/grub-emu usr/bin/grub-script-check
    is_wanted "$kept" || fail "GRUB of Debian $suite is not $version, or does not run here: $("$kept/grub-emu" --version 2>&1 || true)"
  fi
  echo "$kept"
}

is_wanted() {
  for program in grub-emu grub-script-check; do
    case $("$1/$program" --version 2>/dev/null) in *"(GRUB) $version"*) ;; *) return 1 ;; esac
  done
}

fail() {
  echo "set-up: $1" >&2
  exit 1
}

main
