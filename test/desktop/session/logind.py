"""logind as dbusmock stands in for it, with what GNOME Shell and Quick Restart ask besides: a session, and RebootWithFlags."""

import glob

import dbus
from dbusmock.templates import logind
from dbusmock.templates.logind import *  # noqa: F403 - dbusmock takes a template's methods from its module

BUS_NAME = logind.BUS_NAME
MAIN_OBJ = logind.MAIN_OBJ
MAIN_IFACE = logind.MAIN_IFACE
SYSTEM_BUS = True
SESSION = "org.freedesktop.login1.Session"
GOES_DOWN = f'self.UpdateProperties("{MAIN_IFACE}", {{"PreparingForShutdown": dbus.Boolean(True)}})'


def load(mock, parameters):
    logind.load(mock, parameters)
    mock.AddMethods(
        MAIN_IFACE,
        [
            # Once a restart is accepted the machine goes down; nothing here gives it up.
            ("Reboot", "b", "", GOES_DOWN),
            ("RebootWithFlags", "t", "", GOES_DOWN),
            ("PowerOffWithFlags", "t", "", ""),
            ("CanRebootToFirmwareSetup", "", "s", 'ret = "yes"'),
            ("SetRebootToFirmwareSetup", "b", "", ""),
            ("CanRebootToBootLoaderMenu", "", "s", 'ret = "yes"'),
            ("SetRebootToBootLoaderMenu", "t", "", ""),
            ("CanRebootToBootLoaderEntry", "", "s", 'ret = "na"'),
            ("GetUser", "u", "o", 'ret = "/org/freedesktop/login1/user/1000"'),
            ("GetSessionByPID", "u", "o", 'ret = "/org/freedesktop/login1/session/c1"'),
        ],
    )
    session = mock_session()
    mock.AddSession("c1", "seat0", 1000, "person", True)
    # GNOME Shell asks for its own session by this path.
    mock.AddObject("/org/freedesktop/login1/session/auto", SESSION, session, [("SetIdleHint", "b", "", ""), ("SetLockedHint", "b", "", "")])


@dbus.service.method(MAIN_IFACE, in_signature="", out_signature="a(ssssuu)")
def ListInhibitors(self):
    """The template's, each with the process that really holds it: GNOME's session manager is the only one here."""
    return [(*lock[:5], session_manager() or lock[5]) for lock in logind.ListInhibitors(self)]


def session_manager():
    for path in glob.glob("/proc/[0-9]*/comm"):
        with open(path) as name:
            if name.read().strip() in ("gnome-session-b", "gnome-session-s"):  # …inary, and …ervice since GNOME 49
                return dbus.UInt32(path.split("/")[2])
    return None


def mock_session():
    return {
        "Id": "c1",
        "Name": "person",
        "Active": True,
        "Class": "user",
        "State": "active",
        "Type": "wayland",
        "Remote": False,
        "LockedHint": False,
        "User": (dbus.UInt32(1000), dbus.ObjectPath("/org/freedesktop/login1/user/1000")),
        "Seat": ("seat0", dbus.ObjectPath("/org/freedesktop/login1/seat/seat0")),
    }
