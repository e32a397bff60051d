#!/bin/sh
# person.sh SIZE EXTENSIONS: somebody logs in: a session bus, and GNOME Shell on a screen of SIZE pixels that nobody sees.
# EXTENSIONS: what is enabled of the shell's extensions, as gsettings writes a list.
set -eu
exec >/out/person.log 2>&1
cd
gsettings set org.gnome.shell enabled-extensions "$2"
gsettings set org.gnome.shell welcome-dialog-last-shown-version 999
gsettings set org.gnome.desktop.interface enable-animations false
gsettings set org.gnome.desktop.session idle-delay 0
# The picture behind dark windows is in a package of its own.
gsettings set org.gnome.desktop.background picture-uri-dark "$(gsettings get org.gnome.desktop.background picture-uri)"
exec gnome-shell --headless --virtual-monitor "$1" --wayland-display "$WAYLAND_DISPLAY" --unsafe-mode >/out/shell.log 2>&1
