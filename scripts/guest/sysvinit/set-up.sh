#!/bin/sh
# set-up.sh TREE: what init starts in a new root file system whose PID 1 is sysvinit.
set -eu
# No terminals, each a process that init starts again and again; two agents, when a runlevel is reached.
sed -i '/getty/d' "$1/etc/inittab"
for who in root person; do echo "a${who%"${who#?}"}:2345:respawn:/usr/local/libexec/quick-restart-try/agent-of $who" >>"$1/etc/inittab"; done
rm -rf "$1/etc/systemd/system"
