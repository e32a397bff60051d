#!/bin/sh
# system.sh PID: what systemd would start before somebody logs in: the system bus, polkit, and the stand-in for logind.
# Then says PID, the sign that a person can log in.
set -eu
pid=$1
exec 3>&1 >/out/system.log 2>&1

mkdir -p /run/systemd/seats /run/systemd/sessions /run/systemd/users /run/user/1000 /tmp/.X11-unix /tmp/.ICE-unix /run/lock
chmod 1777 /tmp /tmp/.X11-unix /tmp/.ICE-unix /out
chown person: /run/user/1000
chmod 700 /run/user/1000
# What sd-login(3) reads about the person's session, written by logind elsewhere.
printf '%s\n' NAME=person STATE=active DISPLAY=c1 SESSIONS=c1 ACTIVE_SESSIONS=c1 ONLINE_SESSIONS=c1 SEATS=seat0 ACTIVE_SEATS=seat0 >/run/systemd/users/1000
printf '%s\n' UID=1000 USER=person ACTIVE=1 IS_DISPLAY=1 STATE=active REMOTE=0 TYPE=wayland CLASS=user SEAT=seat0 >/run/systemd/sessions/c1
printf '%s\n' IS_SEAT0=1 CAN_MULTI_SESSION=1 CAN_TTY=0 CAN_GRAPHICAL=1 ACTIVE=c1 ACTIVE_UID=1000 SESSIONS=c1 UIDS=1000 >/run/systemd/seats/seat0

dbus-uuidgen --ensure
dbus-daemon --system --fork --nopidfile
python3 -m dbusmock --template /run/test/logind.py &
/usr/lib/polkit-1/polkitd --no-debug &
for name in org.freedesktop.login1 org.freedesktop.PolicyKit1; do gdbus wait --system --timeout 30 "$name"; done
echo "$pid" >&3
