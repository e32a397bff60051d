"""logind as dbusmock stands in for it: a session of one person, and a machine that goes down from the moment it is asked to."""

import dbus
from dbusmock.templates import logind
from dbusmock.templates.logind import *  # noqa: F403 - dbusmock takes a template's methods from its module

BUS_NAME = logind.BUS_NAME
MAIN_OBJ = logind.MAIN_OBJ
MAIN_IFACE = logind.MAIN_IFACE
SYSTEM_BUS = True
GOES_DOWN = "self.UpdateProperties('%s', {'PreparingForShutdown': dbus.Boolean(True, variant_level=1)})" % MAIN_IFACE


def load(mock, parameters):
    logind.load(mock, parameters)
    mock.AddMethods(
        MAIN_IFACE,
        [
            ("Reboot", "b", "", GOES_DOWN),
            ("RebootWithFlags", "t", "", GOES_DOWN),
            ("GetUser", "u", "o", 'ret = "/org/freedesktop/login1/user/1000"'),
            ("GetSessionByPID", "u", "o", 'ret = "/org/freedesktop/login1/session/c1"'),
        ],
    )
    mock.AddSession("c1", "seat0", 1000, "person", True)
