#!/bin/sh
# system-packages.sh PURPOSE: installs what packages.txt lists for it and is missing. Called by scripts/set-up.sh.
set -eu
purpose=$1
list=$(dirname "$0")/packages.txt
extra=-
[ "$(id -u)" -eq 0 ] || extra=$purpose-without-root
wanted=$(awk -v purpose="$purpose" -v extra="$extra" 'index("," $1 ",", "," purpose ",") || $1 == extra { for (i = 2; i <= NF; i++) print $i }' "$list" | sort -u)

main() {
  [ "${QUICK_RESTART_SET_UP-}" != "done" ] || exit 0
  if ! is_debian_like; then
    echo "set-up: this is neither Debian nor Ubuntu. Please install what these Debian packages contain, then run again with QUICK_RESTART_SET_UP=done:" >&2
    echo "$wanted" | tr '\n' ' ' | fold -s -w 100 | sed 's/^/  /' >&2
    echo >&2
    exit 2
  fi
  missing=$(missing_packages)
  [ -n "$missing" ] || exit 0
  echo "set-up: installing for 'make $purpose': $(one_line "$missing")"
  become_root_or_stop "$missing"
  # A machine that never asked its mirror, or not for long, does not know the packages or where they are now.
  if ! all_known "$missing" || ! install "$missing"; then
    echo 'set-up: apt-get update'
    # shellcheck disable=SC2086 # $as_root is a command with arguments or nothing
    $as_root apt-get update -q || echo 'set-up: apt-get update did not reach every source; going on' >&2
    install "$missing" || fail "could not install: $(one_line "$(missing_packages)")"
  fi
  still=$(missing_packages)
  [ -z "$still" ] || fail "apt-get succeeded, yet these are missing: $(one_line "$still")"
}

is_debian_like() {
  command -v apt-get >/dev/null && command -v dpkg-query >/dev/null
}

missing_packages() {
  for names in $wanted; do
    is_installed "$names" || name_here "$names"
  done
}

# Under any of the names that it has.
is_installed() {
  for name in $(echo "$1" | tr '|' ' '); do
    status=$(dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null) || status=none
    if [ "$status" = installed ]; then return 0; fi
  done
  return 1
}

# The first of its names that this release has a package of; the last where none is known (yet).
name_here() {
  for name in $(echo "$1" | tr '|' ' '); do
    if apt-cache show "$name" >/dev/null 2>&1; then break; fi
  done
  echo "$name"
}

all_known() {
  for package in $1; do
    apt-cache show "$package" >/dev/null 2>&1 || return 1
  done
}

become_root_or_stop() {
  as_root='env --'
  [ "$(id -u)" -ne 0 ] || return 0
  command -v sudo >/dev/null || fail "not root, and there is no sudo. As root: apt-get install --no-install-recommends $(one_line "$1")"
  echo 'set-up: through sudo'
  as_root='sudo --'
}

install() {
  # kexec-tools would ask whether it may load a kernel at every restart: not on a machine that only tests.
  case " $(one_line "$1") " in
    *' kexec-tools '*) echo 'kexec-tools kexec-tools/load_kexec boolean false' | $as_root debconf-set-selections ;;
  esac
  # shellcheck disable=SC2086 # both are lists of words
  $as_root env DEBIAN_FRONTEND=noninteractive NEEDRESTART_SUSPEND=1 \
    apt-get install -q -y --no-install-recommends -o Dpkg::Use-Pty=0 -o Dpkg::Options::=--force-confold $1
}

one_line() {
  echo "$1" | tr '\n' ' ' | sed 's/ *$//'
}

fail() {
  echo "set-up: $1" >&2
  exit 1
}

main
