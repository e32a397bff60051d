#!/bin/sh
# program.sh FILE WORD...: starts a program in Python as the session would: it knows the session manager of X's session protocol.
set -eu
for written in "$XDG_RUNTIME_DIR"/KSMserver__*; do # by Plasma's, with a file of its own for the keys
	if [ -e "$written" ]; then
		read -r SESSION_MANAGER <"$written"
		for ICEAUTHORITY in "$XDG_RUNTIME_DIR"/iceauth_*; do export ICEAUTHORITY; done
	fi
done
for socket in /tmp/.ICE-unix/*; do : "${SESSION_MANAGER:=unix/$(hostname):$socket}"; done
export SESSION_MANAGER
exec python3 "$@"
