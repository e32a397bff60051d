#!/bin/sh
# Installs the npm packages of package-lock.json and proves that Node 24 is among them. Called by scripts/set-up.sh.
set -eu
cd "$(dirname "$0")/../.."
OLDEST=20 WANTED=24

fail() {
  echo "set-up: $1" >&2
  echo "set-up: $2" >&2
  exit 1
}

for tool in node npm; do
  command -v "$tool" >/dev/null || fail "$tool is not installed." "Install Node.js $OLDEST or newer with npm (Debian, Ubuntu: apt-get install nodejs npm)."
done

bundled=node_modules/.bin/node
stamp=.cache/stamp/node-modules.sha256
sum=$(sha256sum package-lock.json)
is_wanted() {
  case $("$bundled" --version 2>/dev/null) in "v$WANTED."*) return 0 ;; *) return 1 ;; esac
}
if is_wanted && [ "$(cat "$stamp" 2>/dev/null)" = "$sum" ]; then exit 0; fi

# The bundled node goes away with node_modules: npm must run on the machine's own.
PATH=$(echo "$PATH" | tr ':' '\n' | grep -v 'node_modules/\.bin$' | paste -sd:)
machine=$(node --version)
major=${machine#v}
[ "${major%%.*}" -ge "$OLDEST" ] || fail "Node.js here is $machine; npm needs $OLDEST or newer." "Install a newer Node.js; the tests then run on $WANTED of their own."

echo "set-up: installing the npm packages of package-lock.json into node_modules (npm $(npm --version))"
npm ci --no-audit --no-fund
is_wanted || fail "node_modules/.bin/node is not Node $WANTED: the install script of the npm package 'node' did not run." \
  "Look at 'npm config get ignore-scripts' (must be false) and, with npm 11 or newer, at allowScripts in package.json; then: npm rebuild node"
mkdir -p "$(dirname "$stamp")"
echo "$sum" >"$stamp"
