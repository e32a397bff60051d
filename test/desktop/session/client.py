"""A program that has registered with the session manager, as each desktop has some, and that has nothing against the session's end: without the shell it is not over."""

from gi.repository import Gio, GLib

MANAGER = "org.gnome.SessionManager"
PRIVATE = "org.gnome.SessionManager.ClientPrivate"

bus = Gio.bus_get_sync(Gio.BusType.SESSION)


def ask(path, interface, method, arguments):
    return bus.call_sync(MANAGER, path, interface, method, arguments, None, Gio.DBusCallFlags.NONE, -1, None).unpack()


def told(_bus, _sender, path, _interface, signal, _parameters):
    if signal in ("QueryEndSession", "EndSession"):
        ask(path, PRIVATE, "EndSessionResponse", GLib.Variant("(bs)", (True, "")))


(own,) = ask("/org/gnome/SessionManager", MANAGER, "RegisterClient", GLib.Variant("(ss)", ("quick-restart-test", "")))
bus.signal_subscribe(MANAGER, PRIVATE, None, own, None, Gio.DBusSignalFlags.NONE, told)
print("registered", flush=True)
GLib.MainLoop().run()
