"""A GTK program with a letter that is not saved: it has told the session manager so, as gtk_application_inhibit(3) does, and its window does not close."""

import gi

gi.require_version("Gtk", "3.0")
from gi.repository import Gtk  # noqa: E402 - the version comes first


def say(word):
    print(word, flush=True)
    return True


def activate(app):
    window = Gtk.ApplicationWindow(application=app, title="Letter")
    window.connect("delete-event", lambda _window, _event: say("close"))
    window.show()
    app.inhibit(window, Gtk.ApplicationInhibitFlags.LOGOUT, "A letter is not saved")
    say("shown")


app = Gtk.Application(application_id="org.example.Letter", register_session=True)
app.connect("activate", activate)
app.connect("query-end", lambda _app: say("asked") and None)
app.run([])
