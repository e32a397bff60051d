#!/bin/sh
# Makes this machine fit for one purpose; says what it installs, does nothing where all is there.
#   scripts/set-up.sh check|test|try|deb|electron|sample     system packages (scripts/set-up/packages.txt)
#   scripts/set-up.sh node-modules     npm packages of package-lock.json, Node 24 among them
# Exit codes: 0 done, 1 failed, 2 this distribution's packages must be installed by hand.
set -eu
cd "$(dirname "$0")/.."

purpose=${1-}
case $purpose in
  check | test | try | deb | electron | sample) exec scripts/set-up/system-packages.sh "$purpose" ;;
  node-modules) exec scripts/set-up/node-modules.sh ;;
  *)
    echo 'usage: scripts/set-up.sh check|test|try|deb|electron|sample|node-modules' >&2
    exit 1
    ;;
esac
