#!/bin/sh
# log-in.sh SESSION: somebody logs in to a desktop on a screen that nobody sees: a display server, a window manager, and the real session manager.
set -eu
exec >/out/"$1".log 2>&1
cd
rm -rf .cache .config # no session starts again what another one has left

# The settings without which these sessions would wait for programs that are not here.
mkdir -p .config/xfce4/xfconf/xfce-perchannel-xml .config/cinnamon-session/sessions
cat >.config/xfce4/xfconf/xfce-perchannel-xml/xfce4-session.xml <<-'EOF'
	<?xml version="1.0" encoding="UTF-8"?>
	<channel name="xfce4-session" version="1.0">
	  <property name="sessions" type="empty">
	    <property name="Failsafe" type="empty">
	      <property name="Count" type="int" value="1"/>
	      <property name="Client0_Command" type="array"><value type="string" value="openbox"/></property>
	    </property>
	  </property>
	</channel>
EOF
printf '%s\n' '[Cinnamon Session]' Name=test 'RequiredComponents=openbox;' >.config/cinnamon-session/sessions/test.session

Xvfb "$DISPLAY" -screen 0 1280x800x24 -nolisten tcp &
until xdpyinfo >/dev/null 2>&1; do sleep 0.1; done
case $1 in
xfce) xfce4-session ;;
mate)
	openbox &
	mate-session
	;;
cinnamon) cinnamon-session --session test --debug ;;
lxqt)
	openbox &
	lxqt-session
	;;
plasma)
	# Of the programs of a session of Plasma only those that take part in its end, as Debian starts them: on Wayland. ksmserver itself is a program of
	# X; the server above stands in for Xwayland.
	export KDE_FULL_SESSION=true KDE_SESSION_VERSION=6
	env -u WAYLAND_DISPLAY KWIN_COMPOSE=Q kwin_wayland --virtual --width 1280 --height 800 --no-lockscreen --socket "$WAYLAND_DISPLAY" &
	gdbus wait --session --timeout 60 org.kde.KWin
	ksmserver
	;;
esac
