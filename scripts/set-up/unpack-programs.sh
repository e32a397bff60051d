#!/bin/sh
# unpack-programs.sh SUITE PACKAGES OUT PATH...: makes the folder OUT with programs of a Debian release, at PATH in its
# packages, so that they run on any machine: each beside the libraries that it needs. A PATH that is a folder is copied as it
# is. Nothing is installed, and it needs no root where mmdebstrap needs none.
set -eu
suite=$1 packages=$2 out=$3
shift 3
unpacked=$(mktemp -d)
trap 'rm -rf "$unpacked"' EXIT

main() {
  unpack "$@"
  mkdir -p "$out/lib"
  loader=$(find "$unpacked" -name 'ld-linux*.so.*' -type f | head -1)
  [ -n "$loader" ] || fail "the packages of Debian $suite hold no loader of programs"
  cp "$loader" "$out/lib/loader"
  libraries=$(find "$unpacked" -name '*.so*' -printf '%h\n' | sort -u | paste -sd:)
  for path; do
    if [ -d "$unpacked/$path" ]; then cp -r "$unpacked/$path" "$out"; else keep_program "$unpacked/$path"; fi
  done
  # Newer Debians' SDL 2 is a shell that opens SDL 3 by itself when it starts.
  if [ -e "$out/lib/libSDL2-2.0.so.0" ]; then
    sdl=$(find "$unpacked" -name libSDL3.so.0 | head -1)
    [ -z "$sdl" ] || { cp -L "$sdl" "$out/lib" && keep_libraries_of "$sdl"; }
  fi
}

unpack() {
  # Where this machine is not Debian, mmdebstrap's own default mirror is the one.
  # shellcheck disable=SC2016 # apt-get's own names, not the shell's
  mirror=$(apt-get indextargets --format '$(ORIGIN) $(SITE)' 'Created-By: Packages' 'Label: Debian' 2>/dev/null | sed -n 's/^Debian //p' | head -1)
  # A mirror may lag behind: its signatures count here, its date does not.
  # shellcheck disable=SC2086 # no mirror, no word
  mmdebstrap --quiet --format=tar --variant=extract --components=main --include="$packages" --aptopt='Acquire::Languages "none"' \
    --aptopt='Acquire::Check-Valid-Until "false"' "$suite" "$unpacked/all.tar" $mirror >&2
  tar -C "$unpacked" -xf "$unpacked/all.tar" --wildcards '*.so' '*.so.*'
  for path; do tar -C "$unpacked" -xf "$unpacked/all.tar" "./$path"; done
}

# A script puts loader, libraries and program together.
keep_program() {
  keep_libraries_of "$1"
  cp "$1" "$out/lib"
  cat >"$out/${1##*/}" <<'S'
#!/bin/sh
lib=${0%/*}/lib
exec "$lib/loader" --library-path "$lib" "$lib/${0##*/}" "$@"
S
  chmod +x "$out/${1##*/}"
}

keep_libraries_of() {
  "$loader" --library-path "$libraries" --list "$1" | awk '$2 == "=>" { print $3 }' | xargs -r cp -L -t "$out/lib"
}

fail() {
  echo "set-up: $1" >&2
  exit 1
}

main "$@"
