#!/bin/sh
# grub-emu.sh VERSION: prints a directory with grub-emu and grub-script-check of GRUB 2.06 or 2.12. Where this machine has
# that version, it is the machine's own; else the packages of the Debian that carries it are unpacked, with the libraries
# that they need, into .cache/grub-emu. Nothing is installed.
set -eu
cd "$(dirname "$0")/../.."
version=${1-}
case $version in
  2.06) suite=bookworm ;;
  2.12) suite=trixie ;;
  *)
    echo 'usage: scripts/set-up/grub-emu.sh 2.06|2.12' >&2
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
    unpacked=$(mktemp -d)
    trap 'rm -rf "$unpacked"' EXIT
    unpack
    rm -rf "$kept"
    keep
    is_wanted "$kept" || fail "GRUB of Debian $suite is not $version, or does not run here: $("$kept/grub-emu" --version 2>&1 || true)"
  fi
  echo "$kept"
}

is_wanted() {
  for program in grub-emu grub-script-check; do
    case $("$1/$program" --version 2>/dev/null) in *"(GRUB) $version"*) ;; *) return 1 ;; esac
  done
}

unpack() {
  # Where this machine is not Debian, mmdebstrap's own default mirror is the one.
  # shellcheck disable=SC2016 # apt-get's own names, not the shell's
  mirror=$(apt-get indextargets --format '$(ORIGIN) $(SITE)' 'Created-By: Packages' 'Label: Debian' 2>/dev/null | sed -n 's/^Debian //p' | head -1)
  # shellcheck disable=SC2086 # no mirror, no word
  mmdebstrap --quiet --format=tar --variant=extract --components=main --include=grub-emu,grub-common --aptopt='Acquire::Languages "none"' "$suite" "$unpacked/all.tar" $mirror >&2
  tar -C "$unpacked" -xf "$unpacked/all.tar" --wildcards ./usr/bin/grub-emu ./usr/bin/grub-script-check '*.so' '*.so.*'
}

# The two programs, the loader and the libraries that it finds for them, and a script for each that puts these together.
keep() {
  mkdir -p "$kept/lib"
  loader=$(find "$unpacked" -name 'ld-linux*.so.*' -type f | head -1)
  [ -n "$loader" ] || fail "the packages of Debian $suite hold no loader of programs"
  cp "$loader" "$kept/lib/loader"
  libraries=$(find "$unpacked" -name '*.so*' -printf '%h\n' | sort -u | paste -sd:)
  for program in grub-emu grub-script-check; do
    "$loader" --library-path "$libraries" --list "$unpacked/usr/bin/$program" | awk '$2 == "=>" { print $3 }' | xargs -r cp -L -t "$kept/lib"
    cp "$unpacked/usr/bin/$program" "$kept/lib"
    cat >"$kept/$program" <<'END'
#!/bin/sh
lib=${0%/*}/lib
exec "$lib/loader" --library-path "$lib" "$lib/${0##*/}" "$@"
END
    chmod +x "$kept/$program"
  done
}

fail() {
  echo "set-up: $1" >&2
  exit 1
}

main
