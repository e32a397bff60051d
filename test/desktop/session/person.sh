#!/bin/sh
# person.sh SIZE EXTENSIONS [managed]: somebody logs in: a session bus, and GNOME Shell on a screen of SIZE pixels that nobody sees.
# EXTENSIONS: what is enabled of the shell's extensions, as gsettings writes a list. managed: GNOME's session manager starts the shell and ends
# the session, as at a desktop.
set -eu
exec >/out/person.log 2>&1
cd
gsettings set org.gnome.shell enabled-extensions "$2"
gsettings set org.gnome.shell welcome-dialog-last-shown-version 999
gsettings set org.gnome.shell always-show-log-out true # it is hidden from the only account of a computer
gsettings set org.gnome.desktop.interface enable-animations false
gsettings set org.gnome.desktop.session idle-delay 0
# The picture behind dark windows is in a package of its own.
gsettings set org.gnome.desktop.background picture-uri-dark "$(gsettings get org.gnome.desktop.background picture-uri)"
shell="gnome-shell --headless --virtual-monitor $1 --wayland-display $WAYLAND_DISPLAY --unsafe-mode"
if [ "${3-}" != managed ]; then exec $shell >/out/shell.log 2>&1; fi

mkdir -p .config/gnome-session/sessions autostart
cat >.config/gnome-session/sessions/test.session <<-EOF
	[GNOME Session]
	Name=test
	RequiredComponents=org.gnome.Shell;
EOF
cat >autostart/org.gnome.Shell.desktop <<-EOF
	[Desktop Entry]
	Type=Application
	Name=GNOME Shell
	Exec=sh -c "exec $shell >/out/shell.log 2>&1"
	X-GNOME-Autostart-Phase=DisplayServer
	X-GNOME-Provides=panel;windowmanager;
	X-GNOME-Autostart-Notify=true
	X-GNOME-AutoRestart=false
EOF
if [ -x /usr/libexec/gnome-session-binary ]; then
	exec /usr/libexec/gnome-session-binary --session=test --disable-acceleration-check --autostart "$HOME/autostart" --debug >/out/session.log 2>&1
fi
# Since GNOME 49 the session manager starts no shell any more, and does not stop it: units of systemd --user do, in this order.
# It still starts what starts at login; here nothing does by itself: whether the app runs is for the tests to say.
XDG_CONFIG_DIRS=/nonexistent GNOME_SESSION_DEBUG=1 /usr/libexec/gnome-session-service --session=test >/out/session.log 2>&1 &
manager=$!
$shell >/out/shell.log 2>&1 &
shell=$!
gdbus wait --session --timeout 60 org.gnome.Shell
/usr/libexec/gnome-session-ctl --signal-init
wait "$manager"
kill "$shell"
